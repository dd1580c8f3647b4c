"""The links by which people answer without an account: the personal one, and the one to hand round."""

from uuid import UUID, uuid4

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.crypto import salted_hmac
from django.utils.translation import get_language, gettext

from accounts.languages import chosen, remember
from accounts.secret_links import secret_page
from assessments.access import Visitor, answers_as, has_answer_token, has_join_token, visitor_of
from assessments.actions import ClosedError, SealedError
from assessments.actions.asking import FinishedError, RevokedError, begin, join
from assessments.forms.respondents import BeginForm
from assessments.limits import take_turn
from assessments.models import Assessment, Question, Respondent, RespondentInvitation
from assessments.progress import answers_of, open_questions
from assessments.published import content_of

GONE = 410
RELATED = ("assessment__organisation", "assessment__owner", "assessment__version__framework")


@secret_page
def answer(request: HttpRequest, invitation_id: UUID, token: str) -> HttpResponse:
    """Says who will see what, with a button; the button begins, or goes on where they stopped."""
    invitation = _invitation(invitation_id, token)
    if invitation is None:
        return _nothing(request, "unknown")
    language = _language_for(request, invitation)
    with translation.override(language):
        response = _answer(request, invitation)
    if request.method == "POST" and language == invitation.language:
        remember(response, language)
    return response


def _language_for(request: HttpRequest, invitation: RespondentInvitation) -> str:
    """The invitation's, unless this browser or the account chose one."""
    current = get_language() or settings.LANGUAGE_CODE
    account = getattr(request.user, "language", "")
    return current if chosen(request) or account else invitation.language or current


def _invitation(invitation_id: UUID, token: str) -> RespondentInvitation | None:
    """The invitation that the token belongs to; takes as long when there is none."""
    rows = RespondentInvitation.objects.select_related("respondent", *RELATED)
    found = rows.filter(pk=invitation_id).first()
    matches = has_answer_token(found or RespondentInvitation(pk=invitation_id), token)
    return found if matches else None


def _answer(request: HttpRequest, invitation: RespondentInvitation) -> HttpResponse:
    assessment, visitor = invitation.assessment, visitor_of(request)
    state = _state_of(invitation)
    if not state and _answers_as_another(visitor, assessment, invitation.respondent_id):
        state = "another"
    if state:
        return _nothing(request, state, assessment)
    if invitation.respondent is not None:
        return _resume(request, invitation.respondent)
    sent = request.POST if request.method == "POST" else None
    form = BeginForm(sent, names_hidden=assessment.names_hidden, invitation=invitation)
    return _begin(request, invitation, form) if form.is_valid() else _page(request, assessment, form)


def _begin(request: HttpRequest, invitation: RespondentInvitation, form: BeginForm) -> HttpResponse:
    user = visitor_of(request).user
    try:
        return _on(request, begin(invitation=invitation, user=user, **form.cleaned_data))
    except (ClosedError, SealedError, RevokedError, FinishedError):  # meanwhile
        return redirect(request.path)


def _state_of(invitation: RespondentInvitation) -> str:
    """Why there is nothing to answer by this link, or ""."""
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.finished and invitation.assessment.names_hidden:
        return "finished"
    return "closed" if invitation.assessment.is_closed else ""


def _answers_as_another(visitor: Visitor, assessment: Assessment, respondent_id: UUID | None) -> bool:
    """The account, or the browser that opened the assessment, answers here already as somebody else."""
    own = Respondent.objects.of(Visitor(visitor.user, visitor.opened)).filter(assessment=assessment)
    return (own if respondent_id is None else own.exclude(pk=respondent_id)).exists()


def _resume(request: HttpRequest, respondent: Respondent) -> HttpResponse:
    """To the first question that is open, or to the list of domains where none is."""
    if request.method != "POST":
        return _page(request, respondent.assessment, None)
    answers_as(request, respondent)
    answers = answers_of(respondent, respondent.assessment)
    for domain in content_of(respondent.assessment).domains:
        if left := open_questions(domain, answers):
            page = reverse("questions", args=[respondent.assessment_id, domain.slug])
            return redirect(f"{page}#{left[0].slug}")
    return redirect("hub", respondent.assessment_id)


def _on(request: HttpRequest, respondent: Respondent) -> HttpResponse:
    answers_as(request, respondent)
    return redirect("hub", respondent.assessment_id)


@secret_page
def join_link(request: HttpRequest, assessment_id: UUID, token: str) -> HttpResponse:
    """The same for whoever holds the link to hand round; each press of its button is one more respondent."""
    found = Assessment.objects.select_related("organisation", "owner", "version__framework")
    assessment = found.filter(pk=assessment_id).first()
    if not has_join_token(assessment or Assessment(pk=assessment_id), token) or assessment is None:
        return _nothing(request, "unknown")
    if assessment.is_closed or not assessment.join_open:
        return _nothing(request, "closed" if assessment.is_closed else "link_closed", assessment)
    if _answers_as_another(visitor_of(request), assessment, None):
        return _nothing(request, "another", assessment)
    form = BeginForm(request.POST if request.method == "POST" else None, names_hidden=assessment.names_hidden)
    if form.is_valid():
        return _join(request, assessment, form)
    return _page(request, assessment, form)


def _join(request: HttpRequest, assessment: Assessment, form: BeginForm) -> HttpResponse:
    pk = _key(assessment, request.POST.get("token", ""))
    again = RespondentInvitation.objects.filter(pk=pk).exists()
    if not again and not take_turn(request, action="join", times=settings.JOINS_PER_HOUR):
        form.add_error(
            None,
            gettext("Many people began from your network in the last hour. Please try again a little later."),
        )
        return _page(request, assessment, form, status=429)
    language = get_language() or ""
    try:
        respondent = join(assessment=assessment, pk=pk, language=language, **form.cleaned_data)
    except (ClosedError, SealedError, RevokedError, FinishedError):  # meanwhile
        return redirect(request.path)
    return _on(request, respondent)


def _key(assessment: Assessment, token: str) -> UUID:
    """The id of the invitation that one filling-in of the page makes, so that it makes no second one.

    Derived with the site's secret: no visitor can choose it.
    """
    try:
        filled_in = UUID(token)
    except ValueError:
        filled_in = uuid4()
    digest = salted_hmac("assessments.join", f"{assessment.pk}:{filled_in}", algorithm="sha256").digest()
    return UUID(bytes=digest[:16], version=4)


def _page(
    request: HttpRequest, assessment: Assessment, form: BeginForm | None, *, status: int = 422
) -> HttpResponse:
    summary = form.summary() if form is not None and form.is_bound else []
    begun = _begun(visitor_of(request), assessment) if form is not None else None
    context = {
        "assessment": assessment,
        "form": form,
        "summary": summary,
        "begun": begun,
        "asked": Question.objects.filter(domain__version=assessment.version_id).count(),
        "token": request.POST.get("token") or uuid4(),
    }
    return render(request, "assessments/respondents/begin.html", context, status=status if summary else 200)


def _begun(visitor: Visitor, assessment: Assessment) -> Respondent | None:
    """Whom this browser answers as already."""
    return assessment.respondent_of(visitor) if visitor.answers_as else None


def _nothing(request: HttpRequest, state: str, assessment: Assessment | None = None) -> HttpResponse:
    """Why the link leads nowhere now: 404 for one that never did, 410 for one that did."""
    status = {"unknown": 404, "finished": 200, "another": 409}.get(state, GONE)
    context = {"state": state, "assessment": assessment}
    return render(request, "assessments/respondents/no_way_in.html", context, status=status)
