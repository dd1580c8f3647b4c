"""The report as data: by the published schema, the same in every language, and only what may be told."""

import json
from dataclasses import fields, replace
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given, settings
from jsonschema import Draft202012Validator

from reports.exports import data
from reports.exports.data_report import ALWAYS, SHOWN
from reports.report import Report, build
from reports.report.choices import ANSWERS, FULL, GAPS, METHOD, PRESETS, SECTIONS, SUMMARY, Choices
from reports.report.edition import Edition
from reports.source import Source, sample_source
from scoring import to_document
from tests.reports.sources import make_content, make_source
from tests.reports.test_report_any_answers import sources

SCHEMA = json.loads(data.SCHEMA.read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)


def report_of(source: Source, choices: Choices) -> Report:
    return build(source, Edition(choices=choices))


def document(source: Source, choices: Choices = FULL) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(data.write(report_of(source, choices), source, choices))
    return found


def test_schema_is_a_valid_one_and_explains_itself() -> None:
    Draft202012Validator.check_schema(SCHEMA)
    for name, part in SCHEMA["$defs"].items():
        assert part["title"], name


@settings(max_examples=15)
@given(sources())
def test_document_fits_the_published_schema_whatever_was_answered(source: Source) -> None:
    for choices in PRESETS.values():
        found = document(source, choices)
        assert [error.message for error in VALIDATOR.iter_errors(found)] == []
        assert found["result"] == to_document(source.result)


def test_document_is_the_same_bytes_for_the_same_report() -> None:
    source = make_source(make_content(), {"d1-q1": 4}, {"d1-q1": 1})
    report = report_of(source, FULL)
    assert data.write(report, source, FULL) == data.write(report_of(source, FULL), source, FULL)
    assert "“" in data.write(report, source, FULL).decode()


def test_answers_are_language_free_and_carry_their_evidence() -> None:
    answers = {"d1-q1": 3, "d1-q2": None, "d1-q3": "No partners."}
    source = make_source(make_content(), answers, 1, functions=["Sales rep", ""], consensus={"d1-q1": 2})
    found = {}
    for language in ("en", "tr", "nl"):
        with translation.override(language):
            label = translation.gettext("Sales rep")
            people = (replace(source.answerers[0], function=label), source.answerers[1])
            found[language] = document(replace(source, answerers=people), replace(FULL, language=language))
    assert found["en"]["assessment"] == found["tr"]["assessment"] == found["nl"]["assessment"]
    assert found["en"]["report"]["title"] != found["tr"]["report"]["title"]
    assessment = found["tr"]["assessment"]
    first = assessment["responses"][0]
    assert (first["respondent"], first["function"]) == ("Person 1", "rep")
    assert first["answers"]["d1-q1"] == {
        "level": 3,
        "evidence": {"note": "Seen last month.", "dated": "2026-03-01"},
    }
    assert first["answers"]["d1-q2"] == {"unknown": True}
    assert first["answers"]["d1-q3"] == {"not_applicable": "No partners."}
    assert assessment["consensus"] == {"d1-q1": {"level": 2, "why": "We looked at it."}}
    assert assessment["framework_version"] == 3


@pytest.mark.parametrize(
    "choices",
    [
        replace(FULL, answers=False),
        replace(FULL, evidence=False),
        replace(FULL, sections=(SUMMARY, METHOD)),
        *[one for code, one in PRESETS.items() if code != "full"],
    ],
)
def test_answers_are_withheld_with_the_reason_where_they_were_left_out(choices: Choices) -> None:
    found = document(make_source(), choices)
    assert found["assessment"] is None
    assert found["withheld"].startswith("Whoever made this report left out")
    entries = [domain["questions"][0].get("entries") for domain in found["report"].get("answers", [])]
    assert not any(entries) or (choices.answers and not choices.evidence)
    assert "Seen last month." not in json.dumps(found) or choices.evidence


def test_anonymous_respondents_and_the_sample_are_withheld() -> None:
    assert "anonymous" in document(make_source(names_hidden=True))["withheld"]
    assert document(sample_source())["withheld"] == "This is a sample, not an assessment."


def test_consensus_without_its_reason_is_withheld_and_none_is_not() -> None:
    choices = replace(FULL, notes=False)
    apart = make_source(make_content(), {"d1-q1": 3}, {"d1-q1": 1}, consensus={"d1-q1": 2})
    assert document(apart, choices)["assessment"] is None
    assert document(make_source(), choices)["withheld"] == ""


def test_names_and_identity_left_out_are_nowhere() -> None:
    found = document(make_source(), replace(FULL, names=False, identity=False))
    assert found["assessment"]["responses"][0]["respondent"] == "Respondent 1"
    text = json.dumps(found)
    assert not [name for name in ("Person 1", "Field sales", "Example (fictional)") if name in text]


def test_report_holds_what_its_sections_show_and_nothing_else() -> None:
    source = make_source()
    few = document(source, replace(FULL, sections=(GAPS,)))["report"]
    assert few["gaps"][0]["steps"]
    assert not {"domains", "answers", "respondents", "heatmap", "disagreements"} & set(few)
    short = document(source, replace(FULL, sections=(SUMMARY,)))["report"]
    assert short["gaps"][0]["title"]
    assert "steps" not in short["gaps"][0]
    both = document(source, replace(FULL, sections=(SUMMARY, GAPS)))["report"]
    assert both["gaps"] == few["gaps"]
    full = document(source)["report"]
    assert full["answers"][0]["questions"][0]["entries"][0]["note"] == "Seen last month."
    assert ANSWERS in [section["code"] for section in full["sections"]]


def test_every_field_of_the_report_belongs_to_a_section_and_is_described() -> None:
    names = {path.split(".")[0] for text in (ALWAYS, *SHOWN.values()) for path in text.split()}
    assert names == {field.name for field in fields(Report)} - {"has_answers"}
    assert set(SHOWN) == set(SECTIONS)
    assert names == set(SCHEMA["$defs"]["report"]["properties"])
