"""An instrument that does not hold together is refused."""

import re
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pytest

from scoring import Domain, Goal, Instrument, Parameters, Question, WarningSign

SOUND = Instrument(
    framework="framework",
    rubric="rubric",
    top=4,
    domains=(Domain("process", (Question("stages"), Question("exit"))), Domain("data", (Question("crm"),))),
    warning_signs=(WarningSign("late", ("process",)),),
    goals=(Goal("forecast", (("data", 3),)),),
)

FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"top": 1, "evidence_from": 1}, "top: 1 is below 2"),
    ({"evidence_from": 0}, "evidence_from: 0 is not between 1 and 4"),
    ({"evidence_from": 5}, "evidence_from: 5 is not between 1 and 4"),
    ({"domains": (), "warning_signs": (), "goals": ()}, "domains: at least one is needed"),
    ({"domains": (*SOUND.domains, Domain("crm", ()))}, 'domain "crm": at least one question is needed'),
    (
        {"domains": (*SOUND.domains, Domain("crm", (Question("new"),), 0))},
        'domain "crm": weight 0 is below 1',
    ),
    (
        {"domains": (*SOUND.domains, Domain("crm", (Question("new", -1),)))},
        'question "new": weight -1 is below 1',
    ),
    (
        {"domains": (*SOUND.domains, Domain("crm", (Question("exit"),)))},
        'question "exit" is there 2 times',
    ),
    (
        {"domains": (*SOUND.domains, Domain("data", (Question("new"),)))},
        'domain "data" is there 2 times',
    ),
    ({"warning_signs": SOUND.warning_signs * 2}, 'warning sign "late" is there 2 times'),
    (
        {"warning_signs": (WarningSign("late", ("data", "sales")),)},
        'warning sign "late": unknown domain "sales"',
    ),
    ({"goals": SOUND.goals * 3}, 'goal "forecast" is there 3 times'),
    ({"goals": (Goal("forecast", (("sales", 1),)),)}, 'goal "forecast": unknown domain "sales"'),
    (
        {"goals": (Goal("forecast", (("data", 1), ("data", 2))),)},
        'goal "forecast": domain "data" is there 2 times',
    ),
    (
        {"goals": (Goal("forecast", (("data", 4),)),)},
        'goal "forecast": relevance 4 of "data" is not between 1 and 3',
    ),
    ({"parameters": Parameters(sign_bonus=Fraction(-1, 4))}, "parameters.sign_bonus: -1/4 is negative"),
    ({"parameters": Parameters(weakest_bonus=Fraction(-1))}, "parameters.weakest_bonus: -1 is negative"),
    ({"parameters": Parameters(third_gap_share=Fraction(-1))}, "parameters.third_gap_share: -1 is negative"),
]


@pytest.mark.parametrize(("change", "message"), FAULTS, ids=[message for _, message in FAULTS])
def test_instrument_names_its_fault(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        replace(SOUND, **change)


def test_instrument_names_all_its_faults() -> None:
    with pytest.raises(ValueError, match=r"^top: 1 is below 2; evidence_from: 3 is not between 1 and 1$"):
        replace(SOUND, top=1)


def test_instrument_has_the_defaults_of_the_design() -> None:
    assert SOUND.evidence_from == 3
    assert SOUND.parameters == Parameters(Fraction(1, 4), Fraction(3, 2), Fraction(1, 2))


def test_instrument_accepts_parameters_of_zero() -> None:
    nothing = Parameters(Fraction(0), Fraction(0), Fraction(0))
    assert replace(SOUND, parameters=nothing).parameters == nothing
