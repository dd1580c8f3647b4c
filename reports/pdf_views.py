"""The download of a report as PDF: stored under its digest, served again by one authorised query."""

from http import HTTPStatus
from urllib.parse import quote
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from assessments.access import fetch, visitor_of
from assessments.models import Assessment
from reports.downloads import note_download
from reports.made import made_of, sample_made
from reports.models import ReportFile
from reports.pdf.document import plain_file_name
from reports.pdf.process import PdfError
from reports.pdf.storage import make
from reports.report import Report
from reports.source import source_of

YEAR = 365 * 24 * 3600


@require_safe
def report_pdf(request: HttpRequest, assessment_id: UUID, digest: str) -> HttpResponse:
    """The PDF of an assessment's report; a digest of an older state leads to the current one."""
    visitor = visitor_of(request)
    files = ReportFile.objects.readable_by(visitor, assessment=assessment_id, digest=digest)
    stored = _stored(request, files, digest)
    if stored is not None:
        return _noted(request, assessment_id, stored)
    assessment = fetch(request, assessment_id, "reported_to")
    with translation.override(assessment.report_language):
        made = made_of(source_of(assessment, opened=visitor.opened))
    if made.digest != digest:
        return redirect("report-pdf", assessment.pk, made.digest)
    return _noted(request, assessment_id, _made(request, made.report, assessment))


@require_safe
def sample_pdf(request: HttpRequest, digest: str) -> HttpResponse:
    """The PDF of the sample report, for everybody."""
    stored = _stored(request, ReportFile.objects.filter(assessment=None, digest=digest), digest)
    if stored is not None:
        return stored
    made = sample_made()
    if made.digest != digest:
        return redirect("sample-pdf", made.digest)
    return _made(request, made.report, None)


def _stored(request: HttpRequest, files: QuerySet[ReportFile], digest: str) -> HttpResponse | None:
    if request.META.get("HTTP_IF_NONE_MATCH") == f'"{digest}"' and files.exists():
        return _cached(HttpResponseNotModified(), digest)
    rows = list(files.values_list("name", "content"))  # at most one, by constraint
    return _download(*rows[0], digest) if rows else None


def _noted(request: HttpRequest, assessment_id: UUID, response: HttpResponse) -> HttpResponse:
    if response.status_code == HTTPStatus.OK and request.method == "GET":
        note_download(visitor_of(request).user, assessment_id, response["ETag"].strip('"'))
    return response


def _made(request: HttpRequest, report: Report, assessment: Assessment | None) -> HttpResponse:
    try:
        with translation.override(report.language):
            file = make(report=report, assessment=assessment)
    except PdfError as error:
        report_url = reverse("report", args=[assessment.pk]) if assessment else reverse("sample")
        context = {"reason": error.reason, "report_url": report_url}
        return render(request, "reports/pdf_error.html", context, status=503)
    return _download(file.name, file.content, file.digest)


def _download(name: str, content: bytes | memoryview, digest: str) -> HttpResponse:
    response = attachment(HttpResponse(content, content_type="application/pdf"), name)
    return _cached(response, digest)


def attachment(response: HttpResponse, name: str) -> HttpResponse:
    """As a file to keep, with its name in ASCII for programs that know nothing else."""
    plain = plain_file_name(name)
    response["Content-Disposition"] = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
    return response


def _cached(response: HttpResponse, digest: str) -> HttpResponse:
    """What a digest names never changes; the session makes it vary by cookie, so by visitor."""
    response["ETag"] = f'"{digest}"'
    response["Cache-Control"] = f"private, max-age={YEAR}, immutable"
    return response
