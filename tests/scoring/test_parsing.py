"""Reading the documented `in` JSON: what fits comes through, what does not is named by its key."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import (
    Consensus,
    Known,
    NotApplicable,
    Rating,
    Response,
    Responses,
    Unknown,
    parse_responses,
)
from tests.scoring.strategies import Assessment, assessments, json_values

many = settings(max_examples=60, deadline=None)
KEYS = ["rubric", "responses", "framework", "goal", "warning_signs", "consensus", "level", "why", "evidence"]
KEYS += ["unknown", "not_applicable", "respondent", "function", "answers"]


def document(**changes: object) -> dict[str, object]:
    return {"framework": "b2b", "rubric": "four", "responses": [], **changes}


def with_answer(answer: object) -> dict[str, object]:
    return document(responses=[{"respondent": "A", "answers": {"icp": answer}}])


def test_documented_form_is_read() -> None:
    data = document(
        goal="forecast",
        warning_signs=["late"],
        responses=[
            {
                "respondent": "A",
                "function": "lead",
                "answers": {
                    "icp": {"level": 3, "evidence": "the written profile"},
                    "segments": {"level": 2, "evidence": "  "},
                    "exit": {"unknown": True},
                    "hygiene": {"not_applicable": "partners only"},
                },
            },
            {"respondent": "B", "answers": {}},
        ],
        consensus={"icp": {"level": 2, "why": "we talked"}},
    )
    answers: dict[str, Rating] = {
        "icp": Known(3, evidence=True),
        "segments": Known(2),
        "exit": Unknown(),
        "hygiene": NotApplicable("partners only"),
    }
    expected = Responses(
        (Response("A", answers, "lead"), Response("B", {})),
        goal="forecast",
        warning_signs=("late",),
        consensus={"icp": Consensus(2, "we talked")},
    )
    assert parse_responses(data) == (expected, [])


def test_only_rubric_and_responses_are_required() -> None:
    assert parse_responses({"rubric": "four", "responses": []}) == (Responses(()), [])


def test_goal_may_be_null() -> None:
    assert parse_responses(document(goal=None)) == (Responses(()), [])


def test_single_respondent_needs_no_name() -> None:
    assert parse_responses(document(responses=[{}])) == (Responses((Response("", {}),)), [])


ONE_OF = "exactly one of level, unknown and not_applicable is needed"
FAULTS: list[tuple[object, list[str]]] = [
    (
        [],
        [
            "document: must be an object",
        ],
    ),
    ({}, ["rubric: is required", "responses: is required"]),
    (document(rubric=4), ["rubric: must be text"]),
    (document(responses={}), ["responses: must be a list"]),
    (document(responses=["A"]), ["responses[0]: must be an object"]),
    (document(gaol="forecast"), ["gaol: is not a known key"]),
    (document(**{"a\nb": 1}), ['"a\\nb": is not a known key']),
    (document(goal=["forecast"]), ["goal: must be text"]),
    (document(warning_signs="late"), ["warning_signs: must be a list"]),
    (document(warning_signs=["late", 2]), ["warning_signs[1]: must be text"]),
    (document(consensus=[]), ["consensus: must be an object"]),
    (document(consensus={"icp": 2}), ['consensus["icp"]: must be an object']),
    (
        document(consensus={"icp": {"level": "2"}}),
        ['consensus["icp"].why: is required', 'consensus["icp"].level: must be a whole number'],
    ),
    (
        document(responses=[{"respondent": 1, "function": None, "answers": []}]),
        [
            "responses[0].respondent: must be text",
            "responses[0].answers: must be an object",
            "responses[0].function: must be text",
        ],
    ),
    (document(responses=[{}, {"role": "lead"}]), ["responses[1].role: is not a known key"]),
    (with_answer(3), ['responses[0].answers["icp"]: must be an object']),
    (with_answer({}), [f'responses[0].answers["icp"]: {ONE_OF}']),
    (with_answer({"level": 3, "unknown": True}), [f'responses[0].answers["icp"]: {ONE_OF}']),
    (with_answer({"level": True}), ['responses[0].answers["icp"].level: must be a whole number']),
    (with_answer({"level": 3.0}), ['responses[0].answers["icp"].level: must be a whole number']),
    (with_answer({"level": None}), ['responses[0].answers["icp"].level: must be a whole number']),
    (with_answer({"level": 3, "evidence": 1}), ['responses[0].answers["icp"].evidence: must be text']),
    (with_answer({"unknown": False}), ['responses[0].answers["icp"].unknown: can only be true']),
    (with_answer({"unknown": 1}), ['responses[0].answers["icp"].unknown: can only be true']),
    (with_answer({"not_applicable": True}), ['responses[0].answers["icp"].not_applicable: must be text']),
    (
        with_answer({"unknown": True, "evidence": "a note"}),
        ['responses[0].answers["icp"].evidence: goes only with a level'],
    ),
    (with_answer({"level": 3, "note": "x"}), ['responses[0].answers["icp"].note: is not a known key']),
]


@pytest.mark.parametrize(("data", "faults"), FAULTS)
def test_document_that_does_not_fit_names_its_faults(data: object, faults: list[str]) -> None:
    assert parse_responses(data) == (None, faults)


@many
@given(assessments())
def test_what_was_answered_comes_through(assessment: Assessment) -> None:
    _, responses = assessment
    assert parse_responses(written(responses)) == (responses, [])


def written(responses: Responses) -> dict[str, Any]:
    return {
        "rubric": "four",
        "goal": responses.goal,
        "warning_signs": list(responses.warning_signs),
        "responses": [
            {
                "respondent": response.respondent,
                "function": response.function,
                "answers": {slug: written_answer(rating) for slug, rating in response.answers.items()},
            }
            for response in responses.responses
        ],
        "consensus": {slug: {"level": c.level, "why": c.why} for slug, c in responses.consensus.items()},
    }


def written_answer(rating: Rating) -> dict[str, object]:
    match rating:
        case Known(level, evidence):
            return {"level": level, "evidence": "a note"} if evidence else {"level": level}
        case NotApplicable(reason):
            return {"not_applicable": reason}
        case Unknown():
            return {"unknown": True}


shaped = st.recursive(
    json_values,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=5),
    max_leaves=20,
)


@many
@given(json_values | shaped)
def test_any_json_value_gives_responses_or_one_line_faults(data: object) -> None:
    responses, faults = parse_responses(data)
    assert (responses is None) == bool(faults)
    assert all(len(fault.splitlines()) == 1 for fault in faults)
