"""The Word document: real headings, lists, tables, links and pictures, in the order that was chosen."""

from dataclasses import replace
from itertools import pairwise

import pytest
from docx.document import Document
from docx.oxml.ns import qn

from reports.exports.forms import Pictures
from reports.exports.word import blocks as b
from reports.exports.word.widths import LETTER, widths_of
from reports.report import Logo
from reports.report.built_shapes import Issue
from reports.report.choices import PRESETS
from reports.report.edition import Letterhead
from tests.reports.word_files import (
    faults,
    file_of,
    found,
    headings,
    only,
    opened,
    parts_of,
    png,
    report_of,
    styled,
    text_of,
)

WIDTH = 9638


@pytest.fixture(scope="module")
def full() -> bytes:
    return file_of(report_of())


@pytest.fixture
def document(full: bytes) -> Document:
    return opened(full)


@pytest.mark.parametrize("preset", PRESETS)
def test_word_has_the_sections_of_each_preset_in_their_order(preset: str) -> None:
    report = report_of(preset=preset)
    content = file_of(report)
    tops = [text for level, text in headings(opened(content)) if level == 1]
    assert tops == [section.title for section in report.sections if section.code != "cover"]
    assert list(faults(content)) == []


def test_word_sections_follow_the_senders_order_and_leave_the_others_out() -> None:
    report = report_of()
    chosen = tuple(one for one in reversed(report.sections) if one.code in {"gaps", "heatmap"})
    document = opened(file_of(replace(report, sections=chosen)))
    assert [text for level, text in headings(document) if level == 1] == [one.title for one in chosen]
    assert report.disagreements_note not in text_of(document.element.body)


def test_word_headings_go_down_without_a_jump(document: Document) -> None:
    levels = [level for level, _text in headings(document)]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


def test_word_names_each_domain_gap_and_initiative_in_a_heading(document: Document) -> None:
    report = report_of()
    texts = " ".join(text for level, text in headings(document) if level > 1)
    assert report.roadmap is not None
    for name in (*(one.name for one in report.domains), *(one.title for one in report.gaps)):
        assert name in texts
    for part in report.roadmap.initiatives:
        assert part.title in texts


def test_word_contents_name_the_headings_before_anybody_updates_them(document: Document) -> None:
    entries = [
        p for p in found(document, "w:p") if (p.style or "").startswith("TOC") and p.style != "TOCHeading"
    ]
    assert [text_of(one).strip() for one in entries] == [
        text for level, text in headings(document) if level <= 2
    ]
    assert [one.text for one in found(document, "w:instrText")] == [r'TOC \o "1-2" \h \z \u']
    assert "updateFields" not in document.settings.element.xml


def test_word_without_a_cover_begins_with_title_and_team() -> None:
    report = report_of(preset="board")
    document = opened(file_of(report))
    assert [one.text for one in document.paragraphs[:2]] == [
        report.title,
        f"{report.team} · {report.organisation}",
    ]
    assert found(document, "w:instrText") == []


def test_word_lists_are_lists_and_each_numbered_one_begins_anew(document: Document) -> None:
    report = report_of()
    numbers = [one._p.pPr.numPr.numId.val for one in styled(document, "List Number")]
    assert len(set(numbers)) == 1 + len(report.gaps)
    restarted = document.part.numbering_part.element.findall(f".//{qn('w:startOverride')}")
    assert len(restarted) == len(set(numbers))
    limits = [one.text for one in styled(document, "List Bullet")][-len(report.limits) :]
    assert limits == list(report.limits)


def test_word_tables_repeat_their_head_and_hold_their_width(document: Document) -> None:
    tables = found(document, "w:tbl")
    assert len(tables) > 20
    for table in tables:
        assert table.tblPr.find(qn("w:tblLayout")).get(qn("w:type")) == "fixed"
        grid = [int(column.get(qn("w:w"))) for column in table.tblGrid]
        assert WIDTH - len(grid) <= sum(grid) <= WIDTH
        for row in table.tr_lst:
            assert sum(cell.grid_span for cell in row.tc_lst) == len(grid)
        if table.tblPr.find(qn("w:tblLook")).get(qn("w:firstRow")) == "1":
            assert table.tr_lst[0].find(f".//{qn('w:tblHeader')}") is not None


def test_word_rows_stay_whole_unless_they_may_fill_a_page() -> None:
    report = only(report_of(), "method")
    long = replace(
        report, limits=(), respondents_note="", method=(replace(report.method[0], text="word " * 400),)
    )
    rows = [row for table in found(opened(file_of(long)), "w:tbl") for row in table.tr_lst]
    split = [row for row in rows if row.find(f".//{qn('w:cantSplit')}") is None]
    assert len(split) == 1
    assert "word word" in text_of(split[0])


