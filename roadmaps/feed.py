"""The dates of a roadmap for calendar programs: an iCalendar file (RFC 5545)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from django.utils import translation
from django.utils.translation import gettext as _
from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vRecur

from accounts.time_zones import changes
from roadmaps.plan import Aim, Plan, Planned

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LENGTH = timedelta(minutes=30)
RENEWED = "PT6H"  # how often a program may look


@dataclass(frozen=True, slots=True)
class About:
    """What the calendar is about: ``key`` is the assessment's id, ``hour`` the one of the reviews there.

    ``address`` is that of the roadmap's page, ``pages`` are those of the initiatives by id; ``versions`` say
    how often each was changed, and by ``key`` how often the goal was.
    """

    key: str
    team: str
    zone: ZoneInfo
    hour: int
    language: str
    address: str
    pages: dict[str, str]
    versions: dict[str, int]


def calendar_of(plan: Plan, about: About) -> bytes:
    """Reviews and decision dates of what runs, and the goal's deadline; the same plan makes the same file."""
    with translation.override(about.language):
        calendar = Calendar()
        calendar.add("prodid", "-//Sales maturity//Roadmap//EN")
        calendar.add("version", "2.0")
        calendar.add("calscale", "GREGORIAN")
        name = _("Roadmap of %(team)s") % {"team": about.team}
        for called in ("name", "x-wr-calname"):
            calendar.add(called, name)
        calendar.add("x-published-ttl", RENEWED)
        for event in _events(plan, about):
            calendar.add_component(event)
        _add_time_zone(calendar, about.zone)
        return calendar.to_ical()


def _events(plan: Plan, about: About) -> Iterable[Event]:
    for planned in plan.initiatives:
        if planned.state != "running" or planned.pilot.decision:
            continue
        if planned.pilot.decide_on is not None:
            yield from _review(planned, planned.pilot.decide_on, about)
            yield _decision(planned, planned.pilot.decide_on, about)
    if plan.goal is not None and plan.goal.deadline is not None:
        yield _deadline(plan.goal, plan.goal.deadline, about)


def _review(planned: Planned, decide_on: date, about: About) -> Iterable[Event]:
    """Every week from the first review day on, up to the decision date; nothing where that comes first."""
    started_on, review_day = planned.pilot.started_on, planned.review_day
    if started_on is None or review_day is None:
        return
    first = started_on + timedelta(days=(review_day - started_on.weekday()) % 7)
    if first > decide_on:
        return
    event = _event(f"{planned.pk}-{planned.pilot.number}-review", _changed(planned), about)
    begins = datetime.combine(first, time(about.hour), about.zone)
    event.add("dtstart", begins)
    event.add("duration", LENGTH)
    until = datetime.combine(decide_on, time(23, 59, 59), about.zone).astimezone(UTC)
    event.add("rrule", vRecur(freq="WEEKLY", byday=DAYS[review_day], until=until))
    event.add("summary", _("Weekly review: %(title)s") % {"title": planned.title})
    words = _("Leading activity: %(leading)s. Lagging metric: %(lagging)s. Owner: %(owner)s.")
    names = {"leading": planned.leading.name, "lagging": planned.lagging.name, "owner": planned.owner}
    _describe(event, words % names, about, str(planned.pk))
    yield event


def _decision(planned: Planned, decide_on: date, about: About) -> Event:
    event = _event(f"{planned.pk}-{planned.pilot.number}-decision", _changed(planned), about)
    _all_day(event, decide_on)
    event.add("summary", _("Decide: %(title)s") % {"title": planned.title})
    words = _("Scale, adjust or stop: compare what was measured with the criterion. Owner: %(owner)s.")
    _describe(event, words % {"owner": planned.owner}, about, str(planned.pk))
    return event


def _deadline(goal: Aim, deadline: date, about: About) -> Event:
    event = _event(f"{about.key}-goal", datetime.combine(goal.set_on, time(), UTC), about)
    _all_day(event, deadline)
    event.add("summary", _("Deadline of the goal: %(goal)s") % {"goal": goal.name})
    _describe(event, goal.metric, about, about.key)
    return event


def _event(key: str, changed: datetime, about: About) -> Event:
    event = Event()
    event.add("uid", key)
    event.add("dtstamp", changed)
    return event


def _changed(planned: Planned) -> datetime:
    """When the initiative last took another turn, so that the same plan makes the same file."""
    moments = [planned.started_at, *(pilot.decided_at for pilot in planned.pilots)]
    newest = max(moment for moment in moments if moment is not None)
    return newest.astimezone(UTC).replace(microsecond=0)


def _all_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _describe(event: Event, text: str, about: About, key: str) -> None:
    address = about.pages.get(key, about.address)
    event.add("description", f"{text}\n{address}")
    event.add("url", address)
    event.add("sequence", max(0, about.versions.get(key, 1) - 1))


def _add_time_zone(calendar: Calendar, zone: ZoneInfo) -> None:
    """What the clocks of the zone do while the reviews go on.

    Written here, because the library names for each change the time that the clocks show after it, and the
    standard asks for the one before.
    """
    starts = [event.start for event in calendar.events if isinstance(event.start, datetime)]
    if not starts or zone.key == "UTC":
        return
    rules = (cast("vRecur", event["rrule"]) for event in calendar.events if "rrule" in event)
    ends: list[datetime] = [rule["until"][0] for rule in rules]
    since = min(starts).astimezone(UTC) - timedelta(days=1)
    described = Timezone()
    described.add("tzid", zone.key)
    offset = since.astimezone(zone).utcoffset() or timedelta()
    _add_observance(described, since, offset, offset, zone)
    for change in changes(since, max(ends) + timedelta(days=1), zone):
        _add_observance(described, change.at, change.before, change.after, zone)
    # Before what refers to it.
    calendar.subcomponents.insert(0, described)


def _add_observance(
    described: Timezone, since: datetime, before: timedelta, after: timedelta, zone: ZoneInfo
) -> None:
    there = since.astimezone(zone)
    observance = TimezoneDaylight() if there.dst() else TimezoneStandard()
    observance.add("dtstart", (since + before).replace(tzinfo=None))
    observance.add("tzoffsetfrom", before)
    observance.add("tzoffsetto", after)
    observance.add("tzname", there.tzname())
    described.add_component(observance)
