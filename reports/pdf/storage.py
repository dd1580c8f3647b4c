"""Stored PDFs: made once, then served as they are."""

from typing import TYPE_CHECKING

from django.db import transaction

from accounts.models import Logo
from assessments.models import Assessment
from reports.exports.forms import Pictures
from reports.models import ReportFile
from reports.pdf.digest import digest_of
from reports.pdf.document import file_name, to_html
from reports.pdf.process import PdfError, render_pdf

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
        content=render_pdf(to_html(report, pictures=Pictures(organisation=_logo(report, assessment)))),
    )
    with transaction.atomic():
        same = ReportFile.objects.filter(assessment=assessment, language=report.language)
        same.exclude(digest=file.digest).delete()
        ReportFile.objects.bulk_create([file], ignore_conflicts=True)
    return file


def _logo(report: "Report", assessment: Assessment | None) -> bytes:
    """The logo that the report names. Raises PdfError when another one has taken its place meanwhile."""
    if report.logo is None or assessment is None:
        return b""
    logos = Logo.objects.filter(organisation=assessment.organisation_id, digest=report.logo.digest)
    content = logos.values_list("content", flat=True).first()
    if content is None:
        raise PdfError("failed")
    return bytes(content)
