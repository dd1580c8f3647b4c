"""The report on screen: of an assessment, and the public sample."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.access import fetch
from reports import charts
from reports.pdf import digest_of
from reports.pdf.process import prepare
from reports.plotly_figures import gap_figure, radar_figure
from reports.report import Report, build
from reports.sample import sample_report
from reports.source import source_of


@require_safe
@cache_control(private=True)
def report(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The report of a sealed assessment."""
    assessment = fetch(request, assessment_id, "reported_to")
    made = build(source_of(assessment))
    pdf_url = reverse("report-pdf", args=[assessment.pk, digest_of(made, made.language)])
    prepare()
    context = {**page(made), "assessment": assessment, "pdf_url": pdf_url}
    return render(request, "reports/report.html", context)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """The same page for a fictional company, for everybody."""
    made = sample_report()
    pdf_url = reverse("sample-pdf", args=[digest_of(made, made.language)])
    prepare()
    return render(request, "reports/report.html", {**page(made), "pdf_url": pdf_url})


def page(made: Report) -> dict[str, Any]:
    """The report with its pictures, as the template shows it."""
    return {
        "report": made,
        "radar": charts.radar(made.profile),
        "claims": charts.claims(made.profile),
        "gap_bars": charts.gap_bars(made.gap_chart),
        "ladder": charts.ladder(made.headline.level, made.headline.evidenced, made.top, made.headline.answer),
        "domains": [
            (domain, charts.ladder(domain.level, domain.evidenced, made.top, domain.verdict))
            for domain in made.domains
        ],
        "radar_figure": radar_figure(made.profile),
        "gap_figure": gap_figure(made.gap_chart),
    }
