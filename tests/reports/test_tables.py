"""Which tables a report has, in which order, and that they leave out what the report leaves out."""

from dataclasses import replace

import pytest
from django.utils import translation

from reports.exports.tables import Kind, Table, tables_of
from reports.report import Report, build
from reports.report.choices import PRESETS, SECTIONS, Choices
from tests.reports.whole import EVERYTHING, LINK, whole_edition, whole_source

pytestmark = pytest.mark.once

SAID = "A secret of ours."
BY_SECTION = {
    "cover": [],
    "summary": ["gaps", "findings"],
    "outlook": ["domains", "way-ahead"],
    "heatmap": ["practices"],
    "profile": ["levels", "domains", "gaps"],
    "domains": ["domains", "conditions", "what-to-raise", "findings"],
    "gaps": ["gaps", "factors", "what-to-raise", "suggested-metrics", "rules", "findings"],
    "initiatives": [
        *("goal", "goal-values", "milestones", "roadmap", "metrics"),
        *("check-ins", "decisions", "checklist"),
    ],
    "rounds": ["rounds", "rounds-practices", "rounds-initiatives", "rounds-metric"],
    "differences": ["spread", "differences", "functions", "functions-by-practice", "findings"],
    "worksheet": ["worksheet"],
    "answers": ["practices", "answers"],
    "method": ["respondents", "method"],
}


def made(choices: Choices = EVERYTHING, said: str = SAID, **fields: bool) -> Report:
    return build(whole_source(said, **fields), whole_edition(said, choices))


def cells(report: Report) -> str:
    return "\n".join(str(value) for one in tables_of(report) for row in one.rows for value in row)


@pytest.mark.parametrize("section", SECTIONS)
def test_section_brings_its_tables_after_the_overview(section: str) -> None:
    found = tables_of(made(replace(EVERYTHING, sections=(section,))))
    assert [one.code for one in found] == ["overview", *BY_SECTION[section]]


def test_tables_come_in_the_order_of_the_sections_and_once() -> None:
    found = tables_of(made(replace(EVERYTHING, sections=("method", "profile", "gaps", "heatmap"))))
    assert [one.code for one in found] == [
        *("overview", "respondents", "method", "levels", "domains", "gaps", "factors"),
        *("what-to-raise", "suggested-metrics", "rules", "findings", "practices"),
    ]


def test_tables_without_a_row_are_left_out() -> None:
    bare = replace(whole_source(), plan=None, today=None, earlier=None, remarks=())
    codes = {one.code for one in tables_of(build(bare, whole_edition()))}
    assert codes.isdisjoint({"goal", "roadmap", "check-ins", "rounds", "findings"})


def test_answers_are_there_only_where_they_belong_to_the_report() -> None:
    without = tables_of(made(replace(EVERYTHING, answers=False)))
    assert "answers" not in {one.code for one in without}
    [practices] = [one for one in without if one.code == "practices"]
    assert "Consensus" not in {column.label for column in practices.columns}


def test_redacted_tables_hold_nothing_that_people_wrote() -> None:
    redacted = replace(PRESETS["redacted"], sections=SECTIONS, answers=True)
    source = whole_source(SAID, metric="Deal reviews")
    report = build(source, replace(whole_edition(SAID, redacted), summary=()))
    told = cells(report)
    assert SAID in cells(made())
    assert "Person 1" in cells(made())
    assert (SAID in told, "Person 1" in told, LINK in told) == (False, False, False)


def test_evidence_leaves_every_table() -> None:
    report = made(replace(EVERYTHING, evidence=False))
    assert LINK in cells(made())
    assert LINK not in cells(report)
    [answers] = [one for one in tables_of(report) if one.code == "answers"]
    assert {row[7:] for row in answers.rows} == {(None, "", "", "")}


def test_anonymous_answers_are_counted_and_not_told_apart() -> None:
    found = {
        one.code: one
        for one in tables_of(made(replace(EVERYTHING, sections=("answers",)), names_hidden=True))
    }
    assert set(found) == {"overview", "practices", "answers", "spread"}
    assert {row[3:7] for row in found["answers"].rows} == {("", "", None, "")}


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_tables_hold_the_same_numbers_in_every_language(language: str) -> None:
    english = tables_of(made())
    with translation.override(language):
        other = tables_of(made())
    assert [(one.code, numbers(one)) for one in other] == [(one.code, numbers(one)) for one in english]


def numbers(one: Table) -> list[list[object]]:
    return [[value for value in row if not isinstance(value, str)] for row in one.rows]


def test_column_of_days_or_numbers_holds_nothing_else() -> None:
    for one in tables_of(made()):
        for place, column in enumerate(one.columns):
            kinds = {type(row[place]).__name__ for row in one.rows} - {"NoneType"}
            if column.kind == Kind.TEXT:
                assert kinds <= {"str"}, (one.code, column.label)
            elif column.kind == Kind.DAY:
                assert kinds <= {"date"}, (one.code, column.label)
            elif one.code != "factors":  # 2/3 is no decimal number
                assert kinds <= {"int", "Decimal"}, (one.code, column.label)
