"""One page for the weekly meeting."""

from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from assessments.models import Assessment
from roadmaps.agenda import MINUTES, Agenda, agenda_of, share
from roadmaps.plan import plan_of
from roadmaps.rhythm import WEEK, monday_of
from tests.factories import make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, check_in, plan_initiative, run_initiative

pytestmark = pytest.mark.once


@given(total=st.integers(0, 60), weights=st.lists(st.integers(1, 4), max_size=6))
def test_minutes_add_up_and_follow_the_weights(total: int, weights: list[int]) -> None:
    shares = share(total, weights)
    assert sum(shares) == (total if weights else 0)
    ordered = sorted(zip(weights, shares, strict=True))
    assert all(one[1] <= other[1] for one, other in pairwise(ordered) if one[0] < other[0])


@pytest.fixture
def sealed() -> Assessment:
    return make_sealed(version=make_version(domains=3), owner=make_user())


def titles(agenda: Agenda) -> list[str]:
    return [one.rhythm.planned.title for one in agenda.entries]


@pytest.mark.django_db
def test_agenda_has_what_is_most_at_risk_first(sealed: Assessment) -> None:
    for slot, status in enumerate(("on_track", "at_risk", "stuck"), 1):
        check_in(run_initiative(sealed, slot=slot, domain=f"d{slot}", title=status), MONDAY, status=status)
    agenda = agenda_of(plan_of(sealed), MONDAY + WEEK)
    assert titles(agenda) == ["stuck", "at_risk", "on_track"]
    assert [one.ask.value for one in agenda.entries] == ["unblock", "risk", "activity"]
    assert sum(one.minutes for one in agenda.entries) + agenda.last_minutes == MINUTES


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("weeks", "values", "ask"),
    [
        (7, [(3, 19)] * 7, "decide"),
        (2, [], "numbers"),
        (2, [(3, 19)], "numbers"),
        (2, [(3, 19), (0, 19)], "activity"),
        (3, [(3, 19), (2, 19), (1, 20)], "effort"),
        (1, [(5, 19)], "link"),
        (1, [(5, 22)], "repeat"),
    ],
)
def test_agenda_asks_the_most_pressing_question(
    sealed: Assessment, weeks: int, values: list[tuple[int, int]], ask: str
) -> None:
    initiative = run_initiative(sealed)
    for number, (leading, lagging) in enumerate(values):
        check_in(initiative, MONDAY + number * WEEK, leading=Decimal(leading), lagging=Decimal(lagging))
    assert [one.ask.value for one in agenda_of(plan_of(sealed), MONDAY + weeks * WEEK).entries] == [ask]


@pytest.mark.django_db
def test_agenda_takes_no_minutes_before_the_first_review(sealed: Assessment) -> None:
    run_initiative(sealed, started_on=MONDAY - timedelta(days=1))
    (entry,) = agenda_of(plan_of(sealed), MONDAY - timedelta(days=1)).entries
    assert (entry.ask.value, entry.minutes) == ("first", 0)


@pytest.mark.django_db
def test_agenda_does_not_doubt_an_activity_that_works(sealed: Assessment) -> None:
    check_in(run_initiative(sealed), MONDAY, leading=Decimal(5), lagging=Decimal(21))
    assert agenda_of(plan_of(sealed), MONDAY + WEEK).entries[0].ask.value == "repeat"


@pytest.mark.django_db
def test_page_shows_last_week_and_what_was_agreed(sealed: Assessment) -> None:
    monday = monday_of(timezone.localdate())
    initiative = run_initiative(sealed, started_on=monday - 3 * WEEK)
    check_in(initiative, monday - 3 * WEEK, status="at_risk", lagging=Decimal("19.5"))
    plan_initiative(sealed, slot=2, domain="d2", title="Waits")
    client = Client()
    client.force_login(sealed.owner)
    page = client.get(reverse("agenda", args=[sealed.pk])).content.decode()
    for words in (
        "19.5\u00a0%",
        "At risk",
        "Review the two largest deals.",
        "2 weeks missed",
        "Waits",
        "13 minutes",
    ):
        assert words in page


@pytest.mark.django_db
def test_page_without_anything_running_says_what_to_do(sealed: Assessment) -> None:
    client = Client()
    client.force_login(sealed.owner)
    assert "Nothing runs yet." in client.get(reverse("agenda", args=[sealed.pk])).content.decode()


@pytest.mark.django_db
def test_page_is_made_in_as_many_queries_however_many_run(
    sealed: Assessment, django_assert_num_queries: Any
) -> None:
    today = timezone.localdate()
    client = Client()
    client.force_login(sealed.owner)
    counts = []
    for slot in (1, 2, 3):
        initiative = run_initiative(
            sealed, slot=slot, domain=f"d{slot}", started_on=today - timedelta(days=21)
        )
        check_in(initiative, monday_of(today) - WEEK)
        with django_assert_num_queries(9) as queries:
            client.get(reverse("agenda", args=[sealed.pk]))
        counts.append(len(queries))
    assert len(set(counts)) == 1
