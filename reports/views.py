"""The report on screen: of an assessment, and the public sample."""

from uuid import UUID

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST, require_safe

from assessments.access import fetch, return_url, visitor_of
from assessments.actions import change_report_language
from assessments.forms.report_language import ReportLanguageForm
from assessments.reopening import reason_against
from assessments.views.common import may_run
from reports.beside import beside_of
from reports.made import made_of, sample_made
from reports.models import KeptReport
from reports.pdf.process import prepare
from reports.source import RELATED, UNREAD, source_of


@require_safe
@cache_control(private=True)
def report(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The report of a sealed assessment, in the language that it was made in, whoever reads it."""
    assessment = fetch(request, assessment_id, "reported_to", related=RELATED, unread=UNREAD)
    visitor = visitor_of(request)
    with translation.override(assessment.report_language):
        made = made_of(source_of(assessment, opened=visitor.opened))
        beside = beside_of(visitor, assessment)
        # For consultants' eyes: a source of its own, so that what all readers share never holds a draft.
        drafts = beside is not None and beside.drafts > 0
        shown = made_of(source_of(assessment, drafts=True, opened=visitor.opened)) if drafts else made
    prepare()
    runs = may_run(visitor, assessment)
    renewable = runs and not assessment.next_rounds.exists()
    context = {
        "report": made.report,
        "body": shown.body,
        "beside": beside,
        "pdf_url": reverse("report-pdf", args=[assessment.pk, made.digest]),
        "assessment": assessment,
        "runs": runs,
        "kept": KeptReport.objects.filter(assessment=assessment).count() if runs else 0,
        "renewable": renewable,
        "reopenable": renewable and assessment.is_reopenable and not reason_against(assessment),
        "foreign_language": _foreign_language(made.report.language),
        "return_url": return_url(request, assessment) if assessment.is_anonymous else "",
    }
    return render(request, "reports/report.html", context)


def _foreign_language(code: str) -> str:
    """The language of a report, named in the page's; "" where they are the same."""
    if code == translation.get_language():
        return ""
    return str(translation.get_language_info(code)["name_translated"])


@require_POST
def report_language(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Makes the report in another language, for everybody; its numbers stay."""
    assessment = fetch(request, assessment_id, "run_by")
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    form = ReportLanguageForm(request.POST)
    if not form.is_valid():
        raise BadRequest("Not a language of this site")
    change_report_language(assessment=assessment, language=form.cleaned_data["report_language"])
    return redirect("report", assessment.pk)


@require_safe
def sample(request: HttpRequest) -> HttpResponse:
    """The same page for a fictional company, for everybody."""
    made = sample_made()
    prepare()
    pdf_url = reverse("sample-pdf", args=[made.digest])
    return render(
        request, "reports/report.html", {"report": made.report, "body": made.body, "pdf_url": pdf_url}
    )
