"""Finishing, closing the answering, and opening it or a sealed assessment again."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments.access import answering, fetch, forget_respondents, visitor_of
from assessments.actions import ClosedError, SealedError, closing
from assessments.content import Content
from assessments.forms.respondents import ClosingForm, WhyForm
from assessments.models import Assessment, Respondent
from assessments.progress import answers_of, progress_of
from assessments.published import content_of
from assessments.reopening import words_of
from assessments.views.common import closed_response, may_run, not_stored, sealed_response
from assessments.views.respondents import respondents_page

NUMBERS_SHOWN = _("Numbers were shown already, so that a further answer could be told from what it changes.")
NOT_REOPENABLE = {
    "late": _("An assessment can be opened again within 24 hours of its submission; that time has passed."),
    "next_round": _("The next round has begun, so this one stays as it was submitted."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def finish(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Whoever answers says that they have finished, after being told what follows from it."""
    respondent = answering(request, assessment_id)
    assessment = respondent.assessment
    if assessment.is_closed:
        return closed_response(request, assessment)
    content = content_of(assessment)
    if request.method != "POST":
        return _finish_page(request, respondent, content)
    try:
        closing.finish(respondent=respondent)
    except closing.NothingAnsweredError:
        return _finish_page(request, respondent, content, refused=True)
    except (ClosedError, SealedError):
        assessment.refresh_from_db()
        return closed_response(request, assessment)
    except Respondent.DoesNotExist:  # another device was first
        pass
    return _finished(request, respondent)


def _finish_page(
    request: HttpRequest, respondent: Respondent, content: Content, *, refused: bool = False
) -> HttpResponse:
    assessment = respondent.assessment
    progress = progress_of(content, answers_of(respondent, assessment))
    context = {
        "assessment": assessment,
        "progress": progress,
        "open": progress.total - progress.answered,
        "refused": refused,
    }
    return render(request, "assessments/respondents/finish.html", context, status=422 if refused else 200)


def _finished(request: HttpRequest, respondent: Respondent) -> HttpResponse:
    """Named ones stay where they are; for anonymous ones nothing is left to come back to."""
    assessment = respondent.assessment
    if not assessment.names_hidden:
        messages.success(request, gettext("Thank you. You have finished; you can still change your answers."))
        return redirect("hub", assessment.pk)
    forget_respondents(request, [respondent.pk])
    if may_run(visitor_of(request), assessment):
        messages.success(request, gettext("Thank you. Your answers are anonymous now."))
        return redirect("hub", assessment.pk)
    return redirect("finished")


@require_safe
def finished(request: HttpRequest) -> HttpResponse:
    """Thanks whoever finished anonymously; says nothing about anybody."""
    return render(request, "assessments/respondents/finished.html")


@require_POST
@not_stored
def closing_date(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Sets, alters or removes the closing date."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    form = ClosingForm({} if "remove" in request.POST else request.POST)
    if not form.is_valid():
        return respondents_page(request, assessment, closing_form=form, status=422)
    try:
        closing.set_closing_date(
            assessment=assessment,
            closes_at=form.cleaned_data["closes_at"],
            actor=visitor_of(request).user,
        )
    except SealedError:
        return sealed_response(request, assessment)
    except (closing.NumbersShownError, ValueError):
        messages.error(request, NUMBERS_SHOWN)
    else:
        chosen = form.cleaned_data["closes_at"]
        words = gettext("The closing date is set.") if chosen else gettext("There is no closing date.")
        messages.success(request, words)
    return redirect("respondents", assessment.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def close(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Closes the answering before its date, after asking once more."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    if request.method != "POST":
        return render(request, "assessments/respondents/close.html", {"assessment": assessment})
    try:
        closing.close_answering(assessment=assessment, actor=visitor_of(request).user)
    except SealedError:
        return sealed_response(request, assessment)
    messages.success(request, gettext("The answering is closed."))
    return redirect("respondents", assessment.pk)


@require_POST
def open_again(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Takes answers again while the assessment is not submitted."""
    assessment = fetch(request, assessment_id, "run_by")
    try:
        closing.open_answering(assessment=assessment, actor=visitor_of(request).user)
    except SealedError:
        return sealed_response(request, assessment)
    except closing.NumbersShownError:
        messages.error(request, NUMBERS_SHOWN)
    else:
        messages.success(request, gettext("Answers are taken again."))
    return redirect("respondents", assessment.pk)


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def reopen(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Opens a sealed assessment again, with a reason that its report shows."""
    assessment = fetch(request, assessment_id, "run_by")
    if not assessment.is_sealed:
        return redirect("hub", assessment.pk)
    form = WhyForm(request.POST if request.method == "POST" else None)
    code = closing.why_not_reopenable(assessment)
    if code or not form.is_valid():
        return _reopen_page(request, assessment, form, code)
    try:
        closing.reopen(assessment=assessment, why=form.cleaned_data["why"], actor=visitor_of(request).user)
    except closing.NotReopenableError as error:
        return _reopen_page(request, assessment, form, error.code)
    messages.success(request, gettext("The assessment is open again. Submit it anew when it is right."))
    return redirect("hub", assessment.pk)


def _reopen_page(request: HttpRequest, assessment: Assessment, form: WhyForm, code: str) -> HttpResponse:
    summary = form.summary() if form.is_bound else []
    context = {
        "assessment": assessment,
        "form": form,
        "summary": summary,
        "refused": NOT_REOPENABLE.get(code, "") or words_of(code),
    }
    status = 409 if code and request.method == "POST" else 422 if summary else 200
    return render(request, "assessments/respondents/reopen.html", context, status=status)
