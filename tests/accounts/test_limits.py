"""Limits on guessing hold across web processes, and requests that race each other do not slip through."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest
from django.core.management import call_command
from django.db import connection

from tests.factories import make_user

TABLE = "cache_of_guesses"
SHARED, EACH_ITS_OWN = "db.DatabaseCache", "locmem.LocMemCache"


@pytest.fixture
def _cache_table(transactional_db: None) -> Iterator[None]:
    call_command("createcachetable", TABLE, verbosity=0)
    yield
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TABLE {TABLE}")


def guesses_looked_at(email: str, cache: str, *, each: int, threads: int) -> int:
    """How many of the guesses of two processes were compared with the password, and not turned away."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.settings",
        "GUESSING_DATABASE": str(connection.settings_dict["NAME"]),
        "GUESSING_CACHE": cache,
    }
    command = [sys.executable, "-m", "tests.accounts.guessing", email, str(each), str(threads)]
    processes = [
        subprocess.Popen(command, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    for process in processes:
        assert process.stdout.readline() == "ready\n"
    for process in processes:
        process.stdin.write("go\n")
        process.stdin.flush()
    looked_at = 0
    for process in processes:
        looked_at += int(process.communicate(timeout=120)[0])
        assert process.returncode == 0
    return looked_at


@pytest.mark.usefixtures("_cache_table")
def test_guesses_of_two_processes_count_together_also_when_they_race() -> None:
    """Five are let through; no race lets a sixth through, and at most some are turned away for nothing."""
    looked_at = guesses_looked_at(make_user().email, SHARED, each=8, threads=4)
    assert 1 <= looked_at <= 5


@pytest.mark.usefixtures("_cache_table")
def test_without_a_shared_cache_each_process_lets_its_own_through() -> None:
    """The control: what the test above would find if limits were kept by each process."""
    assert guesses_looked_at(make_user().email, EACH_ITS_OWN, each=8, threads=1) == 10
