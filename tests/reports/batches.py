"""Batches as tests ask for them, and what is in their files."""

import io
import zipfile
from typing import Any

from openpyxl import load_workbook

from accounts.models import User
from assessments.models import Assessment
from reports.batches.actions import ask_for_batch
from reports.models import Batch


def ask(user: User, *assessments: Assessment, language: str = "en") -> Batch:
    return ask_for_batch(
        user=user,
        assessments=[assessment.pk for assessment in assessments],
        language=language,
        base_url="https://maturity.example",
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
