"""The command create_admin: the first admin, with clear refusals and no password on the screen."""

import os
import pty
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from accounts.models import User
from tests.factories import make_user

ROOT = Path(__file__).resolve().parents[2]
PASSWORD = "a long and unusual phrase"
VARIABLE = "MATURITY_ADMIN_PASSWORD"


def create(email: str) -> str:
    out = StringIO()
    call_command("create_admin", email, stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_admin_is_made_with_the_password_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, PASSWORD)
    said = create("First@EXAMPLE.com")
    user = User.objects.get()
    assert (user.email, user.is_staff, user.is_superuser) == ("First@example.com", True, True)
    assert user.check_password(PASSWORD)
    assert PASSWORD not in said


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("email", "password", "fault"),
    [
        ("not an address", PASSWORD, "Enter a valid email address"),
        ("", PASSWORD, "cannot be blank"),
        ("new@example.com", "short", "too short"),
        ("new@example.com", "new@example.com", "too similar"),
        ("TAKEN@example.com", PASSWORD, "There is already an account with this e-mail address"),
    ],
)
def test_admin_is_refused_with_a_reason(
    monkeypatch: pytest.MonkeyPatch, email: str, password: str, fault: str
) -> None:
    make_user(email="taken@example.com")
    monkeypatch.setenv(VARIABLE, password)
    with pytest.raises(CommandError, match=fault) as caught:
        create(email)
    assert User.objects.count() == 1
    assert PASSWORD not in str(caught.value)


@pytest.mark.django_db
def test_without_terminal_and_variable_the_variable_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    monkeypatch.setattr("sys.stdin", StringIO())
    with pytest.raises(CommandError, match=VARIABLE):
        create("new@example.com")


MIGRATE = """
import django
django.setup()
from django.core.management import call_command
for app in ("accounts", "auditlog"):
    call_command("migrate", app, verbosity=0)
"""


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Of processes on a database of their own with as many tables as the command needs."""
    folder = str(tmp_path_factory.mktemp("var"))
    env = {"MATURITY_MODE": "test", "MATURITY_VAR_DIR": folder, "PATH": "", "PYTHONPATH": str(ROOT)}
    settings = {"DJANGO_SETTINGS_MODULE": "maturity_site.settings"}
    subprocess.run([sys.executable, "-c", MIGRATE], env=env | settings, check=True)
    return env


@pytest.mark.parametrize(("again", "status"), [(PASSWORD, 0), ("another phrase", 1)])
def test_terminal_asks_twice_and_never_shows_the_password(
    environment: dict[str, str], again: str, status: int
) -> None:
    keyboard, terminal = pty.openpty()
    command = [sys.executable, str(ROOT / "manage.py"), "create_admin", f"new{status}@example.com"]
    with subprocess.Popen(
        command, env=environment, stdin=terminal, stdout=terminal, stderr=terminal, start_new_session=True
    ) as process:
        shown = b""
        for typed in (PASSWORD, again):
            while not shown.endswith(b": "):
                shown += os.read(keyboard, 1000)
            os.write(keyboard, typed.encode() + b"\n")
            shown += b"|"
        assert process.wait(timeout=60) == status
    shown += os.read(keyboard, 5000)
    assert PASSWORD.encode() not in shown
    assert (b"can log in" in shown) == (status == 0)
