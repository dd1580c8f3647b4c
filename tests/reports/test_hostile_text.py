"""Hostile text in every field that people fill in: whole in every form and language, and inert there."""

import csv
import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

import pikepdf
import pytest
from django.template.loader import render_to_string
from django.utils import translation
from openpyxl import load_workbook

from accounts.cells import is_risky
from reports.exports import charts, csv_tables, data, page, word, workbook
from reports.exports.forms import Pictures
from reports.made import context_of
from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.report import Report, build
from reports.report.edition import Edition
from reports.source import Given, Source
from tests.reports.all_forms import leaves
from tests.reports.svg_reading import read_svg
from tests.reports.test_forms_equal import Made, lost, made_of, unprinted
from tests.reports.whole import whole_edition, whole_source
from tests.reports.word_files import faults, found, opened, parts_of

pytestmark = pytest.mark.once

UNBROKEN = "W" * 2000
HOSTILE = (
    "=cmd|' /C calc'!A0 <script>alert(1)</script><img src=x onerror=alert(1)>\"'`--><!--]]>"
    "<style>*{display:none}</style> javascript:alert(1) [a](javascript:b) </w:t></text></title> &amp; &#106; "
    "{{ 7|add:7 }}{% now 'Y' %} %s %(name)s %% {0.__class__} ${x} \\x41 _x0041_ "
    "\u202etxet\u202c \u2066\u05e9\u05dc\u05d5\u05dd\u2069 مرحبا "
    "e" + "\u0301" * 40 + " 👩🏽\u200d🚀 İıŞşĞğ ĳ Ǆ ﬀ "
)
SCRIPT = "javascript:alert(1)"
# What no browser's text box produces and a form lets in all the same.
CONTROLS = "one\x01two\x0bthree\x0cfour\x1ffive\x7fsix\ufffeseven"
LANGUAGES = ["en", "tr", "nl"]


def report_in(language: str, said: str = HOSTILE + UNBROKEN) -> Report:
    with translation.override(language):
        return build(whole_source(said), edition_in(language, said))


def edition_in(language: str, said: str) -> Edition:
    edition = whole_edition(said)
    return replace(edition, choices=replace(edition.choices, language=language))


class Markup(HTMLParser):
    """The elements and attributes that a browser would make of it."""

    def __init__(self, markup: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(markup)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            self.attributes.add(name)
            if name in {"href", "src", "action", "data"}:
                self.addresses.add(value or "")


def pages_of(report: Report) -> Iterator[str]:
    yield render_to_string("reports/_body.html", context_of(report))
    yield page.write(report, Pictures())
    yield to_html(report)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_is_whole_in_every_form(language: str) -> None:
    said = HOSTILE + UNBROKEN
    with translation.override(language):
        made = made_of(whole_source(said), edition_in(language, said))
    assert sum(said in str(text) for _path, text in leaves(made.report)) > 40
    assert [*unprinted(made), *lost(made)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_makes_no_markup(language: str) -> None:
    hostile, plain = report_in(language), report_in(language, "As told.")
    with translation.override(language):
        for bad, good in zip(pages_of(hostile), pages_of(plain), strict=True):
            found, usual = Markup(bad), Markup(good)
            assert found.tags - usual.tags <= {"wbr"}
            assert found.attributes <= usual.attributes
            assert all(
                re.match(r"#|https?://|charts/|/how-levels-work/$|data:image/png", one)
                for one in found.addresses
            )
        for name in charts.names_of(hostile):
            read = read_svg(charts.svg_of(hostile, name))
            assert not {"script", "style", "img", "a", "foreignObject"} & set(read.tags)


@pytest.mark.parametrize("language", LANGUAGES)
def test_hostile_text_does_nothing_in_office_files(language: str) -> None:
    report = report_in(language)
    with translation.override(language):
        document, sheets, tables = (
            word.write(report, Pictures()),
            workbook.write(report),
            csv_tables.write(report),
        )
    assert list(faults(document)) == []
    fields = {one.text.split()[0] for one in found(opened(document), "w:instrText")}
    assert fields <= {"TOC", "PAGE", "NUMPAGES"}
    assert b"javascript" not in parts_of(document)["word/_rels/document.xml.rels"]
    for sheet in load_workbook(io.BytesIO(sheets)):
        for row in sheet.iter_rows():
            assert not [cell for cell in row if cell.data_type == "f" or cell.hyperlink]
    assert [cell for cell in cells_of(tables) if is_risky(cell) and not is_number(cell)] == []


def cells_of(content: bytes) -> Iterator[str]:
    with ZipFile(io.BytesIO(content)) as files:
        for name in files.namelist():
            lines = io.StringIO(files.read(name).decode("utf-8-sig"), newline="")
            yield from (cell for row in csv.reader(lines) for cell in row)


def is_number(cell: str) -> bool:
    return bool(re.fullmatch(r"-?\d+(\.\d+)?", cell))


def test_hostile_text_is_the_same_text_in_the_data() -> None:
    said = HOSTILE + UNBROKEN + CONTROLS
    source, edition = whole_source(said), whole_edition(said)
    read = json.loads(data.write(build(source, edition), source, edition.choices))
    assert read["report"]["team"] == read["assessment"]["team"] == said
    assert read["report"]["letterhead"]["disclaimer"] == said


def test_controls_break_no_form() -> None:
    made: Made = made_of(whole_source(CONTROLS), whole_edition(CONTROLS))
    for name, form in made.forms.items():
        for word_ in ("one", "two", "three", "four", "five", "six", "seven"):
            assert word_ in form.text, name
    assert list(faults(word.write(made.report, Pictures()))) == []
    for name in charts.names_of(made.report):
        assert read_svg(charts.svg_of(made.report, name)).tags[0] == "svg"


def test_address_of_a_script_is_no_link_in_any_form() -> None:
    report = build(with_links(whole_source(), SCRIPT), whole_edition())
    for markup in pages_of(report):
        assert "javascript:" not in "".join(Markup(markup).addresses)
    document = word.write(report, Pictures())
    assert b"javascript" not in parts_of(document)["word/_rels/document.xml.rels"]


def with_links(source: Source, link: str) -> Source:
    """As if a link that no form takes stood in the rows."""

    def given(one: Given) -> Given:
        return replace(one, link=link) if one.note else one

    answerers = tuple(
        replace(one, answers=tuple((slug, given(answer)) for slug, answer in one.answers))
        for one in source.answerers
    )
    assert source.plan
    initiatives = tuple(
        replace(one, checklist=tuple(replace(item, link=link) for item in one.checklist))
        for one in source.plan.initiatives
    )
    return replace(source, answerers=answerers, plan=replace(source.plan, initiatives=initiatives))


def test_hostile_text_is_set_in_a_document_that_runs_nothing(settings: Any) -> None:
    settings.PDF_TIMEOUT = 120  # the machine may be busy
    report = report_in("tr", HOSTILE)
    with translation.override("tr"):
        content = render_pdf(to_html(report))
    with pikepdf.open(io.BytesIO(content)) as document:
        assert len(document.pages) > 5
        assert {"/OpenAction", "/AA"}.isdisjoint(document.Root.keys())
        assert "/JavaScript" not in document.Root.get("/Names", {})
        links = [mark.get("/A", {}) for one in document.pages for mark in one.get("/Annots", [])]
        addresses = {str(one["/URI"]) for one in links if "/URI" in one}
        assert all(one.startswith("https://") for one in addresses)
        assert {str(one.get("/S")) for one in links if one} <= {"/URI", "/GoTo"}
