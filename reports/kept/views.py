"""The pages of kept reports: keeping one, their list, one of them, and its files."""

import json
from http import HTTPStatus
from uuid import UUID, uuid5

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from accounts.limits import take_turn
from assessments.access import fetch, refuse, visitor_of
from assessments.models import Assessment
from assessments.views.common import REFUSED, not_stored
from reports.builder.forms import ChoicesForm
from reports.builder.page import builder_page
from reports.builder.views import fetch_run
from reports.downloads import note_download
from reports.exports.forms import TYPES, Kind
from reports.kept.files import BrokenFileError, bytes_of
from reports.kept.forms import KeepForm
from reports.kept.keeping import BusyError, NotSealedError, Wanted, keep_report
from reports.kept.shown import chosen, kept_of, shown
from reports.models import KeptFile, KeptReport
from reports.paper import paper
from reports.pdf.process import PdfError
from reports.pdf_views import attachment

MOST_AN_HOUR = 60  # reports of one assessment
NOTHING_KEPT = _("Nothing was kept.")
REASONS = {
    "time": _("The PDF took longer than this server allows. Try again in a minute, or leave the PDF out."),
    "memory": _("The PDF needs more memory than this server allows. Choose fewer sections, or no PDF."),
    "failed": _("The program that makes the PDF stopped; the operator finds why in the log. Try again."),
    "busy": _("Others built reports of this assessment at the same moment. Try again."),
    "often": _("Many reports of this assessment were built within an hour. Try again later."),
}


@require_safe
@not_stored
def kept_reports(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """All of an assessment, also while it is open again."""
    assessment = fetch(request, assessment_id, "run_by")
    rows = [shown(row) for row in kept_of(assessment)]
    return render(request, "reports/kept/list.html", {"assessment": assessment, "kept": rows})


@require_POST
@not_stored
def keep(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the builder's button does; whatever is in the way, the builder comes back as it was filled in."""
    assessment = fetch_run(request, assessment_id)
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    form, keeping = ChoicesForm(request.POST), KeepForm(request.POST)
    if not form.is_valid() or not keeping.is_valid():
        return builder_page(request, assessment, form, keeping=keeping, status=REFUSED)
    if not take_turn(request, action="keep-report", key=str(assessment.pk), times=MOST_AN_HOUR):
        return _not_kept(request, assessment, form, keeping, "often")
    return _keep(request, assessment, form, keeping)


def _keep(request: HttpRequest, assessment: Assessment, form: ChoicesForm, keeping: KeepForm) -> HttpResponse:
    visitor, wanted = visitor_of(request), _wanted(form, keeping)
    try:
        report = keep_report(assessment=assessment, user=visitor.user, wanted=wanted, opened=visitor.opened)
    except NotSealedError:
        messages.warning(request, gettext("The assessment was opened again meanwhile, so nothing was kept."))
        return redirect("hub", assessment.pk)
    except PdfError as error:
        return _not_kept(request, assessment, form, keeping, error.reason)
    except BusyError:
        return _not_kept(request, assessment, form, keeping, "busy")
    said = gettext("Report %(number)d is kept. It stays as it is now, whatever changes later.")
    messages.success(request, said % {"number": report.number})
    return redirect("kept-report", assessment.pk, report.pk)


def _not_kept(
    request: HttpRequest, assessment: Assessment, form: ChoicesForm, keeping: KeepForm, reason: str
) -> HttpResponse:
    """The builder as it was filled in, with the reason."""
    keeping.add_error("kinds", NOTHING_KEPT)
    keeping.add_error("kinds", REASONS[reason])
    status = HTTPStatus.TOO_MANY_REQUESTS if reason == "often" else HTTPStatus.SERVICE_UNAVAILABLE
    return builder_page(request, assessment, form, keeping=keeping, status=status)


def _wanted(form: ChoicesForm, keeping: KeepForm) -> Wanted:
    """The same form sent twice wants the same report; with something changed in it, another."""
    choices, given = form.chosen(), keeping.cleaned_data
    state = json.dumps([choices.as_data(), given["kinds"], given["report_name"]], sort_keys=True)
    return Wanted(
        pk=uuid5(keeping.new_pk(), state), choices=choices, kinds=given["kinds"], name=given["report_name"]
    )


@require_safe
@not_stored
def kept_report(request: HttpRequest, assessment_id: UUID, kept_id: UUID) -> HttpResponse:
    """One of them: what was chosen, its files, and the way to share it."""
    assessment = fetch(request, assessment_id, "run_by")
    row = kept_of(assessment).filter(pk=kept_id).first() or refuse(visitor_of(request))
    context = {"assessment": assessment, "one": shown(row), "chosen": chosen(row)}
    return render(request, "reports/kept/report.html", context)


@require_safe
def kept_file(request: HttpRequest, assessment_id: UUID, kept_id: UUID, kind: str) -> HttpResponse:
    """A file as it was written, to download; the page is read in the browser."""
    assessment = fetch(request, assessment_id, "run_by", related=())
    files = KeptFile.objects.filter(report=kept_id, report__assessment=assessment, kind=kind)
    file = files.select_related("report").first() or refuse(visitor_of(request))
    if request.headers.get("If-None-Match") == _tag(file):
        return _cached(HttpResponseNotModified(), file)
    try:
        content = bytes_of(file)
    except BrokenFileError:
        context = {"assessment": assessment, "report": file.report}
        return render(request, "reports/kept/broken.html", context, status=HTTPStatus.INTERNAL_SERVER_ERROR)
    if kind == Kind.PAGE:
        return _page(request, file.report, content)
    if request.method == "GET":
        note_download(visitor_of(request).user, assessment.pk, file.digest)
    response = HttpResponse(content, content_type=TYPES[kind])
    return _cached(attachment(response, file.name), file)


def _page(request: HttpRequest, report: KeptReport, content: bytes) -> HttpResponse:
    return paper(
        request, title=report.name, language=report.language, accent=report.accent, body=content.decode()
    )


def _tag(file: KeptFile) -> str:
    return f'"{file.digest}"'


def _cached(response: HttpResponse, file: KeptFile) -> HttpResponse:
    """By the browser that asked for it only, which asks each time whether it may still read it."""
    response["ETag"] = _tag(file)
    response["Cache-Control"] = "private, no-cache"
    return response
