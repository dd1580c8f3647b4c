"""Which letter of SMART a goal lacks."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from roadmaps.goals.realism import Verdict
from roadmaps.goals.smart import Facts, Lack, lacks_of

WHOLE = Facts(
    name="Raise the win rate",
    metric="Won deals of all closed deals",
    unit="%",
    direction="up",
    baseline=Decimal(18),
    target=Decimal(22),
    deadline=date(2026, 12, 31),
    set_on=date(2026, 3, 2),
    basis="history",
    why="New business pays for the plan.",
    is_relevant=False,
)


def lacks(verdict: Verdict = Verdict.STRETCH, **changed: Any) -> dict[str, tuple[Lack, ...]]:
    return {letter: found for letter, found in lacks_of(replace(WHOLE, **changed), verdict).items() if found}


def test_whole_goal_lacks_nothing() -> None:
    assert lacks() == {}
    assert "".join(lacks_of(WHOLE, Verdict.STRETCH)) == "SMART"


@pytest.mark.parametrize(
    ("changed", "letter", "lack"),
    [
        ({"name": " "}, "S", Lack.NO_NAME),
        ({"metric": ""}, "S", Lack.NO_METRIC),
        ({"unit": ""}, "M", Lack.NO_UNIT),
        ({"baseline": None}, "M", Lack.NO_BASELINE),
        ({"target": None}, "M", Lack.NO_TARGET),
        ({"target": Decimal("18.0")}, "M", Lack.NO_CHANGE),
        ({"direction": "down"}, "M", Lack.WRONG_WAY),
        ({"basis": "elsewhere"}, "A", Lack.COPIED),
        ({"why": ""}, "R", Lack.NO_WHY),
        ({"deadline": None}, "T", Lack.NO_DEADLINE),
        ({"deadline": date(2026, 3, 2)}, "T", Lack.DEADLINE_PASSED),
    ],
)
def test_part_that_is_missing_is_named(changed: dict[str, Any], letter: str, lack: Lack) -> None:
    assert lacks(**changed) == {letter: (lack,)}


def test_target_has_to_be_attainable() -> None:
    assert lacks(Verdict.UNKNOWN) == {"A": (Lack.NOT_JUDGED,)}
    assert lacks(Verdict.OUT_OF_REACH, basis="elsewhere") == {"A": (Lack.OUT_OF_REACH, Lack.COPIED)}


def test_goal_of_the_framework_that_matters_for_a_gap_is_relevant_without_a_reason() -> None:
    assert lacks(why="", is_relevant=True) == {}
