"""What else stands against opening a sealed assessment again, besides its age and its next round.

What lies above assessments says so: ``register("roadmap", holds=…, words=…)`` in its app's ``ready()``.
"""

from collections.abc import Callable
from typing import Any

from assessments.models import Assessment

Holds = Callable[[Assessment], bool]
_reasons: dict[str, tuple[Holds, Any]] = {}


def register(code: str, *, holds: Holds, words: Any) -> None:
    """From now on an assessment of which ``holds`` is true stays sealed; ``words`` (lazy) tell why."""
    _reasons[code] = (holds, words)


def reason_against(assessment: Assessment) -> str:
    """The code of the first reason that holds, or ""."""
    return next((code for code, (holds, _words) in _reasons.items() if holds(assessment)), "")


def words_of(code: str) -> str:
    """What the page says; "" for a code that nobody registered."""
    return str(_reasons[code][1]) if code in _reasons else ""