def test_word_heatmap_is_a_table_with_marks_and_shades(document: Document) -> None:
    report = report_of()
    table = next(one for one in document.tables if one.style and one.style.name == "Report Grid")
    shown = [[cell.text.split("\n")[0] for cell in row.cells[1:]] for row in table.rows[1:]]
    for row, cells in zip(report.heatmap.rows, shown, strict=True):
        assert [cell[: len(one.mark)] for one, cell in zip(row.cells, cells, strict=False)] == [
            one.mark for one in row.cells
        ]
    assert len({one.get(qn("w:fill")) for one in table._tbl.iter(qn("w:shd"))}) > 1


def test_word_pictures_have_the_takeaway_for_who_does_not_see_them(document: Document) -> None:
    report = report_of()
    told = [one.get("descr") for one in found(document, "wp:docPr")]
    assert all(told)
    for sentence in (report.headline.answer, report.profile.takeaway, report.gap_chart.takeaway):
        assert any(sentence in text for text in told)
    captions = " ".join(one.text for one in styled(document, "Caption"))
    assert report.profile.takeaway in captions
    assert report.gap_chart.takeaway in captions


def test_word_holds_logos_with_their_names_issue_and_letterhead() -> None:
    logo = Logo(digest="a" * 64, width=40, height=20, alt="Logo of Example")
    report = replace(
        only(report_of(), "cover", "method"),
        logo=logo,
        letterhead=Letterhead(name="Bright Advice", disclaimer="No guarantee.", logo="b" * 64),
        issue=Issue(number=3, label="Report 3", made="Built on 22 November 2026 by Ann Lee"),
    )
    content = file_of(report, Pictures(organisation=png(40, 20), consultancy=png(30, 30)))
    document = opened(content)
    told = [one.get("descr") for one in found(document, "wp:docPr")]
    assert told[:2] == ["Logo of Example", "Logo of Bright Advice"]
    text = text_of(document.element.body)
    assert all(words in text for words in ("Bright Advice", "No guarantee.", "Report 3", "by Ann Lee"))
    assert "Report 3 · Built on" in document.sections[0].footer.paragraphs[0].text
    assert document.core_properties.author == "Bright Advice"
    assert list(faults(content)) == []


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("tr", "tr-TR"), ("nl", "nl-NL")])
def test_word_says_its_language_for_hyphens_and_spelling(language: str, tag: str) -> None:
    report = only(report_of(language=language), "method")
    document = opened(file_of(report))
    default = document.styles.element.find(f".//{qn('w:lang')}")
    assert default.get(qn("w:val")) == tag
    assert document.settings.element.find(qn("w:autoHyphenation")) is not None
    assert document.core_properties.language == tag
    assert document.core_properties.title == f"{report.title} — {report.team}"


def test_word_runs_title_and_page_numbers_on_every_page_but_the_cover(document: Document) -> None:
    page, report = document.sections[0], report_of()
    assert page.header.paragraphs[0].text == f"{report.title} · {report.team}"
    assert page.first_page_header.paragraphs[0].text == ""
    for foot in (page.footer, page.first_page_footer):
        line = foot.paragraphs[0]
        assert line.text.startswith(report.sealed_on)
        assert [one.text for one in line._p.iter(qn("w:instrText"))] == ["PAGE", "NUMPAGES"]


def test_word_has_the_reports_colour_and_the_same_bytes_each_time() -> None:
    report = replace(only(report_of(), "cover", "method"), accent="#7a1f4b")
    once = file_of(report)
    assert once == file_of(report)
    assert b"7A1F4B" in parts_of(once)["word/styles.xml"]
    assert b"0D5051" not in parts_of(once)["word/styles.xml"]


def test_word_embeds_its_fonts_as_the_format_wants_them(full: bytes) -> None:
    parts = parts_of(full)
    fonts = [name for name in parts if name.endswith(".odttf")]
    assert len(fonts) == 3
    assert all(parts[name][:4] != b"\x00\x01\x00\x00" for name in fonts)
    assert parts["word/fontTable.xml"].count(b"w:fontKey") == 4


def test_column_is_wide_enough_for_its_longest_word() -> None:
    columns = (b.Column("Practice", 90), b.Column("Level", 10))
    plain = b.Table(columns=columns, rows=(b.row("What the team does", "Level 1"),))
    wide = replace(plain, rows=(b.row("What the team does", "(Gestructureerd)"),))
    assert widths_of(plain)[1] == WIDTH // 10
    assert widths_of(wide)[1] >= len("(Gestructureerd)") * LETTER
    assert WIDTH - 2 <= sum(widths_of(wide)) <= WIDTH
