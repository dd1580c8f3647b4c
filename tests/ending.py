"""Nothing that the tests started keeps them from ending."""

import faulthandler
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Timer

PATIENCE = 60  # seconds
# Where to complain; while tests run, what is written to 2 is kept for the report of a failure.
_stderr = [2]


def remember_stderr() -> None:
    """Call it before output is captured."""
    _stderr[:] = [os.dup(2)]


def descendants(process: int) -> list[int]:
    """The ids of all processes that a process started, and of those that they started."""
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text().rsplit(")", 1)[1].split()[1])
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has ended meanwhile
        children.setdefault(parent, []).append(int(stat.parent.name))
    found: list[int] = []
    waiting = [process]
    while waiting:
        own = children.get(waiting.pop(), [])
        found += own
        waiting += own
    return found


def kill_descendants() -> None:
    """Says where this process stands and kills what it started."""
    os.write(_stderr[0], f"The end of the tests is overdue; killing {descendants(os.getpid())}\n".encode())
    faulthandler.dump_traceback(_stderr[0])
    for process in descendants(os.getpid()):
        try:
            os.kill(process, signal.SIGKILL)
        except ProcessLookupError:
            continue


@contextmanager
def overdue_after(seconds: float = PATIENCE) -> Iterator[None]:
    """Within it, waiting for a browser or another process ends after so long."""
    timer = Timer(seconds, kill_descendants)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def exit_when_overdue() -> None:
    """Call it when the last test is over: this process says where it stands and exits after a while."""
    faulthandler.dump_traceback_later(3 * PATIENCE, exit=True, file=_stderr[0])
