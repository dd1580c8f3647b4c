"""The report's charts as files, for slides: each as SVG and as PNG."""

import hashlib
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils import translation
from django.views.decorators.http import require_safe

from assessments.access import fetch, visitor_of
from reports.charts import Svg
from reports.downloads import note_download
from reports.exports.charts import CHARTS, svg_of
from reports.exports.charts_png import png_of
from reports.made import made_of
from reports.pdf.document import file_name
from reports.pdf_views import attachment
from reports.report import Report
from reports.source import RELATED, UNREAD, source_of

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


@require_safe
def report_chart(request: HttpRequest, assessment_id: UUID, name: str, ending: str) -> HttpResponse:
    """A chart of the report as it is now, as an attachment; 404 for one that the report does not have."""
    assessment = fetch(request, assessment_id, "reported_to", related=RELATED, unread=UNREAD)
    if name not in CHARTS or ending not in TYPES:
        raise Http404
    visitor = visitor_of(request)
    with translation.override(assessment.report_language):
        report = made_of(source_of(assessment, opened=visitor.opened)).report
        svg, called = _drawn(report, name), chart_file_name(report, name, ending)
    digest = hashlib.sha256(svg.encode()).hexdigest()
    if request.META.get("HTTP_IF_NONE_MATCH") == f'"{digest}-{ending}"':
        return _private(HttpResponseNotModified(), digest, ending)
    content = svg.encode() if ending == "svg" else png_of(svg)
    if request.method == "GET":
        note_download(visitor.user, assessment.pk, digest)
    answer = attachment(HttpResponse(content, content_type=TYPES[ending]), called)
    # Should a browser show the file all the same, it does so without any right.
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["X-Content-Type-Options"] = "nosniff"
    return _private(answer, digest, ending)


def chart_file_name(report: Report, name: str, ending: str) -> str:
    """ "sales-maturity-field-sales-2026-11-21-radar.svg"."""
    return f"{file_name(report).removesuffix('.pdf')}-{name}.{ending}"


def _drawn(report: Report, name: str) -> Svg:
    try:
        return svg_of(report, name)
    except KeyError:
        raise Http404 from None


def _private(answer: HttpResponse, digest: str, ending: str) -> HttpResponse:
    """To be asked for anew each time: the address stays while the report may change."""
    answer["ETag"] = f'"{digest}-{ending}"'
    answer["Cache-Control"] = "private, no-cache"
    return answer
