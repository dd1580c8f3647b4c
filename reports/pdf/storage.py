"""Stored PDFs: made once, then served as they are."""

from typing import TYPE_CHECKING

from django.db import transaction

from assessments.models import Assessment
from reports.models import ReportFile
from reports.pdf.digest import digest_of
from reports.pdf.document import file_name, to_html
from reports.pdf.process import render_pdf

if TYPE_CHECKING:
    from reports.report import Report


def make(*, report: "Report", assessment: Assessment | None) -> ReportFile:
    """Renders and stores the PDF; None stands for the sample. Raises PdfError, and then nothing is stored.

    Of two that do so at once the first one's row stays. Files that no link leads to any more are dropped.
    """
    file = ReportFile(
        assessment=assessment,
        digest=digest_of(report, report.language),
        language=report.language,
        name=file_name(report),
        content=render_pdf(to_html(report)),
    )
    with transaction.atomic():
        same = ReportFile.objects.filter(assessment=assessment, language=report.language)
        same.exclude(digest=file.digest).delete()
        ReportFile.objects.bulk_create([file], ignore_conflicts=True)
    return file
