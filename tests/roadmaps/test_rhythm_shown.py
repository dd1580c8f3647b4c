"""The weeks of an initiative as the roadmap's pages show them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from roadmaps.course import course_of
from roadmaps.models import CheckIn
from roadmaps.plan import planned_of
from roadmaps.rhythm import WEEK, rhythm_of
from roadmaps.sparkline import sparkline_of
from tests.factories import make_sealed
from tests.roadmaps.plans import MONDAY, check_in, plan_initiative, run_initiative
from tests.roadmaps.test_rhythm import WIN_RATE


def shown(initiative: Any, weeks: int) -> str:
    rhythm = rhythm_of(planned_of(initiative), MONDAY + weeks * WEEK)
    return render_to_string("roadmaps/_rhythm.html", {"rhythm": rhythm})


@pytest.mark.django_db
def test_rhythm_shows_missed_weeks_and_values_in_words() -> None:
    initiative = run_initiative(make_sealed())
    check_in(initiative, MONDAY, lagging=Decimal("19.5"), status=CheckIn.Status.STUCK)
    check_in(initiative, MONDAY + WEEK, lagging=None, status=CheckIn.Status.STUCK)
    page = shown(initiative, 3)
    assert "1 week missed" in page
    assert "Review due: Monday, 23 March" in page
    assert "19.5\u00a0%" in page
    assert "Stuck twice in a row" in page
    with translation.override("tr"):
        assert "%19,5" in shown(initiative, 3)


@pytest.mark.django_db
def test_rhythm_shows_that_the_decision_is_due() -> None:
    initiative = run_initiative(make_sealed(), decide_on=MONDAY + timedelta(days=9))
    assert "The decision date has come" not in shown(initiative, 1)
    assert "The decision date has come" in shown(initiative, 2)


@pytest.mark.django_db
def test_rhythm_shows_nothing_before_the_start() -> None:
    assert not shown(plan_initiative(make_sealed()), 1).strip()


def test_sparkline_leaves_a_gap_for_missed_weeks() -> None:
    course = course_of(
        WIN_RATE, [(MONDAY, Decimal(18)), (MONDAY + WEEK, None), (MONDAY + 4 * WEEK, Decimal(22))]
    )
    line = sparkline_of(course)
    assert line is not None
    assert line.points == "5.0,39.0 163.0,5.0"
    assert (line.baseline, line.target) == ("39.0", "5.0")
    assert sparkline_of(course_of(WIN_RATE, [])) is None
