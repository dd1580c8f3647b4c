"""A roadmap as it is read for its pages and the report."""

from datetime import date, timedelta
from typing import Any

import pytest

from assessments.models import Assessment
from roadmaps.plan import plan_of, plans_of
from tests.factories import make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, check_in, make_goal, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db


def assessment(**options: Any) -> Assessment:
    return make_sealed(version=make_version(domains=3), owner=make_user(), **options)


def test_plan_without_anything_is_empty() -> None:
    assert plan_of(assessment()).is_empty


def test_plan_has_goal_and_initiatives_by_their_places() -> None:
    made = assessment()
    make_goal(made, values={date(2026, 2, 1): 18, date(2026, 1, 1): 17})
    plan_initiative(made, slot=2, domain="d2")
    check_in(run_initiative(made), MONDAY)
    plan = plan_of(made)
    assert [(one.slot, one.domain, one.state) for one in plan.initiatives] == [
        (1, "d1", "running"),
        (2, "d2", "planned"),
    ]
    assert plan.goal is not None
    assert [int(value) for _period, value in plan.goal.values] == [17, 18]
    assert plan.initiatives[0].check_ins[0].week == MONDAY
    assert plan.initiatives[0].lagging.rises is True
    assert plan.initiatives[1].lagging.rises is None


def test_plan_is_read_in_as_many_queries_whatever_is_in_it(django_assert_num_queries: Any) -> None:
    few, many = assessment(), assessment()
    for made, slots in ((few, (1,)), (many, (1, 2, 3))):
        make_goal(made, values={date(2026, 1, 1): 17})
        for slot in slots:
            initiative = run_initiative(made, slot=slot, domain=f"d{slot}")
            for week in range(slot * 3):
                check_in(initiative, MONDAY + timedelta(weeks=week))
    for made in (few, many):
        with django_assert_num_queries(7):
            plans_of([made.pk])
