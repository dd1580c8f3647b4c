"""Taking another gap than the ones picked: one level up, never a fourth, with the reason."""

from typing import Any

import pytest

from accounts.models import AuditEvent
from assessments.models import Assessment
from roadmaps.actions.making import make_roadmap
from roadmaps.actions.rules import RefusedError, StaleError
from roadmaps.actions.swapping import swap_gap, take_gap
from roadmaps.models import GapSwap, Initiative
from tests.factories import make_sealed, make_user, make_version
from tests.roadmaps.plans import run_initiative

pytestmark = pytest.mark.django_db


def sealed(ranks: Any = 2, domains: int = 5) -> Assessment:
    return make_sealed(ranks, version=make_version(domains=domains), owner=make_user())


def held(assessment: Assessment) -> list[tuple[int | None, str, str]]:
    rows = Initiative.objects.filter(assessment=assessment)
    return [(one.slot, one.domain, one.state) for one in rows]


THREE = [(1, "d1", "planned"), (2, "d2", "planned"), (3, "d3", "planned")]


def swap(row: Initiative, domain: str = "d4", **fields: Any) -> Initiative:
    return swap_gap(
        initiative=row,
        domain=domain,
        **{"reason": "Our largest customer asks for it.", "version": row.version, **fields},
    )


def test_swapped_gap_takes_the_place_and_keeps_the_reason() -> None:
    assessment, actor = sealed(), make_user(name="Anna")
    row = make_roadmap(assessment=assessment)[1]
    taken = swap(row, actor=actor)
    assert held(assessment) == [THREE[0], (2, "d4", "planned"), THREE[2], (None, "d2", "swapped")]
    assert (taken.current, taken.target, taken.checklist.count(), taken.pilots.count()) == (2, 3, 2, 1)
    kept = GapSwap.objects.get()
    assert (kept.given_up, kept.taken, kept.reason, kept.by_name) == (
        row,
        taken,
        "Our largest customer asks for it.",
        "Anna",
    )
    assert AuditEvent.objects.get(code="gap.swapped").details["instead_of"] == "d2"


def test_swap_sent_again_has_one_effect() -> None:
    assessment = sealed()
    row = make_roadmap(assessment=assessment)[1]
    assert swap(row) == swap(row)
    assert (GapSwap.objects.count(), Initiative.objects.current().count()) == (1, 3)


def test_gap_can_be_swapped_back() -> None:
    assessment = sealed()
    row = make_roadmap(assessment=assessment)[1]
    again = swap(swap(row), "d2")
    assert (again.slot, again.pk != row.pk) == (2, True)


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"domain": "d1"}, "one_level"),
        ({"domain": "d2"}, "one_level"),
        ({"domain": "d5"}, "no_gap"),
        ({"domain": "nowhere"}, "no_gap"),
        ({"reason": "  "}, "no_reason"),
    ],
)
def test_swap_against_a_rule_changes_nothing(fields: dict[str, Any], code: str) -> None:
    assessment = sealed({"d5-q1": 4, "d5-q2": 4})
    row = make_roadmap(assessment=assessment)[1]
    with pytest.raises(RefusedError) as refused:
        swap(row, **fields)
    assert (refused.value.code, held(assessment)) == (code, THREE)


def test_initiative_that_runs_is_not_swapped() -> None:
    assessment = sealed()
    row = run_initiative(assessment)
    with pytest.raises(RefusedError) as refused:
        swap(row)
    assert (refused.value.code, held(assessment)) == ("started", [(1, "d1", "running")])


def test_initiative_that_was_changed_meanwhile_is_not_swapped() -> None:
    assessment = sealed()
    row = make_roadmap(assessment=assessment)[1]
    with pytest.raises(StaleError) as stale:
        swap(row, version=row.version - 1)
    assert (stale.value.current, held(assessment)) == (row, THREE)


def stopped(assessment: Assessment, domain: str) -> Initiative:
    row = run_initiative(assessment, domain=domain, slot=3)
    Initiative.objects.filter(pk=row.pk).update(state="stopped", slot=None)
    return Initiative.objects.get(pk=row.pk)


def test_another_gap_takes_the_place_of_a_stopped_one() -> None:
    assessment = sealed()
    row = stopped(assessment, "d1")
    assert swap(row).slot == 1
    with pytest.raises(RefusedError) as refused:
        swap(row, "d5")
    assert refused.value.code == "replaced"


def test_place_of_a_stopped_one_that_was_filled_otherwise_is_not_there() -> None:
    assessment = sealed()
    row = stopped(assessment, "d1")
    for domain in ("d2", "d3", "d4"):
        take_gap(assessment=assessment, domain=domain)
    with pytest.raises(RefusedError) as refused:
        swap(row, "d5")
    assert refused.value.code == "three"


def test_third_gap_may_be_taken_and_never_a_fourth() -> None:
    assessment = sealed()
    make_roadmap(assessment=assessment)[2].delete()
    assert take_gap(assessment=assessment, domain="d4").slot == 3
    assert take_gap(assessment=assessment, domain="d4").slot == 3
    with pytest.raises(RefusedError) as refused:
        take_gap(assessment=assessment, domain="d5")
    assert (refused.value.code, Initiative.objects.count()) == ("three", 3)


@pytest.mark.parametrize("state", ["running", "done"])
def test_domain_on_the_roadmap_is_not_taken_for_a_second_level(state: str) -> None:
    assessment = sealed()
    run_initiative(assessment, state=state)
    with pytest.raises(RefusedError) as refused:
        take_gap(assessment=assessment, domain="d1")
    assert (refused.value.code, Initiative.objects.count()) == ("one_level", 1)
