"""Filling in an initiative, starting it, and what stays fixed afterwards."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from accounts.models import AuditEvent
from assessments.models import Assessment
from roadmaps.actions.changing import change_initiative
from roadmaps.actions.rules import NotReadyError, RefusedError, StaleError
from roadmaps.actions.starting import start_initiative
from roadmaps.cautions import cautions_of, cautions_of_plan
from roadmaps.models import Initiative
from roadmaps.plan import plan_of, planned_of
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.roadmaps.plans import MONDAY, READY, make_goal, plan_initiative, run_initiative

pytestmark = pytest.mark.django_db

OWNED = {name: value for name, value in READY.items() if name != "owner_name"}
PILOT = {"segment": "North", "criterion": Decimal(21), "decide_on": MONDAY + timedelta(weeks=6)}


def sealed(**fields: Any) -> Assessment:
    return make_sealed(version=make_version(domains=3), **{"owner": make_user(), **fields})


def filled_in(**fields: Any) -> Initiative:
    row = plan_initiative(sealed())
    return change_initiative(initiative=row, version=1, fields={**READY, **PILOT, **fields})


def start(row: Initiative, today: date = MONDAY, **fields: Any) -> Initiative:
    return start_initiative(initiative=row, **{"version": row.version, "today": today, **fields})


def test_initiative_starts_once_with_its_pilot() -> None:
    actor, row = make_user(), filled_in()
    started = start(row, actor=actor)
    assert start(row, actor=actor) == started
    pilot = started.pilots.get()
    assert (started.state, started.started_by, pilot.started_on) == ("running", actor, MONDAY)
    assert AuditEvent.objects.filter(code="initiative.started").count() == 1


@pytest.mark.parametrize(
    ("fields", "missing"),
    [
        ({"owner_name": ""}, "owner"),
        ({"owner_name": "\u2800"}, "owner"),
        ({"leading_metric": "\u3164"}, "leading_metric"),
        ({"lagging_unit": "\u200b"}, "lagging_unit"),
        ({"segment": "\u2800 \u3164"}, "segment"),
        ({"leading_metric": ""}, "leading_metric"),
        ({"leading_unit": ""}, "leading_unit"),
        ({"leading_baseline": None}, "leading_baseline"),
        ({"leading_target": None}, "leading_target"),
        ({"leading_target": Decimal(1)}, "leading_same"),
        ({"lagging_metric": ""}, "lagging_metric"),
        ({"lagging_unit": ""}, "lagging_unit"),
        ({"lagging_baseline": None}, "lagging_baseline"),
        ({"lagging_target": None}, "lagging_target"),
        ({"lagging_target": Decimal(18)}, "lagging_same"),
        ({"segment": ""}, "segment"),
        ({"criterion": None}, "criterion"),
        ({"decide_on": None}, "decide_on"),
        ({"decide_on": MONDAY - timedelta(days=1)}, "decide_past"),
        ({"decide_on": MONDAY}, "decide_today"),
        ({"review_day": None}, "review_day"),
    ],
)
def test_initiative_does_not_start_without(fields: dict[str, Any], missing: str) -> None:
    row = filled_in(**fields)
    with pytest.raises(NotReadyError) as refused:
        start(row)
    assert (refused.value.missing, Initiative.objects.get().state) == ((missing,), "planned")


def test_start_of_what_was_changed_meanwhile_is_refused() -> None:
    row = filled_in()
    with pytest.raises(StaleError):
        start(row, version=row.version - 1)
    assert Initiative.objects.get().state == "planned"


def test_stopped_initiative_does_not_start_again() -> None:
    row = run_initiative(sealed())
    Initiative.objects.update(state="stopped", slot=None)
    with pytest.raises(RefusedError) as refused:
        start(row)
    assert refused.value.code == "over"


def test_draft_is_saved_incomplete_and_only_where_something_changed() -> None:
    row = plan_initiative(sealed())
    changed = change_initiative(initiative=row, version=1, fields={"manager_name": "Ben"})
    assert (changed.version, changed.manager_name) == (2, "Ben")
    again = change_initiative(initiative=row, version=1, fields={"manager_name": "Ben"})
    assert again.version == 2
    with pytest.raises(StaleError) as stale:
        change_initiative(initiative=row, version=1, fields={"manager_name": "Carla"})
    assert stale.value.current.manager_name == "Ben"


@pytest.mark.parametrize(
    "fields",
    [
        {"leading_metric": "Another"},
        {"lagging_unit": "points"},
        {"leading_baseline": Decimal(0)},
        {"lagging_target": Decimal(19)},
        {"criterion": Decimal(1)},
        {"decide_on": date(2030, 1, 1)},
        {"segment": "Everybody"},
        {"measure": "leading"},
    ],
)
def test_experiment_is_fixed_once_started(fields: dict[str, Any]) -> None:
    row = run_initiative(sealed())
    with pytest.raises(RefusedError) as refused:
        change_initiative(initiative=row, version=row.version, fields=fields)
    assert refused.value.code == "fixed"


def test_running_initiative_changes_hands_and_keeps_an_owner() -> None:
    row = run_initiative(sealed())
    moved = change_initiative(
        initiative=row, version=row.version, fields={"owner_name": "Carla", "review_day": 3}
    )
    assert (moved.owner_name, moved.review_day) == ("Carla", 3)
    with pytest.raises(NotReadyError) as refused:
        change_initiative(
            initiative=row, version=moved.version, fields={"owner_name": "", "review_day": None}
        )
    assert refused.value.missing == ("owner", "review_day")


def test_owner_by_account_is_a_member_and_brings_the_name_along() -> None:
    member, stranger = make_user(name="Mia", email_confirmed=True), make_user(email_confirmed=True)
    row = plan_initiative(sealed(organisation=make_organisation(member=member)))
    owned = change_initiative(initiative=row, version=1, fields={"owner": member, "owner_name": "Other"})
    assert (owned.owner, owned.owner_name) == (member, "Mia")
    with pytest.raises(ValueError, match="report"):
        change_initiative(initiative=row, version=2, fields={"owner": stranger})
    with pytest.raises(ValueError, match="known"):
        change_initiative(initiative=row, version=2, fields={"state": "running", "slot": 1})
    assert Initiative.objects.get().owner == member


@pytest.mark.parametrize(
    ("fields", "codes"),
    [
        ({}, ()),
        ({"also_watched": "Calls\nMails"}, ("many_here",)),
        ({"also_watched": "Calls\nwin rate \n\n"}, ()),
        ({"manager_name": ""}, ("no_manager",)),
        ({"basis": "elsewhere"}, ("elsewhere",)),
        ({"leading_baseline": None}, ("no_baseline",)),
        ({"criterion": Decimal(23)}, ("beyond_target",)),
        ({"criterion": Decimal(18)}, ("met_already",)),
        ({"lagging_target": Decimal(10), "criterion": Decimal(9)}, ("beyond_target",)),
        ({"lagging_target": Decimal(10), "criterion": Decimal(11)}, ()),
        ({"decide_on": MONDAY + timedelta(days=13)}, ("short_pilot",)),
        ({"decide_on": MONDAY + timedelta(weeks=13)}, ()),
        ({"decide_on": MONDAY + timedelta(weeks=13, days=1)}, ("long_pilot",)),
    ],
)
def test_mistake_is_warned_of_where_it_happens(fields: dict[str, Any], codes: tuple[str, ...]) -> None:
    row = filled_in(**{"manager_name": "Ben", **fields})
    assert cautions_of(planned_of(row), MONDAY) == codes


def test_mistakes_of_the_whole_roadmap_are_warned_of() -> None:
    assessment = sealed()
    for slot in (1, 2, 3):
        metrics = {"leading_metric": f"Activity {slot}", "lagging_metric": f"Result {slot}"}
        run_initiative(assessment, slot=slot, domain=f"d{slot}", **metrics)
    assert cautions_of_plan(plan_of(assessment)) == ("one_owner",)
    make_goal(assessment)
    Initiative.objects.filter(slot=1).update(owner_name="Ben", also_watched="One more")
    assert cautions_of_plan(plan_of(assessment)) == ("many_in_all",)
