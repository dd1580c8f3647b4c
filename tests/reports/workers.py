"""Real worker processes on the test database."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
QUEUE = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
WORKER = """
import os
import sys
from importlib import import_module
import django
from django.conf import settings
settings.DATABASES["default"]["NAME"] = sys.argv[1]
settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
settings.WORKER_LEASE, settings.WORKER_INTERVAL = float(sys.argv[2]), 0.05
django.setup()
for module in os.environ.get("WORKER_IMPORTS", "").split():
    import_module(module)
from django.core.management import call_command
call_command("worker", *sys.argv[3:])
"""


@contextmanager
def worker(*arguments: str, lease: float = 60) -> Iterator[subprocess.Popen[str]]:
    """A worker for as long as the block; ``lease`` in seconds."""
    command = [sys.executable, "-c", WORKER, str(connection.settings_dict["NAME"]), str(lease), *arguments]
    environment = os.environ | {"DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True)
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def work() -> None:
    """A worker that ends when nothing is left to do."""
    with worker("--once") as process:
        _, said = process.communicate(timeout=180)
        assert process.returncode == 0, said


def wait_until(true: Callable[[], bool], seconds: float = 30) -> None:
    """Fails when it does not become true in time."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.05)
