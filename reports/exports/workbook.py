"""The tables as a spreadsheet: numbers as numbers, days as days, and every text as text."""

import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

from django.utils.translation import gettext as _
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.cells import is_risky
from reports.exports.tables import tables_of
from reports.exports.tables_shapes import Kind, Table, Value
from reports.report import Report

SHEET_NAME = 31  # characters that Excel takes
CELL = 32_767  # the same
NO_NAME = re.compile(r"[\[\]:*?/\\]")
A4 = 9
# Nothing that somebody typed becomes a formula, a link or a number.
OPTIONS = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def write(report: Report) -> bytes:
    """The report's tables, a sheet each; the same bytes for the same report."""
    target = io.BytesIO()
    title = f"{report.title}: {report.team}"
    made = datetime.fromisoformat(report.sealed_at).astimezone(UTC)
    write_tables(target, tables_of(report), title=title, made=made)
    return target.getvalue()


def write_tables(target: io.BytesIO | Path, tables: Iterable[Table], *, title: str, made: datetime) -> None:
    """Writes any tables; ``made`` is the day that the file's properties name."""
    with Workbook(target, {**OPTIONS, "in_memory": True}) as book:
        created = made.replace(tzinfo=None)
        book.set_properties({"title": title, "author": _("Sales maturity"), "created": created})
        formats = Formats(book)
        taken: set[str] = set()
        for one in tables:
            _fill(book.add_worksheet(sheet_name(one.title, taken)), one, formats)


def sheet_name(title: str, taken: set[str]) -> str:
    """A name that Excel takes and no sheet has yet; it is added to those ``taken``, in small letters."""
    plain = NO_NAME.sub(" ", title).strip(" '")
    name, number = plain[:SHEET_NAME].strip(" '"), 1
    while name.casefold() in taken:
        number += 1
        end = f" {number}"
        name = plain[: SHEET_NAME - len(end)] + end
    taken.add(name.casefold())
    return name


class Formats:
    """How the cells of one workbook look; made when first asked for."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def of(self, **looks: object) -> Format:
        """One that stands at the top of its cell and breaks its lines, and looks like this besides."""
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format({"valign": "top", "text_wrap": True, **looks})
        return self._made[key]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Where one table is written, and how its cells look."""

    sheet: Worksheet
    formats: Formats

    def write(self, row: int, place: int, value: Value, kind: Kind) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            self.write_text(row, place, value)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, self.formats.of(num_format="yyyy-mm-dd"))
        else:
            shown = "0%" if kind == Kind.PERCENT else _digits(value)
            self.sheet.write_number(row, place, float(value), self.formats.of(num_format=shown))

    def write_text(self, row: int, place: int, value: str, **looks: object) -> None:
        """A text stays one, whatever it begins with; a spreadsheet's lines end with a line feed alone."""
        shown = value.replace("\r\n", "\n")
        if len(shown) > CELL:
            raise ValueError("A text is longer than a cell holds.")
        risky = {"quote_prefix": True} if is_risky(value) else {}
        self.sheet.write_string(row, place, shown, self.formats.of(**looks, **risky))


def _digits(value: int | Decimal) -> str:
    """Shows as many decimals as the number has."""
    if isinstance(value, int):
        return "0"
    decimals = max(0, -int(value.as_tuple().exponent))
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _fill(sheet: Worksheet, table: Table, formats: Formats) -> None:
    cells = _Sheet(sheet, formats)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        cells.write_text(0, place, column.label, bold=True, bottom=1)
    for row, values in enumerate(table.rows, start=1):
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            cells.write(row, place, value, column.kind)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})  # texts such as 1.2
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)  # the head, on every page
    sheet.set_footer("&L&A&R&P / &N")
