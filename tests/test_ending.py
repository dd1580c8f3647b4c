"""The tests end, whatever a process that they started is about."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests import ending
from tests.ending import descendants, overdue_after

# A shell in between, so that the sleeper is nobody's child.
SLEEPER = ("sh", "-c", "sleep 600 & wait")


def test_process_that_does_not_end_is_killed_with_what_it_started(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ending, "_stderr", [2])
    with overdue_after(0.5), subprocess.Popen(SLEEPER) as process:
        while len(started := descendants(process.pid)) < 1:
            time.sleep(0.01)
        assert process.wait(timeout=20) != 0
    deadline = time.monotonic() + 20
    while any(Path(f"/proc/{one}").exists() for one in started):
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert "overdue" in capfd.readouterr().err


def test_what_ends_in_time_is_left_alone() -> None:
    with overdue_after(60):
        done = subprocess.run([sys.executable, "-c", "print('fine')"], capture_output=True, check=True)
    assert done.stdout == b"fine\n"
