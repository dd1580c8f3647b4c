"""Two web processes on the test database, with and without the guards against races."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Site:
    """The address of the two processes, and the folder in which they meet (see ``tests.races.wsgi``)."""

    url: str
    folder: Path

    def meet_before(self, *statements: str) -> None:
        for old in self.folder.iterdir():
            old.unlink()
        (self.folder / "statements").write_text("\n".join(statements))

    @property
    def met(self) -> bool:
        """Both processes stood before such a statement at the same time."""
        return (self.folder / "met").exists()


def _serve(folder: Path, **environment: str) -> Iterator[Site]:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    (folder / "statements").touch()
    command = [sys.executable, "-m", "gunicorn", "tests.races.wsgi", "--bind", f"127.0.0.1:{port}"]
    command += ["--preload", "--workers", "2", "--timeout", "90", "--no-control-socket"]
    command += ["--log-level", "error"]
    settings = {
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "RACE_DATABASE": str(connection.settings_dict["NAME"]),
        "RACE_DIR": str(folder),
    }
    with subprocess.Popen(command, cwd=ROOT, env=os.environ | settings | environment) as server:
        try:
            _wait_for(port)
            yield Site(f"http://127.0.0.1:{port}", folder)
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(600):
        try:
            socket.create_connection(("127.0.0.1", port), timeout=5).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError("The web server does not answer.")


@pytest.fixture(scope="module")
def guarded(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _serve(tmp_path_factory.mktemp("guarded"))


@pytest.fixture(scope="module")
def unguarded(django_db_setup: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    yield from _serve(tmp_path_factory.mktemp("unguarded"), RACE_UNGUARDED="1")
