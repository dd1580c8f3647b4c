"""The published document, all of it computed by hand, and the stored form of a result."""

import json
from dataclasses import replace
from fractions import Fraction

from hypothesis import given, settings

from scoring import (
    Consensus,
    Domain,
    Goal,
    Known,
    NotApplicable,
    Question,
    Rating,
    Response,
    Responses,
    Result,
    Unknown,
    WarningSign,
    dump,
    load,
    rate,
    to_document,
)
from tests.scoring.builders import answers, domain, instrument
from tests.scoring.strategies import Assessment, assessments

many = settings(max_examples=60, deadline=None)


def four_level_result() -> Result:
    """Two respondents who differ, a consensus, unknown and not applicable questions, a goal and a sign."""
    strategy = Domain(
        "strategy", (Question("icp", 2, key=True), Question("segments"), Question("refusal")), 2
    )
    process = Domain("process", (Question("stages", 2), Question("exit"), Question("hygiene")))
    alignment = Domain("alignment", (Question("definitions", key=True), Question("handoff")))
    made = replace(
        instrument(strategy, process, alignment),
        goals=(Goal("forecast", (("process", 3), ("strategy", 1))),),
        warning_signs=(WarningSign("late", ("process",)),),
    )
    first: dict[str, Rating] = {
        "icp": Known(3, evidence=True),
        "segments": Known(4),
        "refusal": Known(4, evidence=True),
        "stages": Known(3, evidence=True),
        "exit": Unknown(),
        "hygiene": NotApplicable("partners only"),
        "definitions": Known(4),
        "handoff": Known(3),
    }
    second: dict[str, Rating] = {
        "icp": Known(2),
        "segments": Known(4),
        "refusal": Known(1),
        "stages": Unknown(),
        "hygiene": NotApplicable("no CRM in the field"),
        "definitions": Known(3),
        "handoff": Known(4, evidence=True),
    }
    return rate(
        made,
        Responses(
            (Response("A", first), Response("B", second)),
            goal="forecast",
            warning_signs=("late",),
            consensus={"refusal": Consensus(2, "refused once this year")},
        ),
    )


FOUR_LEVEL_DOCUMENT = """
{"overall": {"status": "rated", "level": 2, "evidenced": 2, "potential": 2, "progress": 0.5},
 "domains": [
  {"domain": "strategy", "status": "rated", "level": 2, "evidenced": 2, "potential": 2, "progress": 0.5,
   "shares": [1.0, 1.0, 0.25, 0.25], "known_share": 1.0, "not_applicable_share": 0.0,
   "blockers": [{"question": "icp", "from": 2, "to": 3, "reason": "key"}]},
  {"domain": "process", "status": "rated", "level": 2, "evidenced": 2, "potential": 3, "progress": 0.6667,
   "shares": [1.0, 0.6667, 0.6667, 0.0], "known_share": 0.5, "not_applicable_share": 0.25,
   "blockers": [{"question": "exit", "from": null, "to": 2, "reason": "straggler"}]},
  {"domain": "alignment", "status": "rated", "level": 3, "evidenced": 2, "potential": 3, "progress": 0.0,
   "shares": [1.0, 1.0, 1.0, 0.0], "known_share": 1.0, "not_applicable_share": 0.0,
   "blockers": [{"question": "definitions", "from": 3, "to": 4, "reason": "key"},
                {"question": "handoff", "from": 3, "to": 4, "reason": "majority"}]}],
 "gaps": [
  {"domain": "process", "from": 2, "to": 3, "impact": 3.75,
   "factors": {"relevance": 3, "need": 0.6667, "signs": 1, "weakest": true}, "practices": ["exit"]},
  {"domain": "strategy", "from": 2, "to": 3, "impact": 1.0,
   "factors": {"relevance": 1, "need": 0.6667, "signs": 0, "weakest": true}, "practices": ["icp"]}],
 "prove_first": [{"domain": "alignment", "level": 3, "evidenced": 2, "questions": ["definitions"]}],
 "disagreements": [{"question": "refusal", "median": 1, "spread": 3, "average_deviation": 1.5}]}
"""


