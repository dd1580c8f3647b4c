"""The tables as CSV files in one ZIP: UTF-8 with its mark, commas, and lines that end as RFC 4180 asks."""

import codecs
import csv
import io
import zipfile
from datetime import date
from decimal import Decimal

from accounts.cells import plain
from reports.exports.tables import tables_of
from reports.exports.tables_shapes import Table, Value
from reports.report import Report

BEGINNING = (1980, 1, 1, 0, 0, 0)  # the oldest time that a ZIP knows: the same bytes for the same report


def write(report: Report) -> bytes:
    """One file a table, numbered in their order: "01-overview.csv"."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(tables_of(report), 1):
            entry = zipfile.ZipInfo(f"{number:02d}-{one.code}.csv", BEGINNING)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, csv_of(one))
    return target.getvalue()


def csv_of(table: Table) -> bytes:
    """One table; numbers with a decimal point and days as ISO 8601 in every language."""
    lines = io.StringIO(newline="")
    writer = csv.writer(lines)
    writer.writerow([plain(column.label) for column in table.columns])
    writer.writerows([_cell(value) for value in row] for row in table.rows)
    return codecs.BOM_UTF8 + lines.getvalue().encode()


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
