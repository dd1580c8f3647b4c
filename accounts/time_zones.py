"""Whose day it is: dates and hours as an organisation's people see them."""

from datetime import date, datetime
from functools import cache
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
    name = organisation.time_zone if organisation is not None else settings.TIME_ZONE
    return ZoneInfo(name if name in _known() else settings.TIME_ZONE)


def today_in(zone: ZoneInfo, now: datetime | None = None) -> date:
    """The day that it is there."""
    return (now or timezone.now()).astimezone(zone).date()


def zone_choices(*also: str) -> list[tuple[str, object]]:
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
