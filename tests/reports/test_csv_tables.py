"""The CSV files hold the same tables, for spreadsheets of every language and for programs."""

import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation

from accounts.cells import is_risky
from reports.exports.csv_tables import csv_of, write
from reports.exports.tables import tables_of
from reports.exports.tables_shapes import day, number, percent, table, text
from reports.report import Report, build
from tests.reports.batches import files_of
from tests.reports.whole import RISKY, whole_edition, whole_source

pytestmark = pytest.mark.once

LONGEST = 2_000  # characters of a note


def whole_report(said: str = "As told.") -> Report:
    return build(whole_source(said), whole_edition(said))


def lines_of(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_every_table_is_a_file_with_its_rows(language: str) -> None:
    with translation.override(language):
        report = whole_report()
        tables, files = tables_of(report), files_of(write(report))
    assert list(files) == [f"{place:02d}-{one.code}.csv" for place, one in enumerate(tables, 1)]
    assert all(name.isascii() for name in files)
    for found, content in zip(tables, files.values(), strict=True):
        heads, *rows = lines_of(content)
        assert heads == [column.label for column in found.columns]
        texts = [[cell for cell in row if isinstance(cell, str)] for row in found.rows]
        assert [
            [rows[at][place] for place, cell in enumerate(row) if isinstance(cell, str)]
            for at, row in enumerate(found.rows)
        ] == texts
        assert len(rows) == len(found.rows)


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_numbers_have_a_point_and_days_are_iso_in_every_language(language: str) -> None:
    columns = (text("Text"), number("Number"), percent("Share"), day("Day"))
    rows = [("Çok, “iyi”", Decimal("1234.5"), Decimal("0.45"), date(2026, 3, 9)), ("", 3, None, None)]
    with translation.override(language):
        content = csv_of(table("a", "A", columns, rows))
    assert (
        content == ('\ufeffText,Number,Share,Day\r\n"Çok, “iyi”",1234.5,0.45,2026-03-09\r\n,3,,\r\n').encode()
    )


@pytest.mark.parametrize("said", RISKY, ids=ascii)
def test_no_cell_begins_like_a_formula(said: str) -> None:
    cells = [
        cell
        for content in files_of(write(whole_report(said))).values()
        for row in lines_of(content)
        for cell in row
    ]
    assert sum(cell == f"'{said}" for cell in cells) > 20
    assert not [cell for cell in cells if is_risky(cell) and not is_number(cell)]


def is_number(cell: str) -> bool:
    return cell.lstrip("-").replace(".", "", 1).isdigit()


def test_heads_that_begin_like_formulas_are_texts() -> None:
    assert lines_of(csv_of(table("a", "A", (text("=1+1"),), [("x",)])))[0] == ["'=1+1"]


def test_long_and_marked_text_comes_through_whole() -> None:
    said = 'ğ "quoted", \u202egnp\r\nsecond line; 😀 ' + "x" * LONGEST
    cells = [
        cell
        for content in files_of(write(whole_report(said))).values()
        for row in lines_of(content)
        for cell in row
    ]
    assert sum(cell == said for cell in cells) > 20


def test_same_report_gives_the_same_bytes() -> None:
    first = write(whole_report())
    assert first == write(whole_report())
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {one.date_time for one in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
