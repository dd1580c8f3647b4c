"""Batches as tests ask for them, and what is in their files."""

import io
import zipfile
from typing import Any

from django.utils import translation
from openpyxl import load_workbook

from accounts.models import User
from assessments.models import Assessment
from reports.batches.actions import ask_for_batch
from reports.models import Batch, ReportFile
from reports.pdf.digest import digest_of
from reports.report import build
from reports.source import source_of


def ask(user: User, *assessments: Assessment, language: str = "en") -> Batch:
    return ask_for_batch(
        user=user,
        assessments=[assessment.pk for assessment in assessments],
        language=language,
        base_url="https://maturity.example",
    )


def store_pdf(sealed: Assessment) -> None:
    """As if its PDF had been downloaded before, in a moment instead of a second."""
    with translation.override(sealed.report_language):
        report = build(source_of(sealed))
    digest = digest_of(report, report.language)
    ReportFile.objects.create(
        assessment=sealed, digest=digest, language=report.language, name="a.pdf", content=b"%PDF-1.7 stored"
    )


def files_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def sheets_of(content: bytes) -> dict[str, list[dict[str, Any]]]:
    """The rows of every sheet of the spreadsheet, by their heads."""
    book = load_workbook(io.BytesIO(content))
    found = {}
    for sheet in book:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return found
