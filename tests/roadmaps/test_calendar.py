"""The calendar feed: read back with a strict parser, and who gets it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from accounts.audit import Event as Logged
from accounts.models import AuditEvent, Membership, Organisation, User
from accounts.own_data import everything_about
from accounts.secret_links import token_of
from assessments.models import Assessment
from roadmaps.actions.feeds import make_feed, revoke_feed
from roadmaps.feed import About, calendar_of
from roadmaps.models import CalendarFeed, Initiative
from roadmaps.plan import plan_of
from roadmaps.views.calendar import SALT, feed_path
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, make_goal, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db
LONG = "Ümlaut, comma; semicolon \\ backslash " * 6


@pytest.fixture
def lead() -> User:
    return make_user()


@pytest.fixture
def roadmap(lead: User) -> Assessment:
    organisation = make_organisation(lead=lead)
    Organisation.objects.update(time_zone="Europe/Amsterdam")
    organisation.refresh_from_db()
    return make_sealed(version=make_version(domains=3), owner=make_user(), organisation=organisation)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def path_of(roadmap: Assessment, user: User | None, language: str = "en") -> str:
    return feed_path(make_feed(assessment=roadmap, user=user, language=language))


def read(path: str) -> Any:
    """Parsed strictly: whatever the parser had to overlook fails the test."""
    response = Client().get(path)
    assert response.status_code == 200
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    for line in response.content.split(b"\r\n"):
        assert len(line) <= 75
        assert not set(b"\r\n") & set(line)
    calendar = Calendar.from_ical(response.content)
    for component in calendar.walk():
        assert component.errors == []
    return calendar


def event(calendar: Any, ending: str) -> Any:
    return next(one for one in calendar.events if str(one["uid"]).endswith(ending))


def occurrences(calendar: Any, found: Any) -> Iterator[datetime]:
    """In UTC, by the rule and the described time zone alone, as a program without a zone database does it."""
    zone = next(iter(calendar.timezones)).to_tz()
    wall, until = found.start.replace(tzinfo=None), found["rrule"]["until"][0]
    while (at := wall.replace(tzinfo=zone).astimezone(UTC)) <= until:
        yield at
        wall += timedelta(weeks=1)


def test_running_initiative_is_a_weekly_review_and_a_decision(roadmap: Assessment, lead: User) -> None:
    initiative = run_initiative(roadmap, review_day=2, title="Raise the win rate")
    plan_initiative(roadmap, slot=2, domain="d2")
    make_goal(roadmap)
    calendar = read(path_of(roadmap, lead))
    assert calendar["prodid"] == "-//Sales maturity//Roadmap//EN"
    assert len(calendar.events) == 3
    review, decision = event(calendar, "1-review"), event(calendar, "1-decision")
    assert review["summary"] == "Weekly review: Raise the win rate"
    assert review.start == datetime(2026, 3, 4, 8, tzinfo=ZoneInfo("Europe/Amsterdam"))
    assert review.duration == timedelta(minutes=30)
    assert (review["rrule"]["freq"], review["rrule"]["byday"]) == (["WEEKLY"], ["WE"])
    assert str(review["url"]).endswith(initiative.get_absolute_url())
    assert (decision["summary"], decision.start) == ("Decide: Raise the win rate", date(2026, 4, 13))
    goal = event(calendar, "goal")
    assert (goal.start, goal["sequence"]) == (date(2026, 12, 31), 0)
    assert str(initiative.pk) in review["uid"]


def test_review_stays_at_its_local_hour_when_the_clocks_change(roadmap: Assessment, lead: User) -> None:
    run_initiative(roadmap, started_on=date(2026, 3, 16), decide_on=date(2026, 11, 2), review_day=0)
    calendar = read(path_of(roadmap, lead))
    found = list(occurrences(calendar, event(calendar, "review")))
    assert found[0] == datetime(2026, 3, 16, 7, tzinfo=UTC)
    assert (found[1], found[2]) == (
        datetime(2026, 3, 23, 7, tzinfo=UTC),
        datetime(2026, 3, 30, 6, tzinfo=UTC),
    )
    assert (found[-2], found[-1]) == (
        datetime(2026, 10, 26, 7, tzinfo=UTC),
        datetime(2026, 11, 2, 7, tzinfo=UTC),
    )
    zone = ZoneInfo("Europe/Amsterdam")
    assert {at.astimezone(zone).hour for at in found} == {8}


@pytest.mark.parametrize(
    ("name", "onsets"),
    [
        ("Europe/Amsterdam", {"20260329T020000": ("+0100", "+0200"), "20261025T030000": ("+0200", "+0100")}),
        ("America/New_York", {"20260308T020000": ("-0500", "-0400"), "20261101T020000": ("-0400", "-0500")}),
        (
            "Australia/Lord_Howe",
            {"20260405T020000": ("+1100", "+1030"), "20261004T020000": ("+1030", "+1100")},
        ),
        ("Europe/Istanbul", {}),
    ],
)
def test_described_zone_changes_at_the_time_shown_before(
    roadmap: Assessment, lead: User, name: str, onsets: dict[str, Any]
) -> None:
    Organisation.objects.update(time_zone=name)
    run_initiative(roadmap, decide_on=date(2026, 12, 7))
    calendar = read(path_of(roadmap, lead))
    (described,) = calendar.timezones
    found = {
        part["dtstart"].to_ical().decode(): (
            part["tzoffsetfrom"].to_ical(),
            part["tzoffsetto"].to_ical(),
        )
        for part in described.subcomponents[1:]
    }
    assert described["tzid"] == name
    assert found == onsets


def test_zone_without_an_offset_needs_no_description(roadmap: Assessment, lead: User) -> None:
    Organisation.objects.update(time_zone="UTC")
    run_initiative(roadmap)
    calendar = read(path_of(roadmap, lead))
    assert calendar.timezones == []
    assert event(calendar, "review").start == datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.mark.parametrize(
    "title",
    [
        "Deal\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil",
        "a\nATTACH:https://evil.example/\n",
        'commas, semicolons; colons: "quotes" and \\n backslashes \\',
        LONG[:200],
        "\u202e👩🏽\u200d💼 e\u0301 ﷽",
    ],
)
def test_hostile_text_stays_text(roadmap: Assessment, lead: User, title: str) -> None:
    run_initiative(roadmap, title=title, owner_name="Ann;\r\nBob", lagging_metric=title)
    calendar = read(path_of(roadmap, lead))
    assert [sorted(one.keys()) for one in calendar.events] == [
        ["DESCRIPTION", "DTSTAMP", "DTSTART", "DURATION", "RRULE", "SEQUENCE", "SUMMARY", "UID", "URL"],
        ["DESCRIPTION", "DTEND", "DTSTAMP", "DTSTART", "SEQUENCE", "SUMMARY", "TRANSP", "UID", "URL"],
    ]
    summary = str(event(calendar, "decision")["summary"])
    assert summary == "Decide: " + title.replace("\r\n", "\n")
    assert b"evil" not in b"".join(one["uid"].to_ical() for one in calendar.events)


def test_long_text_is_folded_and_whole(roadmap: Assessment) -> None:
    make_goal(roadmap)
    plan, metric = plan_of(roadmap), ("ü€👩;" * 500)[:2000]
    assert plan.goal
    about = About("key", "Team", ZoneInfo("UTC"), 8, "en", "https://maturity.example/", {}, {})
    content = calendar_of(replace(plan, goal=replace(plan.goal, metric=metric)), about)
    assert max(len(line) for line in content.split(b"\r\n")) == 75
    (found,) = Calendar.from_ical(content).events
    assert found["description"] == f"{metric}\nhttps://maturity.example/"


def test_names_are_in_the_language_of_who_made_the_address(roadmap: Assessment, lead: User) -> None:
    run_initiative(roadmap)
    client = signed_in(lead)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "tr"
    client.post(reverse("roadmap-calendar", args=[roadmap.pk]), {"action": "make"})
    feed = CalendarFeed.objects.get()
    assert feed.language == "tr"
    assert Client(headers={"accept-language": "nl"}).get(feed_path(feed))["Content-Language"] == "tr"


def test_same_plan_is_the_same_file_and_is_not_sent_again(roadmap: Assessment, lead: User) -> None:
    initiative = run_initiative(roadmap)
    path = path_of(roadmap, lead)
    first = Client().get(path)
    again = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    Initiative.objects.filter(pk=initiative.pk).update(title="Another title", version=2)
    changed = Client().get(path, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    before, after = (event(Calendar.from_ical(one.content), "review") for one in (first, changed))
    assert (before["uid"], before["sequence"], after["sequence"]) == (after["uid"], 0, 1)
    assert "private" in first["Cache-Control"]
    assert first["X-Robots-Tag"] == "noindex"
    assert not first.cookies


def test_events_end_with_the_initiative(roadmap: Assessment, lead: User) -> None:
    initiative = run_initiative(roadmap)
    path = path_of(roadmap, lead)
    assert len(read(path).events) == 2
    Initiative.objects.filter(pk=initiative.pk).update(state="stopped", slot=None)
    assert read(path).events == []


def test_decision_before_the_first_review_leaves_no_empty_series(roadmap: Assessment, lead: User) -> None:
    run_initiative(roadmap, review_day=4, decide_on=MONDAY + timedelta(days=2))
    assert [str(one["uid"])[-8:] for one in read(path_of(roadmap, lead)).events] == ["decision"]


def test_page_makes_replaces_and_revokes_the_address(roadmap: Assessment, lead: User) -> None:
    client, page = signed_in(lead), reverse("roadmap-calendar", args=[roadmap.pk])
    assert "No calendar address yet" in client.get(page).content.decode()
    for _ in range(2):
        assert client.post(page, {"action": "make"}).url == page
    first = CalendarFeed.objects.get()
    assert f"http://testserver{feed_path(first)}" in client.get(page).content.decode()
    for _ in range(2):
        client.post(page, {"action": "replace", "feed": first.pk})
    second = CalendarFeed.objects.get(revoked_at=None)
    assert (CalendarFeed.objects.count(), Client().get(feed_path(first)).status_code) == (2, 404)
    assert Client().get(feed_path(second)).status_code == 200
    for _ in range(2):
        client.post(page, {"action": "revoke", "feed": second.pk})
    assert Client().get(feed_path(second)).status_code == 404
    made = AuditEvent.objects.filter(code__in=[Logged.FEED_MADE, Logged.FEED_REVOKED])
    assert sorted(made.values_list("code", flat=True)) == sorted([Logged.FEED_MADE, Logged.FEED_REVOKED] * 2)


@pytest.mark.parametrize(
    "data", [{}, {"action": "revoke"}, {"action": "revoke", "feed": "x"}, {"action": "?"}]
)
def test_page_overlooks_what_it_does_not_know(roadmap: Assessment, lead: User, data: dict[str, str]) -> None:
    feed = make_feed(assessment=roadmap, user=lead, language="en")
    page = reverse("roadmap-calendar", args=[roadmap.pk])
    assert signed_in(lead).post(page, data).status_code == 302
    assert CalendarFeed.objects.get(revoked_at=None) == feed


def test_nobody_revokes_the_address_of_another(roadmap: Assessment, lead: User) -> None:
    feed = make_feed(assessment=roadmap, user=lead, language="en")
    assert roadmap.owner
    page = reverse("roadmap-calendar", args=[roadmap.pk])
    signed_in(roadmap.owner).post(page, {"action": "revoke", "feed": feed.pk})
    assert not revoke_feed(assessment=roadmap, user=None, feed_id=feed.pk)
    assert feed_path(feed) not in signed_in(roadmap.owner).get(page).content.decode()
    assert Client().get(feed_path(feed)).status_code == 200


def test_wrong_and_foreign_secrets_open_nothing(roadmap: Assessment, lead: User) -> None:
    feed = make_feed(assessment=roadmap, user=lead, language="en")
    other = make_feed(assessment=roadmap, user=roadmap.owner, language="en")
    for token in (token_of(SALT, other.pk, other.key), token_of(SALT, feed.pk, ""), feed.key, "x", "é"):
        assert Client().get(reverse("calendar-feed", args=[feed.pk, token])).status_code == 404
    unknown = "00000000-0000-4000-8000-000000000000"
    forged = token_of(SALT, feed.pk, "")
    assert Client().get(reverse("calendar-feed", args=[unknown, forged])).status_code == 404
    assert Client().post(feed_path(feed)).status_code == 405


def test_address_ends_with_the_right_to_read(roadmap: Assessment, lead: User) -> None:
    path = path_of(roadmap, lead)
    User.objects.filter(pk=lead.pk).update(is_active=False)
    assert Client().get(path).status_code == 404
    User.objects.filter(pk=lead.pk).update(is_active=True)
    assert Client().get(path).status_code == 200
    Membership.objects.filter(user=lead).delete()
    assert Client().get(path).status_code == 404


def test_address_stays_dead_when_its_maker_comes_back(roadmap: Assessment) -> None:
    organisation = roadmap.organisation
    assert organisation is not None
    gone = make_user()
    organisation.memberships.create(user=gone, role=Membership.Role.CONSULTANT)
    path = path_of(roadmap, gone)
    assert Client().get(path).status_code == 200
    Membership.objects.get(user=gone).delete()
    organisation.memberships.create(user=gone, role=Membership.Role.CONSULTANT)
    assert Client().get(path).status_code == 404
    assert Client().get(path_of(roadmap, gone)).status_code == 200


def test_address_of_a_browser_ends_when_an_account_claims_the_assessment() -> None:
    roadmap = make_sealed()
    path = path_of(roadmap, None)
    assert Client().get(path).status_code == 200
    Assessment.objects.update(owner=make_user())
    assert Client().get(path).status_code == 404


def test_feed_takes_as_many_queries_for_one_initiative_as_for_three(
    roadmap: Assessment, lead: User, django_assert_num_queries: Any
) -> None:
    path = path_of(roadmap, lead)
    for slot in (1, 2, 3):
        run_initiative(roadmap, slot=slot, domain=f"d{slot}")
        with django_assert_num_queries(10):
            Client().get(path)


def test_own_data_lists_addresses_without_what_opens_them(roadmap: Assessment, lead: User) -> None:
    feed = make_feed(assessment=roadmap, user=lead, language="nl")
    mine = everything_about(lead)
    (listed,) = mine["roadmaps"]["calendar_addresses"]
    assert (listed["assessment"], listed["language"], listed["revoked_at"]) == (roadmap.pk, "nl", None)
    assert feed.key not in str(mine)
