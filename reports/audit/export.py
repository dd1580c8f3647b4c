"""The log as a file: CSV, sent while it is written, or a spreadsheet."""

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from xlsxwriter import Workbook

from accounts.cells import is_risky, plain
from reports.audit.entries import Entry, Key, entries_of

CHUNK = 500
BYTE_ORDER_MARK = "\ufeff"  # or Excel takes the file for the system's old letters
WIDTHS = (20, 28, 36, 50, 28, 28)


class _Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        return text


def heads() -> list[str]:
    return [
        _("When"),
        pgettext("head of a column", "Who"),
        pgettext("head of a column", "What"),
        _("Of what"),
        _("In detail"),
        _("Assessment"),
    ]


def csv_of(keys: Sequence[Key]) -> Iterator[str]:
    """The lines; times as ISO 8601 in the site's zone, and no text that a spreadsheet would reckon with."""
    writer = csv.writer(_Echo())
    yield BYTE_ORDER_MARK + writer.writerow(heads())
    for entry in _entries(keys):
        at = timezone.localtime(entry.at).isoformat(timespec="seconds")
        yield writer.writerow([at, *map(plain, _texts(entry))])


def spreadsheet_of(keys: Sequence[Key]) -> bytes:
    """The same with times as times."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "log.xlsx"
        _write(path, keys)
        return path.read_bytes()


def _write(path: Path, keys: Sequence[Key]) -> None:
    options = {
        "constant_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
    }
    with Workbook(path, options) as book:
        bold, text = book.add_format({"bold": True, "bottom": 1}), book.add_format({})
        risky = book.add_format({"quote_prefix": True})
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"})
        sheet = book.add_worksheet(pgettext("name of a sheet", "Log"))
        for column, (head, width) in enumerate(zip(heads(), WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, head, bold)
        for number, entry in enumerate(_entries(keys), start=1):
            sheet.write_datetime(number, 0, timezone.localtime(entry.at), moment)
            for column, said in enumerate(_texts(entry), start=1):
                sheet.write_string(number, column, said, risky if is_risky(said) else text)
        sheet.freeze_panes(1, 0)
        sheet.autofilter(0, 0, max(1, len(keys)), len(WIDTHS) - 1)


def _entries(keys: Sequence[Key]) -> Iterator[Entry]:
    for start in range(0, len(keys), CHUNK):
        yield from entries_of(keys[start : start + CHUNK])


def _texts(entry: Entry) -> tuple[str, ...]:
    return (entry.who, entry.what, entry.subject, entry.more, entry.assessment)
