"""Who is asking, and what they may open.

A view begins with one line: ``assessment = fetch(request, assessment_id, "run_by")``. Without the right a
signed-in visitor gets 404; a signed-out one gets the log-in page, whether the assessment exists or not.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NoReturn
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext

from accounts.models import User
from accounts.secret_links import has_token, token_of
from assessments.handing_back import handed_back, typed_in
from assessments.models import Assessment, Respondent, RespondentInvitation

SESSION_KEY = "assessments"
RESPONDENTS_KEY = "respondents"
RETURN, ANSWER, JOIN = "assessments.return", "assessments.answer", "assessments.join"
RELATED = ("version__framework", "rubric", "goal", "organisation")
Right = Literal["run_by", "open_to", "reported_to"]


@dataclass(frozen=True)
class Visitor:
    """A signed-in user, a browser that opened assessments without an account, or both.

    ``answers_as`` holds the respondents whose personal link was followed in this browser.
    """

    user: User | None
    opened: frozenset[UUID] = frozenset()
    answers_as: frozenset[UUID] = frozenset()


class SignInNeeded(Exception):
    """A signed-out visitor asked for something that is not theirs (or not theirs any more)."""


def visitor_of(request: HttpRequest) -> Visitor:
    user = request.user if request.user.is_authenticated else None
    return Visitor(
        user=user,
        opened=frozenset(UUID(pk) for pk in request.session.get(SESSION_KEY, [])),
        answers_as=frozenset(UUID(pk) for pk in request.session.get(RESPONDENTS_KEY, [])),
    )


def fetch(
    request: HttpRequest,
    assessment_id: UUID,
    right: Right,
    *,
    related: tuple[str, ...] = RELATED,
    unread: tuple[str, ...] = (),
) -> Assessment:
    """The assessment, with the ``related`` rows but their ``unread`` fields, if this visitor has the right.

    Raises Http404 (signed in) or SignInNeeded (signed out).
    """
    visitor = visitor_of(request)
    allowed = getattr(Assessment.objects, right)(visitor)
    rows = allowed.select_related(*related).defer(*unread) if related else allowed
    try:
        return rows.get(pk=assessment_id)
    except Assessment.DoesNotExist:
        refuse(visitor)


def answering(request: HttpRequest, assessment_id: UUID, *, lock: bool = False) -> Respondent:
    """The respondent, with the assessment, that this visitor answers as. Raises like ``fetch``.

    ``lock`` holds the assessment's row until the surrounding transaction ends, so that it cannot be sealed
    meanwhile.
    """
    visitor = visitor_of(request)
    rows = Respondent.objects.of(visitor).select_related("assessment").filter(assessment=assessment_id)
    found = list(rows.select_for_update(of=("assessment",)) if lock else rows)
    # The account's own come first, where a browser holds both.
    own = [respondent for respondent in found if visitor.user and respondent.user_id == visitor.user.pk]
    return next(iter(own or found), None) or refuse(visitor)


def refuse(visitor: Visitor) -> NoReturn:
    """Raises what a visitor without the right gets to see."""
    raise Http404 if visitor.user is not None else SignInNeeded


def remember(request: HttpRequest, assessment: Assessment) -> None:
    """From now on this browser can open the assessment."""
    opened = request.session.get(SESSION_KEY, [])
    if str(assessment.pk) not in opened:
        request.session[SESSION_KEY] = [*opened, str(assessment.pk)]


def return_token(assessment: Assessment) -> str:
    """The secret of the link to come back by."""
    return token_of(RETURN, assessment.pk, assessment.return_key)


def return_url(request: HttpRequest, assessment: Assessment) -> str:
    path = reverse("return", args=[assessment.pk, return_token(assessment)])
    return request.build_absolute_uri(path)


def has_return_token(assessment: Assessment, token: str) -> bool:
    return has_token(RETURN, assessment.pk, assessment.return_key, token)


def answers_as(request: HttpRequest, respondent: Respondent) -> None:
    """From now on this browser answers this assessment as that respondent, and as no other by link."""
    others = Respondent.objects.filter(assessment=respondent.assessment_id).exclude(pk=respondent.pk)
    forget_respondents(request, others.values_list("pk", flat=True))
    held = request.session.get(RESPONDENTS_KEY, [])
    if str(respondent.pk) not in held:
        request.session[RESPONDENTS_KEY] = [*held, str(respondent.pk)]


def forget_respondents(request: HttpRequest, gone: Iterable[UUID]) -> None:
    """From now on this browser answers as none of them."""
    ids = {str(pk) for pk in gone}
    held = request.session.get(RESPONDENTS_KEY, [])
    if ids.intersection(held):
        request.session[RESPONDENTS_KEY] = [pk for pk in held if pk not in ids]


def answer_path(invitation: RespondentInvitation) -> str:
    """The personal link, without the site's address; a secret."""
    return reverse("answer", args=[invitation.pk, token_of(ANSWER, invitation.pk, invitation.key)])


def has_answer_token(invitation: RespondentInvitation, token: str) -> bool:
    return has_token(ANSWER, invitation.pk, invitation.key, token)


def join_path(assessment: Assessment) -> str:
    """The link to hand round, without the site's address."""
    return reverse("join", args=[assessment.pk, token_of(JOIN, assessment.pk, assessment.join_key)])


def has_join_token(assessment: Assessment, token: str) -> bool:
    return has_token(JOIN, assessment.pk, assessment.join_key, token)


class SignInMiddleware:
    """Turns ``SignInNeeded`` into the log-in page that leads back to where the visitor was."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, SignInNeeded):
            return None
        if request.method == "POST" and "text/html" in request.headers.get("accept", ""):
            messages.warning(request, gettext("You are not logged in, so nothing was saved."))
            if typed := typed_in(request):
                messages.warning(request, handed_back(typed), extra_tags="typed")
        return redirect_to_login(self._back(request))

    @staticmethod
    def _back(request: HttpRequest) -> str:
        if request.method == "GET":
            return request.get_full_path()
        referer = request.headers.get("referer", "")
        if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}):
            return referer
        return reverse("assessments")
