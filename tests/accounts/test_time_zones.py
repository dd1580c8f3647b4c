"""An organisation's time zone: choosing it, and which day it is there."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import AuditEvent, Organisation
from accounts.time_zones import today_in, zone_choices, zone_of
from tests.accounts.organisations import browser, staffed, url
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
SENT = {"name": "Acme", "language": "en", "accent": "#7a1fa2"}


def test_settings_take_a_time_zone_and_the_log_says_so() -> None:
    organisation, people = staffed()
    address = url("organisation-settings", organisation)
    sent = SENT | {"name": organisation.name, "accent": organisation.accent}
    assert browser(people["lead"]).post(address, sent | {"time_zone": "Europe/Istanbul"}).status_code == 302
    organisation.refresh_from_db()
    assert organisation.time_zone == "Europe/Istanbul"
    assert AuditEvent.objects.get().details == {"fields": ["time_zone"]}
    page = browser(people["lead"]).get(address).content.decode()
    assert '<option value="Europe/Istanbul" selected>Istanbul</option>' in page
    assert '<optgroup label="Europe">' in page


def test_settings_sent_without_a_time_zone_keep_it() -> None:
    organisation, people = staffed()
    Organisation.objects.update(time_zone="America/New_York")
    browser(people["lead"]).post(url("organisation-settings", organisation), SENT)
    organisation.refresh_from_db()
    assert (organisation.name, organisation.time_zone) == ("Acme", "America/New_York")
    assert "time_zone" not in AuditEvent.objects.get().details["fields"]


@pytest.mark.parametrize(
    "wrong", ["Mars/Olympus", "../../etc/passwd", "europe/istanbul", "+03:00", "posixrules"]
)
def test_settings_refuse_a_zone_that_is_not_in_the_list(wrong: str) -> None:
    organisation, people = staffed()
    address = url("organisation-settings", organisation)
    response = browser(people["lead"]).post(address, SENT | {"time_zone": wrong})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count("Choose one of the time zones in the list.") == 2
    assert 'href="#id_time_zone"' in page
    organisation.refresh_from_db()
    assert (organisation.name != "Acme", organisation.time_zone) == (True, "UTC")


def test_new_organisation_starts_in_the_zone_of_the_site(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Amsterdam"
    client = browser(make_user())
    address = reverse("organisation-new")
    page = client.get(address).content.decode()
    assert '<option value="Europe/Amsterdam" selected>Amsterdam</option>' in page
    client.post(address, SENT | {"role": "lead"})
    assert Organisation.objects.get().time_zone == "Europe/Amsterdam"


def test_admin_changes_the_time_zone(admin_client: Client) -> None:
    organisation = make_organisation(lead=make_user())
    address = reverse("admin:accounts_organisation_change", args=[organisation.pk])
    page = admin_client.get(address).content.decode()
    assert 'name="time_zone"' in page
    rows = {f"memberships-{name}_FORMS": 0 for name in ("TOTAL", "INITIAL", "MIN_NUM", "MAX_NUM")}
    reply = admin_client.post(address, SENT | {"time_zone": "Australia/Lord_Howe"} | rows)
    assert reply.status_code == 302
    organisation.refresh_from_db()
    assert organisation.time_zone == "Australia/Lord_Howe"


def test_a_zone_in_use_is_offered_whatever_the_list_holds() -> None:
    names = {name for name, _label in zone_choices("Etc/GMT-3")}
    assert {"UTC", "Etc/GMT-3"} <= names
    offered = [zone for _area, zones in zone_choices() if isinstance(zones, list) for zone, _ in zones]
    assert {"America/Argentina/Buenos_Aires", "Europe/Amsterdam", "Australia/Lord_Howe"} <= set(offered)
    assert len(offered) == len(set(offered))


def test_day_is_the_one_of_the_organisation(settings: Settings) -> None:
    settings.TIME_ZONE = "Europe/Amsterdam"
    late = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    there = Organisation(time_zone="Pacific/Auckland")
    assert today_in(zone_of(there), late) == date(2026, 3, 2)
    assert today_in(ZoneInfo("America/New_York"), late) == date(2026, 3, 1)
    assert zone_of(None) == zone_of(Organisation(time_zone="Nowhere/Else")) == ZoneInfo("Europe/Amsterdam")
