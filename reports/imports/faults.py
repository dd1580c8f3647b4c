"""What is wrong with a file that is to be imported, in words for whoever sent it."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.text import Truncator

MOST_SHOWN = 20
MOST_COUNTED = 500  # a hostile file could hold a million faults
LONGEST_KEY = 60


@dataclass(frozen=True, slots=True)
class Fault:
    """`place` is a JSON Pointer ("/assessment/team"), a line and column, or "" for the whole file."""

    place: str
    reason: str

    def __str__(self) -> str:
        return f"{self.place}: {self.reason}" if self.place else self.reason


class RefusedError(Exception):
    """The file is not imported, and nothing of it was written.

    ``faults`` holds the first of them, at most ``MOST_SHOWN``, and ``more`` how many there are besides.
    """

    def __init__(self, faults: Iterable[Fault]) -> None:
        found = list(dict.fromkeys(faults))
        super().__init__(f"{len(found)} faults")
        self.faults = tuple(found[:MOST_SHOWN])
        self.more = len(found) - len(self.faults)


def pointer(*path: str | int) -> str:
    """The JSON Pointer of a place, on one line and of a readable length whatever the keys are."""
    return "".join(f"/{_token(part)}" for part in path)


def _token(part: str | int) -> str:
    escaped = str(part).replace("~", "~0").replace("/", "~1")
    return Truncator(json.dumps(escaped)[1:-1]).chars(LONGEST_KEY)
