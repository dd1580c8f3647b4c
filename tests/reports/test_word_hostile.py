"""What people type comes through whole in the Word document, and does nothing there."""

from dataclasses import replace
from datetime import date

import pytest
from docx.oxml.ns import qn

from reports.report.edition import Letterhead
from reports.source import Answerer, Source
from tests.reports.roadmaps import make_aim, make_planned, make_week, source_with
from tests.reports.sources import make_content, make_source
from tests.reports.word_files import faults, file_of, found, only, opened, parts_of, report_of, text_of

NOTES = {
    "unbroken": "x" * 2000,
    "markup": "</w:t></w:r><script>alert(1)</script> &amp; <!-- ]]> <![CDATA[",
    "field": '{ INCLUDETEXT "http://internal.example/" } { DDEAUTO cmd }',
    "template": "{{ 7*7 }} {% now %} %(name)s %s {0.__class__} $accent",
    "formula": "=cmd|' /C calc'!A0",
    "right_to_left": "\u202eabc\u202c שלום مرحبا",
    "marks": "e" + "\u0301" * 60 + " 👩🏽‍🚀",
}
ADDRESSES = (
    "https://example.org/a b",
    "https://[half",
    "https://example.org/" + "p" * 3000,
    "https://exämple.org/ü",
    "https://example.org/#one#two",
    "https://example.org/%zz",
)


def with_notes(note: str, link: str = "") -> Source:
    """A small source of which every free text is the note."""
    source = make_source(
        make_content(((1,),)), 2, team=note, title=note, organisation=note, functions=[note], signs=["sign-1"]
    )
    answerers = tuple(
        Answerer(
            name=note,
            function=one.function,
            answers=tuple(
                (slug, replace(given, note=note, link=link, dated=date(2026, 3, 1)))
                for slug, given in one.answers
            ),
        )
        for one in source.answerers
    )
    return replace(source, answerers=answerers)


@pytest.mark.parametrize("kind", NOTES)
def test_word_holds_hostile_text_whole_and_inert(kind: str) -> None:
    note = NOTES[kind]
    report = replace(
        report_of(with_notes(note)),
        letterhead=Letterhead(name=note, disclaimer=note),
        gaps=(),
        gaps_note=note,
    )
    content = file_of(report)
    assert list(faults(content)) == []
    document = opened(content)
    text = text_of(document.element.body)
    assert text.count(note) >= 6
    assert {one.text.split()[0] for one in found(document, "w:instrText")} == {"TOC"}
    assert note[:200] in document.core_properties.title


def test_word_holds_what_was_typed_on_a_roadmap() -> None:
    note = NOTES["unbroken"]
    planned = make_planned(
        title=note, owner=note, check_ins=(make_week(line=note, next_step=note, author=note),)
    )
    content = file_of(report_of(source_with(planned, goal=make_aim(name=note, why=note))))
    assert list(faults(content)) == []
    assert text_of(opened(content).element.body).count(note) >= 8


def test_word_shows_where_a_character_cannot_be_written() -> None:
    report = report_of(with_notes("one\x00two\x0bthree\ud800four\uffff"))
    text = text_of(opened(file_of(only(report, "cover", "answers"))).element.body)
    assert "one\N{REPLACEMENT CHARACTER}two\N{REPLACEMENT CHARACTER}three" in text


def test_word_keeps_the_line_breaks_and_tabs_of_a_note() -> None:
    report = only(report_of(with_notes("first\r\nsecond\n\n\tthird")), "answers")
    assert "first\nsecond\n\n\tthird" in text_of(opened(file_of(report)).element.body)


def test_word_leads_to_an_address_of_the_web_and_to_nothing_else() -> None:
    address = "https://example.org/wiki/deals?id=1&view=all#top"
    document = opened(file_of(only(report_of(with_notes("note", address)), "answers")))
    links = [one for one in found(document, "w:hyperlink") if one.get(qn("r:id"))]
    assert [text_of(one) for one in links] == [address]
    assert document.part.rels[links[0].get(qn("r:id"))].target_ref == address


@pytest.mark.parametrize("address", ADDRESSES)
def test_word_prints_an_address_that_word_would_repair_as_text(address: str) -> None:
    content = file_of(only(report_of(with_notes("note", address)), "answers"))
    assert address in text_of(opened(content).element.body)
    assert b"External" not in parts_of(content)["word/_rels/document.xml.rels"]
