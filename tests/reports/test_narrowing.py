"""What a sender leaves out is in no text of the report."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from reports.report import Report, build
from reports.report.choices import FULL, PRESETS, REDACTED, Choices, ChoicesError, from_data
from tests.reports.whole import EVERYTHING, whole_edition, whole_source

SAID = "Qwxyz"


def found_in(value: Any, path: str = "") -> Iterator[str]:
    """The places in a Report where the marker stands."""
    if is_dataclass(value):
        for field in fields(value):
            yield from found_in(getattr(value, field.name), f"{path}.{field.name}")
    elif isinstance(value, tuple):
        for one in value:
            yield from found_in(one, path)
    elif isinstance(value, str) and SAID in value:
        yield path


def report_with(choices: Choices) -> Report:
    return build(whole_source(SAID), whole_edition(SAID, choices))


def test_redacted_report_holds_nothing_that_people_typed_but_the_names_of_metrics() -> None:
    """A number without the name of what it counts would say nothing."""
    everywhere = report_with(replace(REDACTED, sections=EVERYTHING.sections))

    assert set(found_in(report_with(FULL))) > {".team", ".organisation", ".respondents.name"}
    assert set(found_in(everywhere)) == {".roadmap.initiatives.metrics.name"}


def test_report_without_names_names_nobody_and_numbers_the_respondents() -> None:
    report = report_with(replace(EVERYTHING, names=False))

    assert [one.name for one in report.respondents] == ["Respondent 1", "Respondent 2", "Respondent 3"]
    assert {one.function for one in report.respondents} == {""}  # one person each
    people = {".respondents.name", ".answers.questions.entries.respondent", ".disagreements.shares.who"}
    assert people.isdisjoint(found_in(report))
    assert {one.who.split(",")[0] for one in report.summary_remarks} == {"The consultant"}
    assert report.roadmap is not None
    assert report.roadmap.initiatives[0].owner == "name left out"
    assert report.issue is not None
    assert report.issue.made == "Built on 10 April 2026"


def test_report_without_answers_says_how_many_chose_a_level_and_not_who() -> None:
    full, bare = report_with(EVERYTHING), report_with(replace(EVERYTHING, answers=False))

    counts = [[share.counted for share in one.shares] for one in full.disagreements]
    assert [[share.counted for share in one.shares] for one in bare.disagreements] == counts
    assert {share.who for one in full.disagreements for share in one.shares} != {""}
    assert {share.who for one in bare.disagreements for share in one.shares} == {""}
    assert (bare.agreement.furthest, bare.has_answers) == ("", False)
    assert bare.respondents == full.respondents
    assert {SAID in one.dissent for one in bare.disagreements} == {False}


def test_report_without_evidence_keeps_levels_and_strengths() -> None:
    full, bare = report_with(EVERYTHING), report_with(replace(EVERYTHING, evidence=False))

    entries = [entry for domain in bare.answers for one in domain.questions for entry in one.entries]
    assert {(entry.note, entry.link, entry.dated, entry.reason) for entry in entries} == {("", "", "", "")}
    assert [one.evidenced for one in bare.domains] == [one.evidenced for one in full.domains]
    assert bare.strengths == full.strengths
    assert bare.roadmap is not None
    assert [row.proof for row in bare.roadmap.initiatives[0].checklist] == [""]


def test_edited_summary_is_left_out_with_the_other_words_of_people() -> None:
    assert report_with(EVERYTHING).summary[0].text == SAID
    left_out = report_with(replace(EVERYTHING, notes=False)).summary[0]
    assert (left_out.text, left_out.is_edited) == (left_out.draft, False)


def test_numbers_do_not_depend_on_what_is_left_out() -> None:
    full, redacted = report_with(FULL), report_with(REDACTED)

    assert redacted.heatmap.rows[0].cells == full.heatmap.rows[0].cells
    assert [gap.arithmetic for gap in redacted.gaps] == [gap.arithmetic for gap in full.gaps]
    assert redacted.headline == full.headline


@pytest.mark.parametrize("choices", PRESETS.values(), ids=list(PRESETS))
def test_choices_are_read_back_as_they_were_stored(choices: Choices) -> None:
    assert from_data(choices.as_data()) == choices


@pytest.mark.parametrize(
    "data",
    [
        [],
        {"sections": []},
        {"sections": "cover"},
        {"sections": ["cover", "cover"]},
        {"sections": ["nowhere"]},
        {"language": "xx"},
        {"look": "loud"},
        {"names": "yes"},
        {"role": "lead"},
    ],
)
def test_choices_that_do_not_fit_are_refused(data: Any) -> None:
    with pytest.raises(ChoicesError):
        from_data(data)
