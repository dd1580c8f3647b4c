"""Asking others to answer: the page of whoever runs the assessment, and its buttons."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext, ngettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.mail import base_url_of
from assessments.access import fetch, join_path, visitor_of
from assessments.actions import ClosedError, SealedError, asking
from assessments.actions.closing import numbers_are_shown
from assessments.asked_people import people_of
from assessments.forms.respondents import ClosingForm, InviteForms
from assessments.limits import take_turn
from assessments.models import Assessment, RespondentInvitation
from assessments.views.common import not_stored, sealed_response

FIXED_WORDS = {
    "closed": _("This is fixed, because the answering is closed."),
    "asked": _("This is fixed, because others were asked already: they were told who sees what."),
    "carried": _("This is fixed, because answers were carried over from a round in which they had names."),
}


@require_safe
@not_stored
def respondents(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Who is asked and who has finished, and everything that can be done about it."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    return respondents_page(request, assessment)


def respondents_page(
    request: HttpRequest,
    assessment: Assessment,
    *,
    invite_forms: InviteForms | None = None,
    closing_form: ClosingForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page, with the forms as they were filled in where something in them was wrong."""
    organisation = assessment.organisation
    language = organisation.language if organisation else get_language() or settings.LANGUAGE_CODE
    fixed = asking.names_fixed(assessment)
    forms = invite_forms or InviteForms(None, language=language)
    closing = closing_form or ClosingForm(initial={"closes_at": assessment.closes_at})
    context = {
        "assessment": assessment,
        "people": people_of(assessment),
        "forms": forms,
        "closing_form": closing,
        "summary": [*forms.summary(), *(closing.summary() if closing.is_bound else [])],
        "join_url": request.build_absolute_uri(join_path(assessment)) if assessment.join_open else "",
        "fixed": FIXED_WORDS.get(fixed, ""),
        "numbers_shown": numbers_are_shown(assessment),
        "may_mail": may_mail(request),
        "time_zone": settings.TIME_ZONE,
        "page_address": reverse("respondents", args=[assessment.pk]),
    }
    return render(request, "assessments/respondents/page.html", context, status=status)


