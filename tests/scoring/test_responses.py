"""Responses that do not fit the instrument are refused, with every fault named by its key."""

from dataclasses import replace

import pytest

from scoring import (
    Consensus,
    Goal,
    Instrument,
    Known,
    NotApplicable,
    Rating,
    Response,
    Responses,
    Unknown,
    WarningSign,
    problems,
    rate,
)
from tests.scoring.builders import domain, instrument

INSTRUMENT: Instrument = replace(
    instrument(domain("q", weights="1 1 1", keys="1")),
    goals=(Goal("forecast", (("q", 3),)),),
    warning_signs=(WarningSign("late", ("q",)),),
)
RESPONSES = Responses(
    (
        Response("A", {"q1": Known(2), "q2": Known(4, evidence=True), "q3": NotApplicable("partners only")}),
        Response("B", {"q1": Unknown(), "q2": Known(2)}, function="lead"),
    ),
    goal="forecast",
    warning_signs=("late",),
    consensus={"q2": Consensus(3, "both had a point")},
)


def answered(slug: str, rating: Rating) -> Responses:
    return Responses((Response("A", {slug: rating}),))


def agreed(slug: str, level: int, why: str = "we talked") -> Responses:
    return replace(RESPONSES, consensus={slug: Consensus(level, why)})


def test_fitting_responses_have_no_problems() -> None:
    assert problems(INSTRUMENT, RESPONSES) == []


@pytest.mark.parametrize(
    ("slug", "rating", "problem"),
    [
        ("q2", Known(9), 'responses[0].answers["q2"].level: 9 is not between 1 and 4'),
        ("q2", Known(0), 'responses[0].answers["q2"].level: 0 is not between 1 and 4'),
        ("q2", Known(-3), 'responses[0].answers["q2"].level: -3 is not between 1 and 4'),
        ("q2", Known(10**5000), 'responses[0].answers["q2"].level: the number is not between 1 and 4'),
        ("icp", Known(2), 'responses[0].answers["icp"]: is not a question of this framework'),
        ("a\nb", Unknown(), 'responses[0].answers["a\\nb"]: is not a question of this framework'),
        ("q2", NotApplicable("  "), 'responses[0].answers["q2"].not_applicable: the reason is empty'),
        (
            "q1",
            NotApplicable("partners"),
            'responses[0].answers["q1"].not_applicable: a key practice always applies',
        ),
    ],
    ids=["above", "zero", "negative", "huge", "stranger", "line break", "no reason", "key practice"],
)
def test_answer_that_does_not_fit_is_named(slug: str, rating: Rating, problem: str) -> None:
    assert problems(INSTRUMENT, answered(slug, rating)) == [problem]


@pytest.mark.parametrize(
    ("responses", "problem"),
    [
        (replace(RESPONSES, goal="growth"), 'goal: "growth" is unknown'),
        (replace(RESPONSES, warning_signs=("early",)), 'warning_signs[0]: "early" is unknown'),
        (replace(RESPONSES, warning_signs=("late", "late")), 'warning_signs[1]: "late" is repeated'),
        (
            replace(RESPONSES, responses=(*RESPONSES.responses, Response("A", {}))),
            'responses[2].respondent: "A" is repeated',
        ),
        (agreed("icp", 2), 'consensus["icp"]: is not a question of this framework'),
        (agreed("q2", 2, " "), 'consensus["q2"].why: is empty'),
        (agreed("q3", 2), 'consensus["q3"].level: nobody rated this question'),
        (
            agreed("q2", 1),
            'consensus["q2"].level: 1 is not between 2 and 4, the lowest and the highest rating',
        ),
        (
            agreed("q1", 3),
            'consensus["q1"].level: 3 is not between 2 and 2, the lowest and the highest rating',
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "responses",
)
def test_choice_that_does_not_fit_is_named(responses: Responses, problem: str) -> None:
    assert problems(INSTRUMENT, responses) == [problem]


def test_rate_refuses_faulty_responses_with_a_line_a_problem() -> None:
    faulty = replace(answered("q2", Known(9)), goal="growth")
    message = r'^goal: "growth" is unknown\nresponses\[0\].answers\["q2"\].level: 9 is not between 1 and 4$'
    with pytest.raises(ValueError, match=message):
        rate(INSTRUMENT, faulty)
