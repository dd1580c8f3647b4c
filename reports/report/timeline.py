"""When each initiative was tried, looked at and decided, for drawing."""

from datetime import date, timedelta

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.report.roadmap_shapes import Span, Timeline, Track
from reports.report.wording import day
from roadmaps.models import CheckIn
from roadmaps.plan import Plan, Planned, Stretch
from roadmaps.rhythm import Review, rhythm_of

MOST_MARKS = 8


def timeline(plan: Plan, today: date, takeaway: str) -> Timeline | None:
    """None before anything started."""
    tracks = tuple(_track(planned, today) for planned in plan.initiatives)
    days = [day for track in tracks for span in track.spans for day in (span.start, span.end)]
    if not days:
        return None
    days += [day for track in tracks for day, _status in track.checks]
    start, end = _first(min(*days, today)), _next(_first(max(*days, today)))
    return Timeline(
        title=_("What is tried when, and when it is decided"),
        takeaway=takeaway,
        today=today,
        today_name=_("Today"),
        start=start,
        end=end,
        months=_marks(start, end),
        tracks=tracks,
        words=(
            str(CheckIn.Status.ON_TRACK.label),
            str(CheckIn.Status.AT_RISK.label),
            str(CheckIn.Status.STUCK.label),
            _("Missed review"),
            _("Decision"),
            _("Decision to come"),
        ),
    )


def _track(planned: Planned, today: date) -> Track:
    missed = (week.week for week in rhythm_of(planned, today).weeks if week.state == Review.MISSED)
    return Track(
        name=planned.title,
        note=_note(planned),
        spans=tuple(span for pilot in planned.pilots for span in _span(pilot)),
        checks=tuple((one.week, one.status) for one in planned.check_ins),
        missed=tuple(missed),
    )


def _note(planned: Planned) -> str:
    decide_on = planned.pilot.decide_on
    if decide_on is None:
        return planned.owner
    words = _("%(owner)s · decision on %(date)s") if planned.owner else _("decision on %(date)s")
    return words % {"owner": planned.owner, "date": day(decide_on)}


def _span(pilot: Stretch) -> list[Span]:
    if pilot.started_on is None:
        return []
    decided = pilot.decided_at.date() if pilot.decided_at else None
    end = decided or pilot.decide_on or pilot.started_on
    return [Span(pilot.started_on, max(end, pilot.started_on), decided=decided is not None)]


def _first(day: date) -> date:
    return day.replace(day=1)


def _next(first: date) -> date:
    """The first day of the next month."""
    return _first(first + timedelta(days=31))


def _marks(start: date, end: date) -> tuple[tuple[date, str], ...]:
    """The first days of months, as many as there is room for."""
    months = [start]
    while months[-1] < end:
        months.append(_next(months[-1]))
    step = 1 + (len(months) - 2) // MOST_MARKS
    return tuple((month, date_format(month, pgettext("date format", "M"))) for month in months[:-1][::step])
