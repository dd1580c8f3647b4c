"""The review: where respondents differ, before the assessment is submitted, and what the team agrees on."""

from dataclasses import dataclass
from urllib.parse import urlencode
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from assessments import actions
from assessments.access import fetch, visitor_of
from assessments.forms.consensus import ConsensusForm
from assessments.models import Assessment, Consensus
from assessments.published import levels_of, questions_of
from assessments.review import Review, Topic, review_of
from assessments.views.common import not_stored, sealed_response

SHOWS = ("differing", "undecided")


@dataclass(frozen=True)
class Choice:
    """What of the review the address asks for; anything unknown in it asks for nothing."""

    domain: str
    show: str

    @classmethod
    def of(cls, request: HttpRequest, review: Review) -> "Choice":
        domain, show = request.GET.get("domain", ""), request.GET.get("show", "")
        known = any(one.slug == domain for one in review.domains)
        return cls(domain if known else "", show if show in SHOWS else "")

    def takes(self, topic: Topic) -> bool:
        if self.domain and topic.domain != self.domain:
            return False
        return {"": True, "differing": topic.differs, "undecided": topic.undecided}[self.show]

    @property
    def query(self) -> str:
        """For an address, with its question mark; "" where everything is asked for."""
        asked = {name: value for name, value in (("domain", self.domain), ("show", self.show)) if value}
        return f"?{urlencode(asked)}" if asked else ""


@dataclass(frozen=True)
class Card:
    """A question on the page; `form` is None where nothing is to be agreed on.

    `meanwhile` is set when somebody else recorded or withdrew a consensus while this form was filled in.
    """

    topic: Topic
    form: ConsensusForm | None
    meanwhile: bool = False


@require_safe
@not_stored
def review(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The questions by how far the answers lie apart."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    return _page(request, assessment, review_of(assessment))


@require_POST
@not_stored
def consensus(request: HttpRequest, assessment_id: UUID, question: str) -> HttpResponse:
    """Records what the team agreed on for one question."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    found = review_of(assessment)
    topic = _topic(assessment, found, question)
    if topic is None or not topic.can_agree:
        return redirect("review", assessment.pk)
    form = ConsensusForm(topic, request.POST)
    if form.is_valid():
        return _agree(request, assessment, found, Card(topic, form))
    return _page(request, assessment, found, Card(topic, form), status=422)


def _agree(request: HttpRequest, assessment: Assessment, found: Review, card: Card) -> HttpResponse:
    topic = card.topic
    try:
        recorded = _record(request, assessment, card)
    except actions.StaleConsensusError as error:
        return _meanwhile(request, assessment, topic.slug, error.stored)
    except actions.SealedError:
        return sealed_response(request, assessment)
    except ValueError:  # answers moved while the form was on its way
        messages.warning(request, gettext("The answers changed meanwhile, so nothing was recorded."))
    else:
        words = gettext("Recorded: level %(level)d for “%(question)s”.")
        messages.success(request, words % {"level": recorded.level.rank, "question": topic.text})
    return _back(request, assessment, found, topic)


def _record(request: HttpRequest, assessment: Assessment, card: Card) -> Consensus:
    said = card.form.cleaned_data if card.form is not None else {}
    return actions.record_consensus(
        assessment=assessment,
        question=questions_of(assessment)[card.topic.slug],
        level=levels_of(assessment)[said["level"]],
        why=said["why"],
        recorded_by=visitor_of(request).user,
        seen=said["seen"],
    )


def _meanwhile(
    request: HttpRequest, assessment: Assessment, question: str, stored: Consensus | None
) -> HttpResponse:
    """The page with what was typed, beside what somebody else recorded; sent once more, it replaces that."""
    found = review_of(assessment)
    topic = _topic(assessment, found, question)
    if topic is None or not topic.can_agree:
        return redirect("review", assessment.pk)
    data = request.POST.copy()
    data[f"{question}-seen"] = actions.stamp_of(stored)
    return _page(request, assessment, found, Card(topic, ConsensusForm(topic, data), True), status=409)


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def withdraw(request: HttpRequest, assessment_id: UUID, question: str) -> HttpResponse:
    """Asks, and then lets the median stand again."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    found = review_of(assessment)
    topic = _topic(assessment, found, question)
    if topic is None or topic.agreed is None:
        return redirect("review", assessment.pk)
    if request.method == "POST":
        return _let_median_stand(request, assessment, found, topic)
    return _asked(request, assessment, found, topic)


def _let_median_stand(
    request: HttpRequest, assessment: Assessment, found: Review, topic: Topic
) -> HttpResponse:
    try:
        _withdraw(request, assessment, topic.slug)
    except actions.StaleConsensusError:
        found = review_of(assessment)
        return _asked(request, assessment, found, _topic(assessment, found, topic.slug) or topic, stale=True)
    except actions.SealedError:
        return sealed_response(request, assessment)
    messages.success(request, gettext("The median stands again for “%s”.") % topic.text)
    return _back(request, assessment, found, topic)


def _asked(
    request: HttpRequest, assessment: Assessment, found: Review, topic: Topic, *, stale: bool = False
) -> HttpResponse:
    context = {
        "assessment": assessment,
        "topic": topic,
        "stale": stale,
        "query": Choice.of(request, found).query,
    }
    return render(request, "assessments/review_withdraw.html", context, status=409 if stale else 200)


def _withdraw(request: HttpRequest, assessment: Assessment, question: str) -> None:
    actions.withdraw_consensus(
        assessment=assessment,
        question=questions_of(assessment)[question],
        withdrawn_by=visitor_of(request).user,
        seen=request.POST.get("seen", ""),
    )


def _topic(assessment: Assessment, found: Review, question: str) -> Topic | None:
    """None where its numbers may not be shown. Raises Http404 for a question of another version."""
    if question not in questions_of(assessment):
        raise Http404
    topic = found.topic(question)
    return topic if topic is not None and topic.shown else None


def _back(request: HttpRequest, assessment: Assessment, found: Review, topic: Topic) -> HttpResponse:
    query = Choice.of(request, found).query
    return redirect(f"{reverse('review', args=[assessment.pk])}{query}#{topic.slug}")


def _page(
    request: HttpRequest, assessment: Assessment, found: Review, bound: Card | None = None, status: int = 200
) -> HttpResponse:
    choice = Choice.of(request, found)
    cards = [
        bound if bound is not None and topic.slug == bound.topic.slug else _card(topic)
        for topic in found.topics
        if choice.takes(topic) or (bound is not None and topic.slug == bound.topic.slug)
    ]
    context = {
        "assessment": assessment,
        "review": found,
        "waiting": found.tallies.waiting,
        "cards": cards,
        "choice": choice,
        "summary": bound.form.summary() if bound is not None and bound.form is not None else [],
        "conflict": bound if bound is not None and bound.meanwhile else None,
        "page_address": f"{reverse('review', args=[assessment.pk])}{choice.query}",
    }
    return render(request, "assessments/review.html", context, status=status)


def _card(topic: Topic) -> Card:
    return Card(topic, ConsensusForm(topic) if topic.can_agree else None)
