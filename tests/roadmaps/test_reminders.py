"""Which reminder is due when: review days and decision dates by the clocks of the organisation."""

from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

import pytest

from accounts.time_zones import changes, first_instant
from roadmaps.models import ReviewReminder
from roadmaps.reminders import Running, days_around, due

REVIEW, DECISION = ReviewReminder.Kind.REVIEW, ReviewReminder.Kind.DECISION
AMSTERDAM, ISTANBUL = "Europe/Amsterdam", "Europe/Istanbul"
NEW_YORK, LORD_HOWE = "America/New_York", "Australia/Lord_Howe"
STARTED = date(2026, 1, 5)  # a Monday


def running(zone: str = AMSTERDAM, **fields: object) -> Running:
    known = {"review_day": 0, "started_on": STARTED, "decide_on": None, "noted": None}
    return Running(**{**known, **fields}, zone=ZoneInfo(zone))


def at(zone: str, text: str, fold: int = 0) -> datetime:
    """The moment at which the clocks there show this."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone), fold=fold)


@pytest.mark.parametrize(
    ("zone", "now", "is_due"),
    [
        # The Mondays around the changes of 29 March and 25 October: always eight by the wall clock.
        (AMSTERDAM, "2026-03-23T06:59:59+00:00", False),
        (AMSTERDAM, "2026-03-23T07:00:00+00:00", True),
        (AMSTERDAM, "2026-03-30T05:59:59+00:00", False),
        (AMSTERDAM, "2026-03-30T06:00:00+00:00", True),
        (AMSTERDAM, "2026-10-26T06:59:59+00:00", False),
        (AMSTERDAM, "2026-10-26T07:00:00+00:00", True),
        # No daylight saving: the same all year.
        (ISTANBUL, "2026-03-30T04:59:59+00:00", False),
        (ISTANBUL, "2026-03-30T05:00:00+00:00", True),
        (ISTANBUL, "2026-10-26T05:00:00+00:00", True),
        # 8 March and 1 November.
        (NEW_YORK, "2026-03-02T13:00:00+00:00", True),
        (NEW_YORK, "2026-03-09T11:59:59+00:00", False),
        (NEW_YORK, "2026-03-09T12:00:00+00:00", True),
        (NEW_YORK, "2026-11-02T12:59:59+00:00", False),
        (NEW_YORK, "2026-11-02T13:00:00+00:00", True),
        # Half an hour, on 5 April and 4 October; Monday begins while it is Sunday in UTC.
        (LORD_HOWE, "2026-03-29T20:59:59+00:00", False),
        (LORD_HOWE, "2026-03-29T21:00:00+00:00", True),
        (LORD_HOWE, "2026-04-05T21:29:59+00:00", False),
        (LORD_HOWE, "2026-04-05T21:30:00+00:00", True),
        (LORD_HOWE, "2026-10-04T21:00:00+00:00", True),
        # To the end of the local day, and not after it.
        (NEW_YORK, "2026-03-10T03:59:59+00:00", True),
        (NEW_YORK, "2026-03-10T04:00:00+00:00", False),
        (AMSTERDAM, "2026-03-30T21:59:59+00:00", True),
        (AMSTERDAM, "2026-03-30T22:00:00+00:00", False),
    ],
)
def test_review_is_due_from_the_hour_that_the_clocks_show_there(zone: str, now: str, is_due: bool) -> None:
    moment = datetime.fromisoformat(now)
    found = due(running(zone), moment, 8)
    assert found == ((REVIEW, moment.astimezone(ZoneInfo(zone)).date()) if is_due else None)


@pytest.mark.parametrize(
    ("zone", "day", "hour", "instant"),
    [
        # Skipped: the instant at which the clocks are put forward.
        (AMSTERDAM, date(2026, 3, 29), 2, "2026-03-29T01:00:00+00:00"),
        (NEW_YORK, date(2026, 3, 8), 2, "2026-03-08T07:00:00+00:00"),
        (LORD_HOWE, date(2026, 10, 4), 2, "2026-10-03T15:30:00+00:00"),
        ("Africa/Cairo", date(2026, 4, 24), 0, "2026-04-23T22:00:00+00:00"),
        # Shown twice: the first time.
        (AMSTERDAM, date(2026, 10, 25), 2, "2026-10-25T00:00:00+00:00"),
        (NEW_YORK, date(2026, 11, 1), 1, "2026-11-01T05:00:00+00:00"),
        # Lord Howe's 1:30 to 2:00 comes twice, so that two o'clock comes after both.
        (LORD_HOWE, date(2026, 4, 5), 1, "2026-04-04T14:00:00+00:00"),
        (LORD_HOWE, date(2026, 4, 5), 2, "2026-04-04T15:30:00+00:00"),
        # Around them as ever.
        (AMSTERDAM, date(2026, 3, 29), 1, "2026-03-29T00:00:00+00:00"),
        (AMSTERDAM, date(2026, 3, 29), 3, "2026-03-29T01:00:00+00:00"),
        (AMSTERDAM, date(2026, 10, 25), 3, "2026-10-25T02:00:00+00:00"),
        (ISTANBUL, date(2026, 3, 29), 2, "2026-03-28T23:00:00+00:00"),
        # Midway through an hour that begins on the other side of the change.
        ("Africa/Monrovia", date(1972, 1, 7), 0, "1972-01-07T00:44:30+00:00"),
    ],
)
def test_hour_that_is_skipped_or_repeated_has_one_instant(
    zone: str, day: date, hour: int, instant: str
) -> None:
    assert first_instant(day, hour, ZoneInfo(zone)) == datetime.fromisoformat(instant)


@pytest.mark.parametrize(
    ("zone", "day", "hour"), [(AMSTERDAM, date(2026, 3, 29), 2), (NEW_YORK, date(2026, 11, 1), 1)]
)
def test_sundays_reminder_is_due_once_whatever_the_clocks_do(zone: str, day: date, hour: int) -> None:
    sunday, midnight = running(zone, review_day=6), first_instant(day, 0, ZoneInfo(zone))
    minutes = [midnight + timedelta(minutes=minute) for minute in range(27 * 60)]
    found = [due(sunday, minute, hour) for minute in minutes]
    assert {one for one in found if one} == {(REVIEW, day)}
    # From one moment on without a break, also through the hour that comes a second time.
    assert [is_due for is_due, _ in groupby(found, bool)] == [False, True, False]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({}, REVIEW),
        ({"noted": date(2026, 3, 23)}, REVIEW),
        ({"noted": date(2026, 3, 30)}, None),
        ({"review_day": 1}, None),
        ({"review_day": None}, None),
        ({"started_on": date(2026, 3, 30)}, None),
        ({"started_on": date(2026, 3, 29)}, REVIEW),
        ({"started_on": date(2026, 4, 6)}, None),
        ({"decide_on": date(2026, 3, 30)}, DECISION),
        ({"decide_on": date(2026, 3, 30), "noted": date(2026, 3, 30)}, DECISION),
        ({"decide_on": date(2026, 3, 30), "review_day": 4}, DECISION),
        ({"decide_on": date(2026, 3, 29)}, REVIEW),
        ({"decide_on": date(2026, 3, 31)}, REVIEW),
    ],
)
def test_day_has_one_reminder_at_most(fields: dict[str, object], found: str | None) -> None:
    reminder = due(running(**fields), at(AMSTERDAM, "2026-03-30T09:00"), 8)
    assert (reminder[0] if reminder else None) == found


def test_every_day_of_the_earth_is_looked_at() -> None:
    for hour in range(24):
        now = datetime(2026, 3, 1, hour, tzinfo=UTC)
        there = {now.astimezone(ZoneInfo(name)).date() for name in ("Pacific/Kiritimati", "Etc/GMT+12")}
        assert there <= set(days_around(now))


def test_changes_are_found_in_the_half_open_period() -> None:
    zone = ZoneInfo(AMSTERDAM)
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert [one.at for one in changes(change - timedelta(hours=1), change, zone)] == [change]
    assert changes(change, change + timedelta(days=100), zone) == []
