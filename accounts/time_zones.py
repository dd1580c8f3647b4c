"""Whose day it is: dates and hours as an organisation's people see them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation

# The continents and oceans of the names that the tz database keeps for people to choose from.
AREAS = {
    "Africa": _("Africa"),
    "America": _("America"),
    "Antarctica": _("Antarctica"),
    "Arctic": _("Arctic"),
    "Asia": _("Asia"),
    "Atlantic": _("Atlantic Ocean"),
    "Australia": _("Australia"),
    "Europe": _("Europe"),
    "Indian": _("Indian Ocean"),
    "Pacific": _("Pacific Ocean"),
}


def zone_of(organisation: Organisation | None) -> ZoneInfo:
    """The organisation's time zone; the site's where there is none, or where this system does not know it."""
    return zone_named(organisation.time_zone if organisation is not None else None)


def zone_named(name: str | None) -> ZoneInfo:
    """The zone of an organisation that calls it so; None where there is no organisation."""
    return ZoneInfo(name if name in _known() else settings.TIME_ZONE)


def today_in(zone: ZoneInfo, now: datetime | None = None) -> date:
    """The day that it is there."""
    return (now or timezone.now()).astimezone(zone).date()


@dataclass(frozen=True, slots=True)
class Change:
    """That the clocks of a zone change: the instant (UTC), and the offsets from UTC before and after it."""

    at: datetime
    before: timedelta
    after: timedelta


@lru_cache(maxsize=4096)
def first_instant(day: date, hour: int, zone: ZoneInfo) -> datetime:
    """When the clocks there first show the hour (0 to 23) of the day, in UTC.

    An hour that is shown twice counts the first time; in place of one that is skipped comes the instant at
    which the clocks are put forward.
    """
    wall = datetime.combine(day, time(hour))
    early, late = (wall.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (1, 0))
    if early.astimezone(zone).replace(tzinfo=None) == wall:
        return min(early, late)
    # In a gap the offset after it gives the earlier of the two, and the clocks change in between.
    return changes(early, late, zone)[0].at


def changes(since: datetime, until: datetime, zone: ZoneInfo) -> list[Change]:
    """When the clocks change after ``since``, up to ``until``, oldest first; changes are days apart."""
    found, earlier = [], since.astimezone(UTC)
    while earlier < until:
        later = min(earlier + timedelta(days=1), until.astimezone(UTC))
        before, after = _offset(earlier, zone), _offset(later, zone)
        if before != after:
            found.append(Change(_change_between(earlier, later, zone), before, after))
        earlier = later
    return found


def _change_between(earlier: datetime, later: datetime, zone: ZoneInfo) -> datetime:
    before = _offset(earlier, zone)
    while later - earlier > timedelta(seconds=1):
        middle = earlier + timedelta(seconds=(later - earlier) // timedelta(seconds=2))
        if _offset(middle, zone) == before:
            earlier = middle
        else:
            later = middle
    return later


def _offset(instant: datetime, zone: ZoneInfo) -> timedelta:
    return instant.astimezone(zone).utcoffset() or timedelta()


def zone_choices(*also: str) -> list[Any]:
    """What a form offers: UTC and ``also`` (zones that are in use) first, then cities by continent."""
    first = sorted({"UTC", settings.TIME_ZONE, *also} - {"", *_cities()})
    groups: dict[str, list[tuple[str, str]]] = {}
    for name in _cities():
        area, place = name.split("/", 1)
        groups.setdefault(area, []).append((name, place.replace("_", " ").replace("/", " – ")))
    return [*((name, name) for name in first), *((AREAS[area], groups[area]) for area in AREAS)]


@cache
def _known() -> frozenset[str]:
    return frozenset(available_timezones())


@cache
def _cities() -> tuple[str, ...]:
    return tuple(sorted(name for name in _known() if name.split("/", 1)[0] in AREAS and "/" in name))
