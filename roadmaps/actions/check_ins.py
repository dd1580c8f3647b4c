"""Noting a week's review: one check-in a week and initiative."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.actions.locking import lock
from roadmaps.models import CheckIn, Initiative
from roadmaps.models.fields import LINE_LENGTH
from roadmaps.plan import planned_of
from roadmaps.rhythm import open_weeks


class ClosedWeekError(Exception):
    """The week takes no check-in: it is to come, too long ago, before the start, or after the end."""


class StaleCheckInError(Exception):
    """The week's check-in was written or changed meanwhile; ``current`` is what it is now."""

    def __init__(self, current: CheckIn) -> None:
        super().__init__("changed meanwhile")
        self.current = current


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What a review says; a value is None where nobody knows it yet, ``line`` and ``next_step`` may be ""."""

    leading: Decimal | None
    lagging: Decimal | None
    status: str
    line: str
    next_step: str


@transaction.atomic
def check_in(
    *, initiative: Initiative, week: date, noted: Noted, seen: int, today: date, actor: User | None = None
) -> CheckIn:
    """Writes the check-in of the week that begins on the Monday ``week``, or changes it.

    ``seen`` is the version that the writer saw, 0 for none; the same words once more change nothing. Which
    weeks are open says ``roadmaps.rhythm.open_weeks``, on the organisation's day ``today``. Raises
    ClosedWeekError, StaleCheckInError, and ValueError for an unknown status or too long a line.
    """
    lock(initiative.assessment_id)
    _check(noted)
    if week not in open_weeks(planned_of(initiative), today):
        raise ClosedWeekError
    current = CheckIn.objects.filter(initiative=initiative, week=week).first()
    if current is not None and _of(current) == noted:
        return current
    if current is not None and current.version != seen:
        raise StaleCheckInError(current)
    return _write(initiative, week, noted, current, actor)


def _check(noted: Noted) -> None:
    if noted.status not in CheckIn.Status.values:
        raise ValueError("No such status.")
    if max(len(noted.line), len(noted.next_step)) > LINE_LENGTH:
        raise ValueError("A line too long.")


def _of(row: CheckIn) -> Noted:
    return Noted(
        leading=row.leading, lagging=row.lagging, status=row.status, line=row.line, next_step=row.next_step
    )


def _write(
    initiative: Initiative, week: date, noted: Noted, current: CheckIn | None, actor: User | None
) -> CheckIn:
    row = current or CheckIn(
        initiative=initiative, week=week, pilot=initiative.pilots.get(decision=""), version=0
    )
    row.leading, row.lagging = noted.leading, noted.lagging
    row.status, row.line, row.next_step = noted.status, noted.line, noted.next_step
    row.author, row.author_name = actor, (actor.get_full_name() if actor else "")[:254]
    row.version += 1
    row.changed_at = timezone.now()
    row.save()
    return row
