"""Every form of a report as plain text and numbers, to compare them."""

import csv
import io
import json
import re
from dataclasses import dataclass, fields, is_dataclass
from decimal import Decimal
from html.parser import HTMLParser
from typing import Any
from zipfile import ZipFile

from django.template.loader import render_to_string
from openpyxl import load_workbook

from reports.exports import csv_tables, data, page, word, workbook
from reports.exports.forms import Pictures
from reports.made import context_of
from reports.report import Report
from reports.report.choices import Choices
from reports.source import Source
from tests.reports.word_files import opened, text_of

SPACES, UNSEEN = re.compile(r"\s+"), re.compile("[\u200b\u00ad\u2060]")


@dataclass(frozen=True)
class Form:
    """What can be read in a form, its spaces made one, and the numbers that it holds as numbers."""

    text: str
    numbers: frozenset[float] = frozenset()

    def has(self, text: str) -> bool:
        return plain(text) in self.text


class _Reader(HTMLParser):
    """Collects what is read, and the texts of pictures; a block ends a word."""

    INLINE = frozenset({"b", "strong", "em", "a", "span", "small", "tspan", "sup", "wbr", "i"})

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.pieces: list[str] = []
        self.within: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in self.INLINE:
            self.pieces.append(" ")
        self.pieces += [f" {value} " for name, value in attrs if name in {"alt", "aria-label"} and value]

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.INLINE:
            self.pieces.append(" ")

    def handle_data(self, data: str) -> None:
        self.pieces.append(data)


def plain(text: str) -> str:
    return SPACES.sub(" ", UNSEEN.sub("", text)).strip()


def read_html(markup: str) -> str:
    reader = _Reader()
    reader.feed(re.sub(r"<(script|style)\b.*?</\1>", " ", markup, flags=re.DOTALL))
    return plain("".join(reader.pieces))


def screen_of(report: Report) -> Form:
    """The report's page as every reader gets it."""
    return Form(read_html(render_to_string("reports/_body.html", context_of(report))))


def forms_of(report: Report, source: Source, choices: Choices) -> dict[str, Form]:
    """The forms by their names; the language of the report has to be active."""
    return {
        "page": Form(read_html(page.write(report, Pictures()))),
        "docx": _docx(word.write(report, Pictures())),
        "xlsx": _xlsx(workbook.write(report)),
        "csv": _csv(csv_tables.write(report)),
        "json": _json(data.write(report, source, choices)),
    }


def _docx(content: bytes) -> Form:
    document = opened(content)
    body = document.element.body
    pictures = [one.get("descr") or "" for one in body.iter() if one.get("descr")]
    around = [text_of(part._element) for one in document.sections for part in (one.header, one.footer)]
    return Form(plain(" ".join([text_of(body), *pictures, *around])))


def _xlsx(content: bytes) -> Form:
    sheets = load_workbook(io.BytesIO(content)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row]
    return _read([*(sheet.title for sheet in sheets), *cells])


def _csv(content: bytes) -> Form:
    with ZipFile(io.BytesIO(content)) as files:
        cells = [
            cell
            for name in files.namelist()
            for row in csv.reader(io.StringIO(files.read(name).decode("utf-8-sig"), newline=""))
            for cell in row
        ]
    return _read([_number(cell) for cell in cells])


def _number(cell: str) -> str | float:
    return float(cell) if re.fullmatch(r"-?\d+(\.\d+)?", cell) else cell


def _json(content: bytes) -> Form:
    found: list[Any] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict | list):
            for part in value.values() if isinstance(value, dict) else value:
                walk(part)
        else:
            found.append(value)

    walk(json.loads(content))
    return _read(found)


def _read(cells: list[Any]) -> Form:
    numbers = {float(one) for one in cells if isinstance(one, int | float) and not isinstance(one, bool)}
    return Form(plain(" \n ".join(str(one) for one in cells if one is not None)), frozenset(numbers))


def leaves(value: Any, path: str = "") -> list[tuple[str, Any]]:
    """Every text and number with the names of the fields that lead to it: "gaps.steps.text"."""
    if is_dataclass(value):
        within = [(f"{path}.{field.name}".strip("."), getattr(value, field.name)) for field in fields(value)]
        return [found for name, part in within for found in leaves(part, name)]
    if isinstance(value, tuple):
        return [found for part in value for found in leaves(part, path)]
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return [(path, value)] if is_number or (isinstance(value, str) and value.strip()) else []
