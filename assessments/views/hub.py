"""The task list of an assessment, and moving it into an account."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Organisation, User
from assessments import actions
from assessments.access import RELATED, answer_path, fetch, return_url, visitor_of
from assessments.asked_people import people_of
from assessments.forms.claiming import ClaimForm
from assessments.forms.set_up import AddressForm, organisations_run_by
from assessments.held import forget
from assessments.models import Assessment, Respondent, RespondentInvitation
from assessments.progress import answers_of, progress_of, team_progress
from assessments.published import content_of
from assessments.responses import counted
from assessments.views.common import MAILED, may_read, may_run, not_stored


@require_safe
@not_stored
def hub(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Where every part of the assessment starts from; a submitted one leads to its report."""
    assessment = fetch(request, assessment_id, "open_to", related=(*RELATED, "workshop"))
    if assessment.is_sealed and may_read(visitor_of(request), assessment):
        return redirect("report", assessment.pk)
    return hub_page(request, assessment, AddressForm())


def hub_page(request: HttpRequest, assessment: Assessment, address_form: AddressForm) -> HttpResponse:
    """The page; 422 where the form that mails the link has errors."""
    visitor = visitor_of(request)
    respondent = assessment.respondent_of(visitor)
    content = content_of(assessment)
    progress = (
        progress_of(content, answers_of(respondent, assessment))
        if respondent is not None
        else team_progress(assessment, content)
    )
    runs = may_run(visitor, assessment)
    unclaimed = runs and assessment.is_anonymous
    personal = personal_link(request, respondent)
    context = {
        "assessment": assessment,
        "respondent": respondent,
        "progress": progress,
        "runs": runs,
        "unclaimed": unclaimed,
        "return_url": return_url(request, assessment) if unclaimed else personal,
        "personal": bool(personal),
        **_team_hidden(assessment, respondent),
        **(_asked(assessment) if runs and not assessment.is_sealed else {}),
        "unfold_link": address_form.errors
        or (not progress.answered and str(assessment.pk) not in request.session.get(MAILED, [])),
        "next_domain": progress.next_open,
        "address_form": address_form,
        "summary": [("id_email", error) for error in address_form.errors.get("email", [])],
        "page_address": assessment.get_absolute_url(),
    }
    return render(request, "assessments/hub.html", context, status=422 if address_form.errors else 200)


def _team_hidden(assessment: Assessment, respondent: Respondent | None) -> dict[str, object]:
    """What is shown in place of the team's progress where respondents are anonymous: how many finished."""
    hidden = assessment.names_hidden and respondent is None
    return {"team_hidden": hidden, "finished_count": counted(assessment).count() if hidden else 0}


def _asked(assessment: Assessment) -> dict[str, object]:
    """Whether others were asked, and how many have finished; not here where they are anonymous."""
    if not assessment.invitations.exists():
        return {"asked": assessment.join_open}
    finished = "" if assessment.names_hidden else people_of(assessment).summary
    return {"asked": True, "finished": finished}


def personal_link(request: HttpRequest, respondent: Respondent | None) -> str:
    """The link by which whoever answers without an account comes back, or ""."""
    if respondent is None or respondent.user_id is not None or respondent.is_opener:
        return ""
    invitation = RespondentInvitation.objects.filter(respondent=respondent).first()
    return request.build_absolute_uri(answer_path(invitation)) if invitation is not None else ""


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def claim(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Moves an assessment that this browser made into the account that is signed in, by its button only.

    Signing up and logging in lead to the page with that button.
    """
    assessment = fetch(request, assessment_id, "run_by")
    user = visitor_of(request).user
    if user is None:
        return redirect_to_login(request.path)
    if not assessment.is_anonymous and assessment.owner_id != user.pk:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = ClaimForm(sent, user=user)
    if assessment.organisation_id:
        return redirect(assessment)
    if request.method != "POST" or not form.is_valid():
        organisations = organisations_run_by(user).exists()
        context = {"assessment": assessment, "form": form, "organisations": organisations}
        return render(request, "assessments/claim.html", context, status=422 if form.errors else 200)
    if assessment.is_anonymous or form.cleaned_data["organisation"]:
        _move(request, assessment, user, form.cleaned_data["organisation"])
    return redirect(assessment)


def _move(
    request: HttpRequest, assessment: Assessment, user: User, organisation: Organisation | None
) -> None:
    was_anonymous = assessment.is_anonymous
    try:
        actions.claim(assessment=assessment, user=user, organisation=organisation)
    except ValueError:  # somebody else was quicker
        raise Http404 from None
    forget(request, [assessment])
    said = (
        gettext("The assessment is in your account now. Its secret link does not work any more.")
        if was_anonymous
        else gettext("The assessment belongs to the organisation now.")
    )
    messages.success(request, said)
