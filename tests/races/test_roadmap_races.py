"""Two people press the same button of a roadmap at once, in two processes; each with its control.

As in ``test_people_races``: behind the guard the two never meet before they write; without it they do.
"""

from datetime import timedelta
from decimal import Decimal
from functools import partial

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Event
from accounts.models import AuditEvent, User
from assessments.models import Assessment
from roadmaps.models import Initiative
from tests.browser.races import Visitor, at_once
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.races.conftest import Site
from tests.roadmaps.plans import READY, plan_initiative, run_initiative

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def people() -> list[User]:
    return [make_user(), make_user()]


@pytest.fixture
def sealed(people: list[User]) -> Assessment:
    """Five domains, each a gap."""
    lead, consultant = people
    organisation = make_organisation(lead=lead, consultant=consultant)
    return make_sealed(version=make_version(domains=5), owner=lead, organisation=organisation)


def noted(event: Event) -> int:
    return AuditEvent.objects.filter(code=event).count()


def make_twice(site: Site, sealed: Assessment, people: list[User]) -> list[int]:
    site.meet_before("INSERT INTO roadmaps_initiative ")
    path = reverse("roadmap-make", args=[sealed.pk])
    return sorted(
        status for status, _ in at_once(*[partial(Visitor(site.url, one).post, path) for one in people])
    )


def test_roadmap_made_twice_at_once_is_one(guarded: Site, sealed: Assessment, people: list[User]) -> None:
    assert make_twice(guarded, sealed, people) == [302, 302]
    assert (Initiative.objects.count(), noted(Event.ROADMAP_MADE), guarded.met) == (3, 1, False)


def test_without_the_guard_only_the_database_refuses_a_second_roadmap(
    unguarded: Site, sealed: Assessment, people: list[User]
) -> None:
    assert make_twice(unguarded, sealed, people) == [302, 500]
    assert (Initiative.objects.current().count(), unguarded.met) == (3, True)


def take_the_last_place(site: Site, sealed: Assessment, people: list[User]) -> list[int]:
    """One takes a further gap, the other one instead of an initiative that was stopped; one place is free."""
    plan_initiative(sealed, slot=1, domain="d1")
    plan_initiative(sealed, slot=2, domain="d2")
    stopped = run_initiative(sealed, domain="d3", slot=None, state="stopped")
    site.meet_before("INSERT INTO roadmaps_initiative ")
    take, swap = reverse("gap-take", args=[sealed.pk]), reverse("gap-swap", args=[sealed.pk, stopped.pk])
    asked = {"domain": "d5", "reason": "It comes first.", "version": stopped.version}
    lead, consultant = (Visitor(site.url, one) for one in people)
    replies = at_once(partial(lead.post, take, domain="d4"), partial(consultant.post, swap, **asked))
    return sorted(status for status, _ in replies)


def test_last_place_is_taken_once(guarded: Site, sealed: Assessment, people: list[User]) -> None:
    assert take_the_last_place(guarded, sealed, people) == [302, 409]
    assert (Initiative.objects.current().count(), guarded.met) == (3, False)


def test_without_the_guard_only_the_database_refuses_a_fourth(
    unguarded: Site, sealed: Assessment, people: list[User]
) -> None:
    assert take_the_last_place(unguarded, sealed, people) == [302, 500]
    assert (Initiative.objects.current().count(), unguarded.met) == (3, True)


def start_twice(site: Site, sealed: Assessment, people: list[User]) -> list[int]:
    row = plan_initiative(sealed, **READY)
    decide_on = timezone.now().date() + timedelta(weeks=6)
    row.pilots.update(segment="North", criterion=Decimal(21), decide_on=decide_on)
    site.meet_before("UPDATE roadmaps_initiative ")
    path = reverse("initiative-start", args=[sealed.pk, row.pk])
    calls = [partial(Visitor(site.url, one).post, path, version=row.version) for one in people]
    return [status for status, _ in at_once(*calls)]


def test_initiative_started_twice_at_once_starts_once(
    guarded: Site, sealed: Assessment, people: list[User]
) -> None:
    assert start_twice(guarded, sealed, people) == [302, 302]
    assert (noted(Event.INITIATIVE_STARTED), guarded.met) == (1, False)
    assert Initiative.objects.get().state == "running"


def test_without_the_guard_it_starts_twice(unguarded: Site, sealed: Assessment, people: list[User]) -> None:
    assert start_twice(unguarded, sealed, people) == [302, 302]
    assert (noted(Event.INITIATIVE_STARTED), unguarded.met) == (2, True)
