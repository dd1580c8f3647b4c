"""What the roadmaps of two rounds in a row say of each other."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import open_next_round
from assessments.models import Assessment
from roadmaps.models import Initiative
from tests.assessments.pages import logged_in
from tests.factories import make_user
from tests.reports.rounds import make_first, make_next
from tests.roadmaps.plans import make_goal, run_initiative

pytestmark = pytest.mark.django_db


def shown(client: Client, name: str, assessment: Assessment) -> str:
    response = client.get(reverse(name, args=[assessment.pk]))
    assert response.status_code == 200
    return response.content.decode()


def end(initiative: Initiative, reason: str) -> None:
    """Stopped at its decision."""
    Initiative.objects.filter(pk=initiative.pk).update(state="stopped", slot=None)
    initiative.pilots.update(decision="stop", reason=reason, decided_at=initiative.started_at)


@pytest.fixture
def first() -> Assessment:
    """A round whose roadmap has a goal, an initiative that runs and one that was stopped."""
    first = make_first()
    run_initiative(first, title="Review deals weekly")
    end(run_initiative(first, slot=2, domain="d2", title="Score <leads>"), "Nobody used it.")
    make_goal(first)
    return first


def test_new_roadmap_knows_what_the_last_one_runs_and_stopped(first: Assessment) -> None:
    page = shown(logged_in(first.owner), "roadmap", make_next(first))
    assert "(12 January 2026) 1 initiative is still running." in page
    assert reverse("roadmap", args=[first.pk]) in page
    assert "The last round’s roadmap still works on this: Review deals weekly." in page
    assert "stopped here: Score &lt;leads&gt;. The reason: Nobody used it." in page


def test_new_roadmap_offers_the_last_goal(first: Assessment) -> None:
    again = make_next(first)
    page = shown(logged_in(first.owner), "roadmap", again)
    assert "The goal of the last round: Raise the win rate" in page
    assert "Take over this goal" in page
    assert "No goal is set yet" not in page
    assert "Filled in from the last round’s goal." in shown(logged_in(first.owner), "goal", again)


def test_last_roadmap_that_the_visitor_may_not_read_is_not_told(first: Assessment) -> None:
    again = make_next(first)
    Assessment.objects.filter(pk=first.pk).update(owner=make_user())
    page = shown(logged_in(again.owner), "roadmap", again)
    assert "Review deals weekly" not in page
    assert "Raise the win rate" not in page
    assert str(first.pk) not in page


def test_old_roadmap_leads_to_the_newer_round(first: Assessment) -> None:
    client = logged_in(first.owner)
    assert "Go to the next round" not in shown(client, "roadmap", first)
    opened = open_next_round(previous=first)
    assert opened.get_absolute_url() in shown(client, "roadmap", first)
    Assessment.objects.filter(pk=opened.pk).update(owner=make_user())
    assert "Go to the next round" not in shown(client, "roadmap", first)


@pytest.mark.parametrize(("fields", "said"), [({}, True), ({"state": "done"}, False)])
def test_page_before_the_next_round_says_what_goes_on(fields: dict[str, Any], said: bool) -> None:
    first = make_first()
    run_initiative(first, **fields)
    page = shown(logged_in(first.owner), "next-round", first)
    assert ("1 initiative of this round’s roadmap is still running." in page) is said
