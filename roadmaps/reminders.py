"""Which mail about an initiative is due at a moment. Pure."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from accounts.time_zones import first_instant
from roadmaps.models import ReviewReminder
from roadmaps.rhythm import monday_of

Kind = ReviewReminder.Kind


@dataclass(frozen=True, slots=True)
class Running:
    """What of a running initiative, and of its pilot that is not decided, says when to remind.

    ``review_day`` is 0 for Monday, ``noted`` the Monday of the newest check-in's week, None before the first.
    """

    review_day: int | None
    started_on: date
    decide_on: date | None
    noted: date | None
    zone: ZoneInfo


def due(running: Running, now: datetime, hour: int) -> tuple[Kind, date] | None:
    """The mail that is due at ``now`` (aware), and the day that it is about, in the organisation's zone.

    From the hour (0 to 23, by the clocks there, see ``first_instant``) to the end of the local day: on the
    decision date the mail that asks to decide; else on the review day, from the day after the start on, the
    one that asks for the check-in, unless the week has it already. A day that has passed is not made up for.
    """
    today = now.astimezone(running.zone).date()
    kind = _kind_on(today, running)
    if kind is None or now < first_instant(today, hour, running.zone):
        return None
    return kind, today


def _kind_on(today: date, running: Running) -> Kind | None:
    if running.decide_on == today:
        return Kind.DECISION
    if running.review_day != today.weekday() or today <= running.started_on:
        return None
    noted = running.noted is not None and running.noted >= monday_of(today)
    return None if noted else Kind.REVIEW


def days_around(now: datetime) -> list[date]:
    """Every day that it can be somewhere at this moment."""
    today = now.date()
    return [today + timedelta(days=days) for days in (-1, 0, 1)]