def five_level_result() -> Result:
    """One domain of each kind: rated, held by an unknown key practice, not applicable, not rated."""
    made = instrument(
        domain("coaching", weights="3 1 1"),
        domain("marketing", weights="1 1 1 1", keys="1"),
        domain("accounts", weights="1 1"),
        domain("leadership", weights="1 1 1"),
        top=5,
    )
    given_answers = {
        **answers("coaching", "5e 4e 3"),
        **answers("marketing", "? 2 3 -"),
        **answers("accounts", "- -"),
        **answers("leadership", "5e . ."),
    }
    return rate(made, Responses((Response("A", given_answers),)))


FIVE_LEVEL_DOCUMENT = """
{"overall": {"status": "rated", "level": 1, "evidenced": 1, "potential": 4, "progress": 0.6667},
 "domains": [
  {"domain": "coaching", "status": "rated", "level": 4, "evidenced": 3, "potential": 4, "progress": 0.8,
   "shares": [1.0, 1.0, 1.0, 0.8, 0.6], "known_share": 1.0, "not_applicable_share": 0.0,
   "blockers": [{"question": "coaching3", "from": 3, "to": 4, "reason": "straggler"}]},
  {"domain": "marketing", "status": "rated", "level": 1, "evidenced": 1, "potential": 3, "progress": 0.99,
   "shares": [1.0, 0.6667, 0.3333, 0.0, 0.0], "known_share": 0.5, "not_applicable_share": 0.25,
   "blockers": [{"question": "marketing1", "from": null, "to": 2, "reason": "key"}]},
  {"domain": "accounts", "status": "not_applicable", "level": null, "evidenced": null, "potential": null,
   "progress": null, "shares": null, "known_share": 0.0, "not_applicable_share": 1.0, "blockers": []},
  {"domain": "leadership", "status": "not_rated", "level": null, "evidenced": null, "potential": null,
   "progress": null, "shares": null, "known_share": 0.3333, "not_applicable_share": 0.0, "blockers": []}],
 "gaps": [
  {"domain": "marketing", "from": 1, "to": 2, "impact": 1.5,
   "factors": {"relevance": 1, "need": 1.0, "signs": 0, "weakest": true}, "practices": ["marketing1"]},
  {"domain": "coaching", "from": 4, "to": 5, "impact": 0.25,
   "factors": {"relevance": 1, "need": 0.25, "signs": 0, "weakest": false}, "practices": ["coaching3"]}],
 "prove_first": [{"domain": "coaching", "level": 4, "evidenced": 3, "questions": ["coaching3"]}],
 "disagreements": []}
"""


def test_document_on_four_levels_is_the_one_computed_by_hand() -> None:
    expected = json.loads(FOUR_LEVEL_DOCUMENT)
    # Compared as text, so that the order of the keys counts too.
    assert json.dumps(to_document(four_level_result()), indent=1) == json.dumps(expected, indent=1)


def test_document_on_five_levels_is_the_one_computed_by_hand() -> None:
    expected = json.loads(FIVE_LEVEL_DOCUMENT)
    assert json.dumps(to_document(five_level_result()), indent=1) == json.dumps(expected, indent=1)


def test_document_rounds_halves_to_even() -> None:
    result = five_level_result()
    halves = (Fraction(12345, 100000), Fraction(12355, 100000))
    rounded = [
        to_document(replace(result, overall=replace(result.overall, progress=half)))["overall"]["progress"]
        for half in halves
    ]
    assert rounded == [0.1234, 0.1236]


def test_stored_result_keeps_fractions_exactly() -> None:
    stored = dump(five_level_result())
    assert stored["domains"][1]["shares"] == ["1/1", "2/3", "1/3", "0/1", "0/1"]
    assert stored["scorer"] == 1


@many
@given(assessments())
def test_result_comes_back_from_storage_as_it_was(assessment: Assessment) -> None:
    result = rate(*assessment)
    assert load(json.loads(json.dumps(dump(result)))) == result


@many
@given(assessments())
def test_document_is_plain_json(assessment: Assessment) -> None:
    document = to_document(rate(*assessment))
    assert json.loads(json.dumps(document, allow_nan=False)) == document
