"""Whatever was answered: what the screen shows is in every form, in the same words and numbers.

The test walks the whole Report, so that a field which no form prints fails here with its name.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

import pytest
from django.utils import translation
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from reports.pdf.document import to_html
from reports.report import Headline, Report, build
from reports.report.edition import Edition
from reports.source import Source
from tests.reports.all_forms import Form, forms_of, leaves, read_html, screen_of
from tests.reports.rich import rich_edition, rich_sources
from tests.reports.whole import whole_edition, whole_source

pytestmark = pytest.mark.once

NUMBERED = ("xlsx", "csv", "json")

# Fields that are in no form for people to read, and why. The data have them all.
UNPRINTED = {
    "*anchor": "identifies",
    "*slug": "identifies",
    "*code": "identifies",
    "*.conditions.name": "identifies; `title` is its word",
    "*.status": "identifies; the labels are its words",
    "domains.blockers.reason": "identifies; `reason_label` is its word",
    "gaps.steps.reason": "identifies; `reason_label` is its word",
    "*.direction": "identifies; `change` is its word",
    "roadmap.goal.tone": "identifies; `verdict` is its word",
    "*.cells.state": "identifies; `label` is its word",
    "*.cells.pattern": "identifies; `pattern_label` is its word",
    "*.check_ins.status": "identifies; `status_label` is its word",
    "roadmap.timeline.tracks.checks": "identifies; `words` are its words",
    "roadmap.goal.chart": "a drawing",
    "roadmap.goal.smart.*": "told where something is missing",
    "sealed_at": "for the files' properties; `sealed_on` is its word",
    "roadmap.timeline.tracks.note": "of the drawing, which cuts what is too long for it",
    "scope": "under the title of the page and the charts; the facts say the same",
    "sections.title": "of the cover, which has no heading",
    "summary.draft": "where it was edited the text stands",
    "disagreements.range_label": "`sentence` says the same",
    "disagreements.shares.counted": "only levels that somebody chose are listed",
    "*.reach_intro": "leads in where nothing else does",
    "heatmap.title": "of the screen and the drawing; the section has its own heading",
    "profile.target_name": "in the drawing, where there is a target",
    "roadmap.goal.values": "numbers and days in the tables",
}
# What the screen shows in other words than a form, and why.
TABLES = {
    "headline.typical": "a heading",
    "domains.*_of": "the level is a number there",
    "domains.progress*": "a share as a number there",
    "*.weight_label": "the weight is a number there",
    "*.reach_intro": "the column's heading leads in",
    "levels.label": "the rank is a number there, beside the name",
    "*.target_label": "a number there",
    "answers.questions.counts.value": "a number there",
    "agreement.rows.cells.*": "a number there, or no rating",
    "outlook.rows.next": "a number there, or none",
    "*.handed_over": "a day there",
    "profile.*": "of a drawing; the domains' table holds its numbers",
    "gap_chart.title": "of a drawing",
    "gap_chart.rows.move": "two numbers there",
    "gap_chart.rows.impact_label": "a number there",
    "disagreements.spread_label": "a number there",
    "disagreements.deviation": "a number there",
    "disagreements.shares.counted": "a number there",
    "heatmap.title": "the table has its own name",
    "heatmap.*_name": "a column's heading, or the word in its cells",
    "heatmap.rows.cells.mark": "a number there, or no rating",
    "heatmap.legend.*": "marks are told by words there",
    "roadmap.goal.milestones.*": "numbers and days there",
    "roadmap.goal.values": "numbers and days there",
    "roadmap.*.metrics.*": "a number and its unit there",
    "roadmap.*.check_ins.*": "a number and its unit there",
    "roadmap.timeline.*": "of a drawing; the check-ins' table holds what it draws",
    "sections.title": "the tables have their own names",
}
PRINTED = {
    "heatmap.title": "the section has its own heading",
    "heatmap.rows.cells.label": "mark and sign stand in the cell, the words with the answers",
    "disagreements.shares.counted": "only levels that somebody chose are listed",
    "sections.title": "a section may begin with its finding",
    "headline.typical": "the levels' table says it of every level",
    "domains.*_of": "the level's name stands there",
    "domains.verdict": "both levels stand there by themselves",
    "profile.claims_title": "the table beside the radar says the same",
}
WORD = {
    "heatmap.title": "the section has its own heading",
    "heatmap.rows.cells.label": "mark and sign stand in the cell, the words with the answers",
    "disagreements.shares.counted": "only levels that somebody chose are listed",
    "profile.target_name": "in the picture",
    "roadmap.timeline.*": "in the picture; the initiative's table says the same",
}
ELSEWHERE: Mapping[str, Mapping[str, str]] = {
    "page": PRINTED,
    "pdf": PRINTED,
    "docx": WORD,
    "xlsx": TABLES,
    "csv": TABLES,
    "json": {},
}
DRAWN = {
    "domains.value": "for drawing",
    "domains.evidenced_value": "for drawing",
    "*.axes.*": "for drawing",
    "domains.progress_percent": "a share of 1 in the tables",
    "disagreements.shares.share": "for drawing",
    "*.shade": "for drawing",
    "letterhead.*": "the size of its picture",
    "logo.*": "the size of its picture",
    "worksheet.rows": "empty rows to write on",
}


def fits(path: str, exempt: Mapping[str, str]) -> bool:
    return any(fnmatchcase(path, pattern) for pattern in exempt)


@dataclass(frozen=True)
class Made:
    report: Report
    screen: Form
    forms: Mapping[str, Form]


def made_of(source: Source, edition: Edition) -> Made:
    report = build(source, edition)
    forms = forms_of(report, source, edition.choices)
    forms["pdf"] = Form(read_html(to_html(report)))
    return Made(report, screen_of(report), forms)


def unprinted(made: Made) -> Iterator[str]:
    """Fields with a text that nobody gets to read in any form."""
    for path, text in leaves(made.report):
        if not isinstance(text, str) or fits(path, UNPRINTED):
            continue
        if not any(form.has(text) for name, form in made.forms.items() if name != "json"):
            yield f"{path} is in no form: {text!r}"


def lost(made: Made) -> Iterator[str]:
    """Fields that the screen shows and a form lacks."""
    for path, text in leaves(made.report):
        if isinstance(text, str) and made.screen.has(text):
            for name, form in made.forms.items():
                if not fits(path, ELSEWHERE[name]) and not form.has(text):
                    yield f"{path} is not in {name}: {text!r}"


def unlike(made: Made) -> Iterator[str]:
    """Fields whose number is not a number in the forms that have numbers."""
    for path, value in leaves(made.report):
        if isinstance(value, str):
            continue
        for name in NUMBERED:
            exempt = {} if name == "json" else DRAWN
            if not fits(path, exempt) and float(value) not in made.forms[name].numbers:
                yield f"{path} is not in {name}: {value!r}"


# Smaller examples would say no more and take minutes to be found.
@settings(max_examples=8, deadline=None, derandomize=True, phases=[Phase.generate])
@given(rich_sources(), st.sampled_from(["en", "tr", "nl"]))
def test_every_form_says_what_the_screen_shows(source: Source, language: str) -> None:
    edition = rich_edition()
    edition = replace(edition, choices=replace(edition.choices, language=language))
    with translation.override(language):
        made = made_of(source, edition)
    assert sorted({*unprinted(made), *lost(made), *unlike(made)}) == []


@dataclass(frozen=True)
class Grown(Headline):
    """A headline that somebody gave another field."""

    news: str
    share: int


def test_new_field_that_no_form_prints_is_named() -> None:
    made = made_of(whole_source(), whole_edition())
    known = {name: getattr(made.report.headline, name) for name in Headline.__slots__}
    grown = Grown(**known, news="It grew overnight.", share=123456)
    report = replace(made.report, headline=grown)
    found = [*unprinted(replace(made, report=report)), *unlike(replace(made, report=report))]
    assert found == [
        "headline.news is in no form: 'It grew overnight.'",
        *(f"headline.share is not in {name}: 123456" for name in NUMBERED),
    ]
