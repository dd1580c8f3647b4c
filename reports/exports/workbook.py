"""The tables as a spreadsheet: numbers as numbers, days as days, and every text as text."""

import io
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

from django.utils.translation import gettext as _
from xlsxwriter import Workbook

from reports.exports.tables import tables_of
from reports.exports.tables_shapes import Table
from reports.exports.tables_sheet import Formats, fill
from reports.report import Report

SHEET_NAME = 31  # characters that Excel takes
NO_NAME = re.compile(r"[\[\]:*?/\\]")
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
            fill(book.add_worksheet(sheet_name(one.title, taken)), one, formats)


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
