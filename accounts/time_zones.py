"""Whose day it is: dates and hours as an organisation's people see them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.utils import timezone

from accounts.models import Organisation


def zone_of(organisation: Organisation | None) -> ZoneInfo:
    """The organisation's time zone; the site's where there is none, or where this system does not know it."""
    name = organisation.time_zone if organisation is not None else settings.TIME_ZONE
    return ZoneInfo(name if name in available_timezones() else settings.TIME_ZONE)


def today_in(zone: ZoneInfo, now: datetime | None = None) -> date:
    """The day that it is there."""
    return (now or timezone.now()).astimezone(zone).date()
