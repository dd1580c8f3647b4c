"""The levels of many submitted assessments at once: of a stored result only what a row of a table prints."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.models import StoredResult
from scoring import load

MOST = 5000


@dataclass(frozen=True, slots=True)
class Standing:
    """A level with the one that evidence carries; without a level both are None, and `status` says why."""

    status: str
    level: int | None
    evidenced: int | None


@dataclass(frozen=True, slots=True)
class Levels:
    """What an assessment came to, overall and by domain slug, on a rubric of the levels 1 to `top`."""

    rubric: str
    top: int
    overall: Standing
    domains: Mapping[str, Standing]


# A stored result never changes; one that is made anew after reopening has another time.
_remembered: dict[tuple[UUID, datetime], Levels] = {}


def levels_of(assessments: Iterable[UUID]) -> Mapping[UUID, Levels]:
    """By assessment; those that are not submitted are missing. Two queries, one once all were read before."""
    wanted = StoredResult.objects.filter(pk__in=list(assessments))
    keys = list(wanted.values_list("pk", "created_at"))
    missing = [pk for pk, made_at in keys if (pk, made_at) not in _remembered]
    if missing:
        if len(_remembered) + len(missing) > MOST:
            _remembered.clear()
        for stored in StoredResult.objects.filter(pk__in=missing):
            _remembered[stored.pk, stored.created_at] = _levels(stored)
    return {pk: _remembered[pk, made_at] for pk, made_at in keys if (pk, made_at) in _remembered}


def _levels(stored: StoredResult) -> Levels:
    result = load(stored.data)
    return Levels(
        rubric=result.rubric,
        top=result.top,
        overall=Standing(result.overall.status, result.overall.level, result.overall.evidenced),
        domains={one.domain: Standing(one.status, one.level, one.evidenced) for one in result.domains},
    )
