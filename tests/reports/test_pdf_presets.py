"""Every preset in every language: the sections that were chosen, tagged, with bookmarks and without gaps."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import pikepdf
import pytest
from django.utils import translation

from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.report import Report, build
from reports.report.choices import BOARD, FULL, PRESETS
from reports.report.edition import Edition, Letterhead
from reports.source import sample_source
from tests.reports.pdf_files import bookmarks, elements, opened

pytestmark = pytest.mark.once

LANGUAGES = ("en", "nl", "tr")
LONG = "A paragraph that a partner wrote anew, " * 50


@cache
def made(preset: str, language: str) -> tuple[Report, bytes]:
    choices = replace(PRESETS[preset], language=language)
    with translation.override(language):
        report = build(sample_source(), Edition(choices=choices))
        return report, render_pdf(to_html(report))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("preset", ["board", "workshop", "redacted"])
def test_preset_is_tagged_and_its_bookmarks_are_its_sections(preset: str, language: str) -> None:
    report, content = made(preset, language)
    pdf = opened(content)
    assert str(pdf.Root.Lang) == language
    assert pdf.Root.MarkInfo.Marked
    assert pdf.docinfo["/Title"] == f"{report.title} — {report.team}"
    assert [title for title, _page in bookmarks(pdf)] == _titles(report)
    kinds = list(elements(pdf))
    levels = [int(str(e.S)[2:]) for e in kinds if str(e.S) in {"/H1", "/H2", "/H3", "/H4"}]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert all(str(e.Alt) for e in kinds if e.S == "/Figure")
    assert _dangling(pdf) == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_board_version_has_exactly_two_pages(language: str) -> None:
    report, content = made("board", language)
    assert len(opened(content).pages) == 2
    assert [page for _title, page in bookmarks(opened(content))] == [1, 2]
    assert len(report.sections) == 2


@pytest.mark.parametrize(
    ("text", "place"),
    [("Words of a disclaimer. " * 43, "cover__sender"), ("One line.\n" * 40, "disclaimer--last")],
)
def test_cover_stays_one_page_with_a_letterhead(text: str, place: str) -> None:
    letterhead = Letterhead(name="Example & Partners", disclaimer=text)
    choices = replace(FULL, sections=("cover", "summary", "domains", "method"))
    with translation.override("en"):
        html = to_html(build(sample_source(), Edition(choices=choices, letterhead=letterhead, number=7)))
    assert html.index(place) < html.index(text[:9])
    first_titles = bookmarks(opened(render_pdf(html)))
    assert first_titles[0][1] == 2


def test_kept_report_prints_its_number_and_whose_it_is() -> None:
    letterhead = Letterhead(name="Example & Partners", disclaimer="For the client alone.")
    edition = Edition(
        choices=FULL,
        letterhead=letterhead,
        number=7,
        issued_at=datetime(2026, 11, 22, tzinfo=UTC),
        issued_by="Ann Lee",
    )
    for choices in (FULL, BOARD):
        html = to_html(build(sample_source(), replace(edition, choices=choices)))
        assert html.count("Report 7") >= 2
        assert "Built on 22 November 2026 by Ann Lee" in html
        assert "Example &amp; Partners" in html
        assert html.count("For the client alone.") == 1


def test_sections_stand_in_the_order_that_was_chosen() -> None:
    choices = replace(FULL, sections=("method", "summary", "gaps"))
    html = to_html(build(sample_source(), Edition(choices=choices)))
    places = [html.index(f'<section class="{kind}') for kind in ("appendix", "sheet summary")]
    assert places == sorted(places)
    assert html.count("<section") == 3
    assert 'href="#' not in html


def test_long_edited_summary_flows_on_whole() -> None:
    parts = tuple((code, LONG[:2000]) for code in ("strengths", "gaps", "change", "next_step"))
    report = build(sample_source(), Edition(choices=BOARD, summary=parts))
    html = to_html(report)
    assert html.count(LONG[:1900]) == 4
    assert len(opened(render_pdf(html)).pages) >= 3


def _titles(report: Report) -> list[str]:
    found: list[str] = []
    for section in report.sections:
        if section.code == "domains":
            found += [f"{domain.number} {domain.name}" for domain in report.domains]
        elif section.code != "cover":
            found.append(section.title)
    return found


def _dangling(pdf: pikepdf.Pdf) -> set[str]:
    """Names that links lead to and that are nowhere."""
    names = pdf.Root.get("/Names", pikepdf.Dictionary()).get("/Dests", pikepdf.Dictionary())
    known = {str(name) for name in list(names.get("/Names", pikepdf.Array()))[::2]}
    links = {
        str(annotation.Dest)
        for page in pdf.pages
        for annotation in page.get("/Annots", [])
        if "/Dest" in annotation
    }
    return links - known
