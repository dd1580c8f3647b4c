"""levels.xlsx: numbers as numbers, every text as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from accounts.cells import is_risky
from reports.batches.rows import Row

NAME = "levels.xlsx"
SHEET_NAME = 31  # characters that Excel takes
Value = str | int | float | date | None
Heads = list[tuple[str, int]]  # with the widths of their columns


@dataclass(frozen=True, slots=True)
class Formats:
    """How cells look."""

    head: Format
    text: Format
    risky: Format
    date: Format


def write_spreadsheet(path: Path, rows: Sequence[Row]) -> None:
    """Writes the assessments, their domains and their gaps, in the active language."""
    # Nothing that somebody typed becomes a formula, a link or a number.
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(path, options) as book:
        book.set_properties({"title": _("Levels of several assessments"), "author": _("Sales maturity")})
        top = {"valign": "top", "text_wrap": True}
        formats = Formats(
            head=book.add_format({"bold": True, "bottom": 1, **top}),
            text=book.add_format(top),
            risky=book.add_format({"quote_prefix": True, **top}),
            date=book.add_format({"num_format": "yyyy-mm-dd", "valign": "top"}),
        )
        for name, heads, cells in (_assessments(rows), _domains(rows), _gaps(rows)):
            _fill(book.add_worksheet(name[:SHEET_NAME]), heads, cells, formats)


def _assessments(rows: Sequence[Row]) -> tuple[str, Heads, list[list[Value]]]:
    heads = [
        *_shared_heads(),
        (_("Framework"), 26),
        (_("Version"), 9),
        (_("Rubric"), 14),
        (_("Levels of the rubric"), 10),
        (_("Overall level claimed"), 10),
        (_("Overall level evidenced"), 10),
        (_("Overall level possible"), 10),
        (_("Result"), 34),
        (_("Respondents"), 13),
        (_("File"), 40),
        (_("Why the PDF is missing"), 34),
    ]
    cells = [
        [
            *_shared(row),
            *(row.framework, row.version, row.rubric, row.top),
            *(row.claimed, row.evidenced, row.potential, row.verdict),
            *(row.respondents, row.file, row.problem),
        ]
        for row in rows
    ]
    return pgettext("name of a sheet", "Assessments"), heads, cells


def _domains(rows: Sequence[Row]) -> tuple[str, Heads, list[list[Value]]]:
    heads = [
        *_shared_heads(),
        (_("Domain"), 30),
        (_("Level claimed"), 10),
        (_("Level evidenced"), 10),
        (_("Level possible"), 10),
        (_("Percent of the way to the next level"), 14),
        (_("Levels of the rubric"), 10),
        (_("Result"), 34),
    ]
    cells = [
        [
            *_shared(row),
            *(domain.name, domain.claimed, domain.evidenced, domain.potential),
            *(domain.progress, row.top, domain.verdict),
        ]
        for row in rows
        for domain in row.domains
    ]
    return pgettext("name of a sheet", "Domains"), heads, cells


def _gaps(rows: Sequence[Row]) -> tuple[str, Heads, list[list[Value]]]:
    heads = [
        *_shared_heads(),
        (_("Number of the gap"), 10),
        (_("Domain"), 30),
        (_("From level"), 10),
        (_("To level"), 10),
        (_("Impact"), 10),
        (_("Finding"), 60),
    ]
    cells = [
        [*_shared(row), gap.number, gap.name, gap.current, gap.target, gap.impact, gap.finding]
        for row in rows
        for gap in row.gaps
    ]
    return pgettext("name of a sheet", "Gaps"), heads, cells


def _shared_heads() -> Heads:
    return [(_("Organisation"), 28), (_("Team"), 24), (_("Assessment"), 24), (_("Submitted"), 12)]


def _shared(row: Row) -> list[Value]:
    return [row.organisation, row.team, row.title, row.submitted]


def _fill(sheet: Worksheet, heads: Heads, cells: list[list[Value]], formats: Formats) -> None:
    for column, (head, width) in enumerate(heads):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, head, formats.head)
    for number, line in enumerate(cells, start=1):
        for column, value in enumerate(line):
            _write(sheet, number, column, value, formats)
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(cells)), len(heads) - 1)


def _write(sheet: Worksheet, row: int, column: int, value: Value, formats: Formats) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value, formats.risky if is_risky(value) else formats.text)
    elif isinstance(value, date):
        sheet.write_datetime(row, column, value, formats.date)
    else:
        sheet.write_number(row, column, value, formats.text)


def file_name_of_today() -> str:
    """ "sales-maturity-reports-2026-11-21.zip", in the active language."""
    begun = pgettext("beginning of a file name", "sales-maturity-reports")
    return f"{begun}-{timezone.localdate().isoformat()}.zip"
