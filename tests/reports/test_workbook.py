"""The spreadsheet holds every table as it is: numbers as numbers, days as days, and every text as text."""

import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from reports.exports.tables import Table, Value, tables_of
from reports.exports.tables_shapes import number, percent, table, text
from reports.exports.workbook import sheet_name, write, write_tables
from reports.report import Report, build
from tests.reports.whole import RISKY, whole_edition, whole_source

pytestmark = pytest.mark.once

MADE = datetime(2026, 3, 9, tzinfo=UTC)
MARKED = '=HYPERLINK("https://evil.example")\n{=1} <b>&amp;</b> _x0041_ \u202egnp 😀 007'
LONGEST = 2_000  # characters of a note


def whole_report(said: str = "As told.") -> Report:
    return build(whole_source(said), whole_edition(said))


def opened(content: bytes) -> Workbook:
    return load_workbook(io.BytesIO(content))


def expected(value: Value) -> object:
    """As openpyxl reads it."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, date):
        return datetime.combine(value, time())
    return value if value != "" else None


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_every_cell_of_every_table_is_there(language: str) -> None:
    with translation.override(language):
        report = whole_report()
        tables, book = tables_of(report), opened(write(report))
    assert len(book.worksheets) == len(tables)
    for sheet, found in zip(book.worksheets, tables, strict=True):
        heads, *rows = sheet.iter_rows(values_only=True)
        assert list(heads) == [column.label for column in found.columns]
        assert [list(row) for row in rows] == [[expected(value) for value in row] for row in found.rows]


def test_sheets_are_ready_to_filter_and_to_print() -> None:
    report = whole_report()
    for sheet, found in zip(opened(write(report)).worksheets, tables_of(report), strict=True):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == f"A1:{last_cell(sheet.max_row, found)}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.page_setup.fitToHeight == 0
        width = sum(column.width for column in found.columns)
        assert width / 180 <= (sheet.page_setup.fitToWidth or 1) < width / 180 + 1
        assert sheet.print_title_rows == "$1:$1"
        assert not sheet.merged_cells.ranges
        widths = {
            name: round(one.width) for name, one in sheet.column_dimensions.items() if one.min == one.max
        }
        assert all(
            abs(width - found.columns[ord(name) - ord("A")].width) <= 1 for name, width in widths.items()
        )
        assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row if cell.value)


def last_cell(rows: int, found: Table) -> str:
    return f"{chr(ord('A') + len(found.columns) - 1)}{max(2, rows)}"


def test_numbers_are_shown_with_the_decimals_that_they_have() -> None:
    columns = (number("Number"), percent("Share"))
    rows = ((Decimal("1234.5"), Decimal("0.45")), (Decimal(22), Decimal("0.05")), (3, None))
    target = io.BytesIO()
    write_tables(target, [table("a", "A", columns, rows)], title="A", made=MADE)
    sheet = opened(target.getvalue()).active
    assert [cell.number_format for cell in sheet["A"][1:]] == ["#,##0.0", "#,##0", "0"]
    assert [cell.number_format for cell in sheet["B"][1:3]] == ["0%", "0%"]


def text_cells(content: bytes) -> list[Cell]:
    cells = [cell for sheet in opened(content) for row in sheet.iter_rows() for cell in row]
    assert not any(cell.hyperlink for cell in cells)
    assert {cell.data_type for cell in cells if cell.value is not None} <= {"s", "n", "d"}
    return [cell for cell in cells if cell.data_type == "s"]


@pytest.mark.parametrize("said", [*RISKY, MARKED], ids=ascii)
def test_hostile_text_is_opened_as_the_text_that_it_is(said: str) -> None:
    whole = [cell for cell in text_cells(write(whole_report(said))) if read(cell.value) == said]
    fields = {(cell.parent.title, cell.column_letter) for cell in whole}
    assert len(fields) > 20
    assert all(cell.quotePrefix for cell in whole)


def read(value: str) -> str:
    """As Excel reads what openpyxl leaves escaped."""
    return value.replace("_x000D_", "\r").replace("_x005F_", "_")


def test_heads_that_begin_like_formulas_are_texts() -> None:
    target = io.BytesIO()
    write_tables(target, [table("a", "A", (text("=1+1"),), [("x",)])], title="A", made=MADE)
    head = opened(target.getvalue()).active["A1"]
    assert (head.value, head.data_type, head.quotePrefix) == ("=1+1", "s", True)


def test_long_unbroken_notes_come_through_whole() -> None:
    said = "ğ" * LONGEST
    assert sum(cell.value == said for cell in text_cells(write(whole_report(said)))) > 20


def test_text_that_no_cell_holds_is_refused_and_not_cut() -> None:
    long = table("a", "A", (text("Text"),), [("x" * 32_768,)])
    with pytest.raises(ValueError, match="longer than a cell"):
        write_tables(io.BytesIO(), [long], title="A", made=MADE)


def test_same_report_gives_the_same_bytes() -> None:
    assert write(whole_report()) == write(whole_report())


def test_properties_name_the_report_and_the_day_of_sealing() -> None:
    properties = opened(write(whole_report())).properties
    assert (properties.title, properties.creator) == ("Sales maturity report: As told.", "Sales maturity")
    assert properties.created == datetime.combine(date(2026, 3, 9), time(9))
    assert properties.modified == properties.created


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
def test_sheets_have_whole_names_that_excel_takes(language: str) -> None:
    with translation.override(language):
        report = whole_report()
        names, titles = opened(write(report)).sheetnames, [one.title for one in tables_of(report)]
    assert names == titles
    assert len({name.casefold() for name in names}) == len(names)
    assert all(0 < len(name) <= 31 and not set(name) & set("[]:*?/\\'") for name in names)


def test_sheet_names_are_shortened_and_told_apart() -> None:
    taken: set[str] = set()
    names = [sheet_name(title, taken) for title in ("Gaps: [all]?", "x" * 40, "X" * 40, "'Gaps   all'")]
    assert names == ["Gaps   all", "x" * 31, "X" * 29 + " 2", "Gaps   all 2"]


def test_workbook_goes_into_a_file_as_well(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write_tables(path, [table("a", "A", (text("Text"),), [("x",)])], title="A", made=MADE)
    assert load_workbook(path)["A"]["A2"].value == "x"
