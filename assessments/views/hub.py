"""The task list of an assessment, and moving it into an account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.access import fetch, return_url, visitor_of
from assessments.forms.set_up import AddressForm
from assessments.progress import answers_of, progress_of, team_progress
from assessments.published import content_of
from assessments.views.common import may_read, may_run, not_stored


@require_safe
@not_stored
def hub(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Where every part of the assessment starts from; a submitted one leads to its report."""
    assessment = fetch(request, assessment_id, "open_to")
    visitor = visitor_of(request)
    if assessment.is_sealed and may_read(visitor, assessment):
        return redirect("report", assessment.pk)
    respondent = assessment.respondent_of(visitor)
    content = content_of(assessment)
    progress = (
        progress_of(content, answers_of(respondent, assessment))
        if respondent is not None
        else team_progress(assessment, content)
    )
    runs = may_run(visitor, assessment)
    context = {
        "assessment": assessment,
        "respondent": respondent,
        "progress": progress,
        "runs": runs,
        "return_url": return_url(request, assessment) if assessment.is_anonymous and runs else "",
        "address_form": AddressForm(),
    }
    return render(request, "assessments/hub.html", context)


@require_POST
def claim(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Moves an assessment that this browser made into the account that is signed in."""
    assessment = fetch(request, assessment_id, "run_by")
    visitor = visitor_of(request)
    if visitor.user is None:
        return redirect_to_login(reverse("hub", args=[assessment.pk]))
    try:
        actions.claim(assessment=assessment, user=visitor.user)
    except ValueError:
        raise Http404 from None
    messages.success(
        request, gettext("The assessment is in your account now. Its secret link does not work any more.")
    )
    return redirect("hub", assessment.pk)
