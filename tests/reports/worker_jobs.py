"""Jobs that tests give to a real worker."""

import time
from pathlib import Path

from django_tasks import task


@task()
def note(path: str, text: str) -> None:
    """Adds a line to a file."""
    with Path(path).open("a") as file:
        file.write(text + "\n")


@task()
def note_and_wait(path: str, seconds: float) -> None:
    """Adds "begun", and "done" after so many seconds."""
    note.call(path, "begun")
    time.sleep(seconds)
    note.call(path, "done")
