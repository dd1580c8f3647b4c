"""Imports run one way: reports → roadmaps → assessments → scoring, and accounts beside scoring."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "scoring": set(),
    "accounts": {"django"},
    "assessments": {"django", "accounts", "scoring"},
    "roadmaps": {"django", "accounts", "scoring", "assessments"},
    "reports": {"django", "accounts", "scoring", "assessments", "roadmaps"},
}
EVERYTHING = {"django", "maturity_site", *MAY_IMPORT}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """An empty copy of the project: the linter's settings and the packages' folders."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for package in MAY_IMPORT:
        (tmp_path / package).mkdir()
        shutil.copy(ROOT / package / "ruff.toml", tmp_path / package)
    return tmp_path


def banned_lines(folder: Path) -> set[int]:
    found = subprocess.run(
        [sys.executable, "-m", "ruff", "check", "--no-cache", "--output-format=json", folder],
        capture_output=True,
        check=False,
    )
    return {fault["location"]["row"] for fault in json.loads(found.stdout) if fault["code"] == "TID251"}


@pytest.mark.parametrize("package", MAY_IMPORT)
@pytest.mark.parametrize(
    "statement", ["import {}.models", "from {} import models", "from {}.models import Thing"]
)
def test_linter_refuses_exactly_the_imports_against_the_order(
    project: Path, package: str, statement: str
) -> None:
    others = sorted(EVERYTHING - {package})
    (project / package / "sample.py").write_text("".join(f"{statement.format(name)}\n" for name in others))
    refused = {others[line - 1] for line in banned_lines(project / package)}
    assert refused == EVERYTHING - MAY_IMPORT[package] - {package}


def test_linter_refuses_an_import_inside_a_function(project: Path) -> None:
    (project / "scoring" / "sample.py").write_text(
        "def rate():\n    from django.conf import settings\n    return settings\n"
    )
    assert banned_lines(project / "scoring") == {2}
