"""The report on screen: of an assessment, and the public sample."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.access import fetch, return_url
from reports.made import made_of, sample_made
from reports.pdf.process import prepare
from reports.source import RELATED, source_of


@require_safe
@cache_control(private=True)
def report(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The report of a sealed assessment."""
    assessment = fetch(request, assessment_id, "reported_to", related=RELATED)
    made = made_of(source_of(assessment))
    prepare()
    context = {
        "report": made.report,
        "body": made.body,
        "pdf_url": reverse("report-pdf", args=[assessment.pk, made.digest]),
        "assessment": assessment,
        "return_url": return_url(request, assessment) if assessment.is_anonymous else "",
    }
    return render(request, "reports/report.html", context)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """The same page for a fictional company, for everybody."""
    made = sample_made()
    prepare()
    pdf_url = reverse("sample-pdf", args=[made.digest])
    return render(
        request, "reports/report.html", {"report": made.report, "body": made.body, "pdf_url": pdf_url}
    )
