"""Where the links in mails lead that no visit sends."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PRODUCTION = {
    "MATURITY_MODE": "production",
    "SECRET_KEY": "for-checking-the-settings-only-0123456789-abcdefghijklmnopqrstuvwxyz",
    "DATABASE_URL": "postgres://maturity@database/maturity",
}
WORDS = "from maturity_site import settings; print(settings.SITE_URL)"


def settings_with(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ}
    return subprocess.run(
        [sys.executable, "-c", WORDS],
        cwd=ROOT,
        env=kept | {"MATURITY_VAR_DIR": str(tmp_path)} | environment,
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize(
    ("environment", "address"),
    [
        (PRODUCTION | {"ALLOWED_HOSTS": "maturity.example,other.example"}, "https://maturity.example"),
        (PRODUCTION | {"ALLOWED_HOSTS": "*,.maturity.example", "HTTPS": "0"}, "http://maturity.example"),
        (
            PRODUCTION | {"ALLOWED_HOSTS": "*", "SITE_URL": "https://maturity.example/"},
            "https://maturity.example",
        ),
        ({"MATURITY_MODE": "demo", "PORT": "8001"}, "http://localhost:8001"),
    ],
)
def test_mails_lead_to_the_address_that_the_site_answers_to(
    tmp_path: Path, environment: dict[str, str], address: str
) -> None:
    assert settings_with(tmp_path, **environment).stdout.strip() == address


def test_address_that_is_none_is_refused_with_a_hint(tmp_path: Path) -> None:
    refused = settings_with(tmp_path, MATURITY_MODE="demo", SITE_URL="maturity.example")
    assert refused.returncode != 0
    assert "SITE_URL is 'maturity.example'; use an address such as https://" in refused.stderr