@require_POST
@not_stored
def invite(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Invites everybody who was typed in, or nobody."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_closed:
        return _too_late(request, assessment)
    forms = InviteForms(request.POST, language="")
    if not forms.is_valid():
        return respondents_page(request, assessment, invite_forms=forms, status=422)
    if not may_mail(request):
        forms.many.add_error(None, gettext("Only an account with a confirmed address sends mails."))
        return respondents_page(request, assessment, invite_forms=forms, status=403)
    if not all(_turn(request, assessment) for _person in forms.people()):
        words = gettext(
            "Enough invitations were sent for now. Try again in an hour; what you typed stands here."
        )
        forms.many.add_error(None, words)
        return respondents_page(request, assessment, invite_forms=forms, status=429)
    return _invite(request, assessment, forms)


def may_mail(request: HttpRequest) -> bool:
    """Whether mails go out for this visitor: not for one who could be anybody."""
    user = visitor_of(request).user
    return user is not None and user.email_confirmed


def _turn(request: HttpRequest, assessment: Assessment) -> bool:
    """One person's, by assessment and by network address."""
    return take_turn(request, action="invite", key=str(assessment.pk), times=settings.INVITES_PER_HOUR)


def _invite(request: HttpRequest, assessment: Assessment, forms: InviteForms) -> HttpResponse:
    try:
        made = asking.invite(
            assessment=assessment,
            people=forms.people(),
            language=forms.many.cleaned_data["language"],
            actor=visitor_of(request).user,
            base_url=base_url_of(request),
        )
    except asking.AskedAlreadyError as error:
        forms.refuse(error.addresses, _("%(address)s is asked already."))
        return respondents_page(request, assessment, invite_forms=forms, status=422)
    except (ClosedError, SealedError):
        return _too_late(request, assessment)
    words = ngettext("%(count)d person is invited.", "%(count)d people are invited.", len(made))
    messages.success(request, words % {"count": len(made)})
    return _back(assessment)


@require_POST
def remind(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Reminds whoever has not finished, or the one whose button was pressed; nobody twice a day."""
    assessment = fetch(request, assessment_id, "run_by")
    one = request.POST.get("invitation", "")
    invitation = _invitation(assessment, one) if one else None
    user, base_url = visitor_of(request).user, base_url_of(request)
    try:
        count = asking.remind(assessment=assessment, invitation=invitation, actor=user, base_url=base_url)
    except (ClosedError, SealedError):
        return _too_late(request, assessment)
    if count:
        words = ngettext("%(count)d reminder is on its way.", "%(count)d reminders are on their way.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, gettext("Nobody was reminded: once a day is the most."))
    return _back(assessment)


@require_POST
def resend(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Mails the personal link again."""
    assessment = fetch(request, assessment_id, "run_by")
    invitation = _invitation(assessment, request.POST.get("invitation", ""))
    if not take_turn(request, action="resend", key=str(invitation.pk), times=settings.INVITES_PER_HOUR):
        messages.error(request, gettext("Enough invitations were sent for now. Try again in an hour."))
        return _back(assessment)
    user, base_url = visitor_of(request).user, base_url_of(request)
    try:
        sent = asking.resend(invitation=invitation, actor=user, base_url=base_url)
    except (ClosedError, SealedError):
        return _too_late(request, assessment)
    if sent:
        messages.success(request, gettext("The link is on its way to %(who)s.") % {"who": invitation})
    else:
        words = gettext("The link went to %(email)s less than a minute ago, so it was not sent again.")
        messages.info(request, words % {"email": invitation})
    return _back(assessment)


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def revoke(request: HttpRequest, assessment_id: UUID, invitation_id: UUID) -> HttpResponse:
    """Takes a personal link away, after asking once more."""
    assessment = fetch(request, assessment_id, "run_by")
    invitation = _invitation(assessment, str(invitation_id))
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    if request.method != "POST":
        context = {"assessment": assessment, "invitation": invitation}
        return render(request, "assessments/respondents/revoke.html", context)
    try:
        asking.revoke(invitation=invitation, actor=visitor_of(request).user)
    except SealedError:
        return sealed_response(request, assessment)
    except asking.FinishedError:
        messages.error(request, gettext("Who has finished keeps the link: their answers stand."))
        return _back(assessment)
    messages.success(request, gettext("The link of %(who)s does not work any more.") % {"who": invitation})
    return _back(assessment)


@require_POST
def join_link(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Opens or closes the link to hand round."""
    assessment = fetch(request, assessment_id, "run_by")
    opened = request.POST.get("open") == "1"
    try:
        asking.open_join_link(assessment=assessment, opened=opened, actor=visitor_of(request).user)
    except (ClosedError, SealedError):
        return _too_late(request, assessment)
    return redirect(f"{reverse('respondents', args=[assessment.pk])}#link")


@require_POST
def names(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Chooses between named and anonymous respondents, while nobody else was asked."""
    assessment = fetch(request, assessment_id, "run_by")
    hidden = request.POST.get("names_hidden") == "1"
    try:
        asking.hide_names(assessment=assessment, hidden=hidden, actor=visitor_of(request).user)
    except SealedError:
        return sealed_response(request, assessment)
    except asking.FixedError as error:
        messages.error(request, FIXED_WORDS[error.code])
    else:
        chosen = gettext("Respondents are anonymous.") if hidden else gettext("Respondents are named.")
        messages.success(request, chosen)
    return _back(assessment)


def _invitation(assessment: Assessment, pk: str) -> RespondentInvitation:
    """One of this assessment's. Raises Http404."""
    try:
        found = assessment.invitations.filter(pk=UUID(pk)).first()
    except ValueError:
        found = None
    if found is None:
        raise Http404
    return found


def _back(assessment: Assessment) -> HttpResponse:
    return redirect("respondents", assessment.pk)


def _too_late(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Nobody can be asked any more."""
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    messages.error(request, gettext("The answering is closed. Open it again first."))
    return _back(assessment)
