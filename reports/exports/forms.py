"""Every form that a report can be had in, and its file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reports.models import KeptFile
from reports.pdf.document import file_name
from reports.report import Report
from reports.report.choices import Choices
from reports.source import Source

Kind = KeptFile.Kind
ENDINGS: Mapping[str, str] = {
    Kind.PDF: ".pdf",
    Kind.DOCX: ".docx",
    Kind.XLSX: ".xlsx",
    Kind.CSV: "-csv.zip",
    Kind.JSON: ".json",
    Kind.CHARTS: "-charts.zip",
    Kind.PAGE: ".html",
}
TYPES: Mapping[str, str] = {
    Kind.PDF: "application/pdf",
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Kind.CSV: "application/zip",
    Kind.JSON: "application/json",
    Kind.CHARTS: "application/zip",
    Kind.PAGE: "text/html; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Pictures:
    """The PNGs that the report names: the logos of the organisation and of the consultancy, b"" without."""

    organisation: bytes = b""
    consultancy: bytes = b""


@dataclass(frozen=True, slots=True)
class Material:
    """All that the forms are made from. ``source`` is the whole one: only the data that can be imported
    again reads it, as far as the choices let it.
    """

    report: Report
    source: Source
    choices: Choices
    pictures: Pictures = Pictures()


def content_of(kind: str, material: Material) -> bytes:
    """The file of this kind, in the active language, which has to be the report's. Raises PdfError."""
    return _writers()[kind](material)


def name_of(kind: str, report: Report) -> str:
    """ "sales-maturity-field-sales-2026-11-21.docx"; a kept report's ends with its number: "…-21-3.docx"."""
    number = f"-{report.issue.number}" if report.issue else ""
    return file_name(report).removesuffix(".pdf") + number + ENDINGS[kind]


def _writers() -> Mapping[str, Callable[[Material], bytes]]:
    """Imported where they write: their libraries are large."""
    from reports.exports import charts, csv_tables, data, page, word, workbook
    from reports.pdf.document import to_html
    from reports.pdf.process import render_pdf

    return {
        Kind.PDF: lambda one: render_pdf(to_html(one.report, pictures=one.pictures)),
        Kind.DOCX: lambda one: word.write(one.report, one.pictures),
        Kind.XLSX: lambda one: workbook.write(one.report),
        Kind.CSV: lambda one: csv_tables.write(one.report),
        Kind.JSON: lambda one: data.write(one.report, one.source, one.choices),
        Kind.CHARTS: lambda one: charts.write(one.report),
        Kind.PAGE: lambda one: page.write(one.report, one.pictures).encode(),
    }
