"""Making a roadmap of the picked gaps, what it begins with, and discarding it."""

from datetime import date
from typing import Any

import pytest

from accounts.models import AuditEvent
from assessments.actions.closing import NotReopenableError, reopen
from assessments.models import Assessment, Kpi
from roadmaps.actions.making import discard_roadmap, make_roadmap
from roadmaps.actions.rules import RefusedError
from roadmaps.actions.starting import start_initiative
from roadmaps.models import Goal, Initiative
from tests.factories import make_assessment, make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, make_goal, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

D1_BEHIND = {"d1-q1": 1, "d1-q2": 2, "d3-q1": 4, "d3-q2": 4}


def sealed(ranks: Any = 2, **fields: Any) -> Assessment:
    return make_sealed(ranks, **{"version": make_version(domains=4), "owner": make_user(), **fields})


def test_roadmap_is_made_of_the_picked_gaps_one_level_up() -> None:
    made = make_roadmap(assessment=sealed())
    assert [(one.slot, one.domain, one.current, one.target, one.state) for one in made] == [
        (1, "d1", 2, 3, "planned"),
        (2, "d2", 2, 3, "planned"),
        (3, "d3", 2, 3, "planned"),
    ]


def test_roadmap_is_made_once_however_often_it_is_asked_for() -> None:
    assessment, actor = sealed(), make_user()
    first = make_roadmap(assessment=assessment, actor=actor)
    assert make_roadmap(assessment=assessment, actor=actor) == first
    assert Initiative.objects.count() == len(first)
    assert AuditEvent.objects.filter(code="roadmap.made", actor=actor).count() == 1


def test_checklist_is_what_blocks_the_domain() -> None:
    first = make_roadmap(assessment=sealed(D1_BEHIND))[0]
    assert (first.domain, first.current) == ("d1", 1)
    assert [(item.question, item.current, item.target, item.reason) for item in first.checklist.all()] == [
        ("d1-q1", 1, 2, "key")
    ]


def test_initiative_begins_with_suggestions_of_the_framework() -> None:
    version = make_version(domains=4, publish=False)
    Kpi.objects.filter(slug="kpi-d1-4-2-leading").update(name="Deal reviews held (no. a week)")
    version.status = "published"
    version.save()
    first = make_roadmap(assessment=sealed(version=version))[0]
    assert first.title == "Domain 1: reach level 3"
    assert (first.leading_metric, first.leading_unit) == ("Deal reviews held", "no. a week")
    assert (first.lagging_metric, first.lagging_unit) == ("KPI d1 2 lagging", "")
    assert "“Deal reviews held”" in first.set_kpi
    assert "Domain 1" in first.win_buy_in
    assert "Take d1-q1 from 2 to 3." in first.develop_people
    assert "d1-q1 behaves like level 3 of 4." in first.give_feedback


def test_pilot_begins_empty() -> None:
    pilot = make_roadmap(assessment=sealed())[0].pilots.get()
    assert (pilot.number, pilot.segment, pilot.criterion, pilot.decide_on) == (1, "", None, None)


@pytest.mark.parametrize(("ranks", "code"), [(4, "no_gap"), (None, "not_sealed")])
def test_roadmap_without_gaps_or_before_sealing_is_refused(ranks: int | None, code: str) -> None:
    assessment = make_assessment() if ranks is None else sealed(ranks)
    with pytest.raises(RefusedError) as refused:
        make_roadmap(assessment=assessment)
    assert (refused.value.code, Initiative.objects.count()) == (code, 0)


def test_roadmap_of_which_nothing_started_is_discarded_and_the_goal_kept() -> None:
    assessment = sealed()
    make_roadmap(assessment=assessment)
    make_goal(assessment)
    discard_roadmap(assessment=assessment)
    discard_roadmap(assessment=assessment)
    assert (Initiative.objects.count(), Goal.objects.count()) == (0, 1)
    assert AuditEvent.objects.filter(code="roadmap.discarded").count() == 1
    assert len(make_roadmap(assessment=assessment)) == 3


@pytest.mark.parametrize("ended", [False, True])
def test_roadmap_with_something_started_stays(ended: bool) -> None:
    assessment = sealed()
    row = run_initiative(assessment)
    if ended:
        Initiative.objects.filter(pk=row.pk).update(state="stopped", slot=None)
    with pytest.raises(RefusedError) as refused:
        discard_roadmap(assessment=assessment)
    assert (refused.value.code, Initiative.objects.count()) == ("started", 1)


def test_assessment_with_a_roadmap_is_not_reopened_until_it_is_discarded() -> None:
    assessment = sealed()
    make_roadmap(assessment=assessment)
    with pytest.raises(NotReopenableError) as refused:
        reopen(assessment=assessment, why="A typo.")
    assert refused.value.code == "roadmap"
    discard_roadmap(assessment=assessment)
    assert not reopen(assessment=assessment, why="A typo.").is_sealed


def test_planned_initiative_needs_more_to_start() -> None:
    row = plan_initiative(sealed())
    with pytest.raises(Exception, match="owner"):
        start_initiative(initiative=row, version=1, today=date(2026, 3, 2))
    assert Initiative.objects.get().state == "planned"
    assert MONDAY.isoweekday() == 1
