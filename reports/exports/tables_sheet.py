"""One table as a sheet: how its cells look, how high its rows are, and how it is printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from math import ceil

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.cells import is_risky
from reports.exports.tables_shapes import Column, Kind, Table, Value

CELL = 32_767  # characters that Excel takes
A4 = 9
ACROSS = 180  # characters that can still be read on a page across
NAMING = 1  # the first columns, which say what a row is about: on every page, counted from 0
LINE, HIGHEST = 15, 409  # points; Excel takes no higher row
INDENT = 2  # characters that a cell's edges take
SHADE = "#EDEDED"
LEFT: dict[str, object] = {"align": "left", "indent": 1}
RIGHT: dict[str, object] = {"align": "right"}


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


def fill(sheet: Worksheet, table: Table, formats: Formats) -> None:
    """Writes the head, the rows, and how both are looked at and printed. Raises ValueError where a text is
    longer than a cell holds.
    """
    cells = _Cells(sheet, formats)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width)
        cells.write_head(place, column)
    sheet.set_row(0, _height(table.columns, [column.label for column in table.columns]))
    for row, values in enumerate(table.rows, start=1):
        sheet.set_row(row, _height(table.columns, values))
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            cells.write(row, place, value, column.kind)
    sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{len(table.rows) + 1}"})  # texts such as 1.2
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(table.rows)), len(table.columns) - 1)
    _set_up_print(sheet, table)


@dataclass(frozen=True, slots=True)
class _Cells:
    """The cells of one sheet."""

    sheet: Worksheet
    formats: Formats

    def write_head(self, place: int, column: Column) -> None:
        side = LEFT if column.kind == Kind.TEXT else RIGHT
        self._write_text(0, place, column.label, bold=True, bottom=1, bg_color=SHADE, **side)

    def write(self, row: int, place: int, value: Value, kind: Kind) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            side = LEFT if kind == Kind.TEXT else RIGHT
            self._write_text(row, place, value, **side)
        elif isinstance(value, date):
            self.sheet.write_datetime(row, place, value, self.formats.of(num_format="yyyy-mm-dd"))
        else:
            shown = "0%" if kind == Kind.PERCENT else _digits(value)
            self.sheet.write_number(row, place, float(value), self.formats.of(num_format=shown))

    def _write_text(self, row: int, place: int, value: str, **looks: object) -> None:
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


def _height(columns: tuple[Column, ...], values: Sequence[Value]) -> int:
    """In points, for the longest text; not every program works it out when it opens the file."""
    lines = (
        _lines(value, column.width)
        for column, value in zip(columns, values, strict=True)
        if isinstance(value, str)
    )
    return min(HIGHEST, LINE * max(lines, default=1))


def _lines(text: str, width: int) -> int:
    return sum(max(1, ceil(len(line) / (width - INDENT))) for line in text.split("\n"))


def _set_up_print(sheet: Worksheet, table: Table) -> None:
    """Across the page, as wide as it can be read; a wide table goes on beside, with what names its rows."""
    pages = ceil(sum(column.width for column in table.columns) / ACROSS)
    sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.fit_to_pages(pages, 0)
    sheet.repeat_rows(0)
    if pages > 1:
        sheet.repeat_columns(0, NAMING)
    sheet.set_footer("&L&A&R&P / &N")
