"""Parts of the demo that lie above assessments: each is filled in by who registered it."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from assessments.models import Assessment

Given = dict[str, Any]
Filler = Callable[[Assessment, Given, User], None]
_fillers: dict[str, Filler] = {}


def register(part: str, fill: Filler) -> None:
    """From now on a submitted assessment in a file of the demo may have this part.

    ``fill`` gets the assessment, what the file says, and who owns the assessment.
    """
    _fillers[part] = fill


def fill_in(assessment: Assessment, given: Given, owner: User) -> None:
    """Everything that is registered and that the file has of it."""
    for part, fill in _fillers.items():
        if part in given:
            fill(assessment, given[part], owner)
