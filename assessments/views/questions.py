"""The pages of questions, all rendered by one view, and the answer that saves itself."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from assessments.access import fetch, visitor_of
from assessments.actions import SealedError, StaleAnswerError
from assessments.content import Content, DomainText, QuestionText
from assessments.forms.answers import PARTS, AnswersForm, field_name, values_of
from assessments.forms.cards import build_card, lines_of
from assessments.forms.layout import answers_helper
from assessments.models import Answer, Assessment, Respondent
from assessments.progress import Answers, Progress, answers_of, progress_of
from assessments.published import content_of, levels_of, questions_of
from assessments.saving import save_card, save_cards
from assessments.views.common import may_run, not_stored, sealed_response
from assessments.words import script_words


@dataclass(frozen=True)
class Desk:
    """What one respondent has before them: the texts of the assessment and their own answers."""

    assessment: Assessment
    respondent: Respondent
    content: Content
    answers: Answers

    def domain(self, slug: str) -> DomainText:
        return next(domain for domain in self.content.domains if domain.slug == slug)

    def question(self, slug: str) -> QuestionText | None:
        questions = (question for domain in self.content.domains for question in domain.questions)
        return next((question for question in questions if question.slug == slug), None)

    def form(self, data: Any, *questions: QuestionText) -> AnswersForm:
        return AnswersForm(data, questions=questions, levels=self.content.levels, answers=self.answers)

    @property
    def progress(self) -> Progress:
        return progress_of(self.content, self.answers)


def _desk(request: HttpRequest, assessment: Assessment) -> Desk:
    respondent = assessment.respondent_of(visitor_of(request))
    if respondent is None:
        raise Http404
    return Desk(assessment, respondent, content_of(assessment), answers_of(respondent))


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def questions(request: HttpRequest, assessment_id: UUID, domain: str) -> HttpResponse:
    """The questions of one domain; works as an ordinary form, too."""
    assessment = fetch(request, assessment_id, "answered_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    desk = _desk(request, assessment)
    try:
        text = desk.domain(domain)
    except StopIteration:
        raise Http404 from None
    if request.method != "POST":
        return _page(request, desk, text, desk.form(None, *text.questions))
    return _save_page(request, desk, text)


def _save_page(request: HttpRequest, desk: Desk, text: DomainText) -> HttpResponse:
    form = desk.form(request.POST, *text.questions)
    valid = form.is_valid()
    confirmed, given_up = request.POST.get("confirm", ""), request.POST.get("take", "")
    try:
        stale = save_cards(
            form,
            respondent=desk.respondent,
            questions=questions_of(desk.assessment),
            levels=levels_of(desk.assessment),
            saved_by=visitor_of(request).user,
            confirmed=confirmed,
            given_up=given_up,
        )
    except SealedError:
        return sealed_response(request, desk.assessment)
    incomplete = form.incomplete()
    if stale or not valid or incomplete:
        fresh = Desk(desk.assessment, desk.respondent, desk.content, answers_of(desk.respondent))
        form.answers = fresh.answers
        return _page(request, fresh, text, form, stale)
    if confirmed or given_up:
        return redirect(f"{request.path}#{confirmed or given_up}")
    return redirect(_next(request, desk, text))


def _next(request: HttpRequest, desk: Desk, text: DomainText) -> str:
    """The domain that follows; after the last one the check, for those who submit."""
    following = desk.content.domains[desk.content.domains.index(text) + 1 :]
    if following:
        return reverse("questions", args=[desk.assessment.pk, following[0].slug])
    name = "check" if may_run(visitor_of(request), desk.assessment) else "hub"
    return reverse(name, args=[desk.assessment.pk])


def _page(
    request: HttpRequest,
    desk: Desk,
    text: DomainText,
    form: AnswersForm,
    stale: dict[str, Answer] | None = None,
) -> HttpResponse:
    stale = stale or {}
    cards = [
        build_card(
            question,
            position=position,
            form=form,
            levels=desk.content.levels,
            conflict=stale.get(question.slug),
            errors=form.messages_of(question.slug) if form.is_bound else None,
        )
        for position, question in enumerate(text.questions, start=1)
    ]
    context = {
        "assessment": desk.assessment,
        "domain": text,
        "number": desk.content.domains.index(text) + 1,
        "progress": desk.progress,
        "current": desk.progress.domain(text.slug),
        "form": form,
        "helper": answers_helper(cards),
        "faulty": [card for card in cards if card.errors or card.conflict],
        "words": script_words(),
    }
    status = 409 if stale else 422 if context["faulty"] else 200
    return render(request, "assessments/questions.html", context, status=status)


@require_POST
@not_stored
def save_answer(request: HttpRequest, assessment_id: UUID, question: str) -> HttpResponse:
    """Saves one answer and replies in JSON; see docs/autosave.md for the protocol."""
    assessment = fetch(request, assessment_id, "answered_by")
    desk = _desk(request, assessment)
    text = desk.question(question)
    if text is None:
        return JsonResponse({"saved": False, "message": gettext("There is no such question.")}, status=404)
    names = (*PARTS, "version", "seq")
    data = {field_name(text.slug, name): request.POST.get(name, "") for name in names}
    form = desk.form(data | {"writer": request.POST.get("writer", "")}, text)
    form.is_valid()
    if form.is_refused(text.slug):
        return JsonResponse({"saved": False, "errors": form.errors_of(text.slug)}, status=400)
    return _save_one(request, desk, text, form)


def _save_one(request: HttpRequest, desk: Desk, text: QuestionText, form: AnswersForm) -> JsonResponse:
    try:
        saved = save_card(
            form,
            text.slug,
            respondent=desk.respondent,
            question=questions_of(desk.assessment)[text.slug],
            levels=levels_of(desk.assessment),
            saved_by=visitor_of(request).user,
        )
    except SealedError:
        message = gettext("This assessment was submitted; its answers cannot be changed any more.")
        return JsonResponse({"saved": False, "sealed": True, "message": message}, status=410)
    except StaleAnswerError as error:
        return _conflict(desk, text, form, error.stored)
    desk.answers[text.slug] = saved
    return JsonResponse(_saved(desk, text, saved) | {"errors": form.errors_of(text.slug)})


def _saved(desk: Desk, text: QuestionText, saved: Answer) -> dict[str, Any]:
    progress = desk.progress
    domain = next(domain for domain in desk.content.domains if text in domain.questions)
    return {
        "saved": True,
        "version": saved.version,
        "saved_at": saved.updated_at.isoformat(),
        "status": progress.domain(domain.slug).counted,
        "status_all": progress.counted,
    }


def _conflict(desk: Desk, text: QuestionText, form: AnswersForm, stored: Answer) -> JsonResponse:
    levels = desk.content.levels
    conflict = {
        "yours": lines_of(text, levels, form.values(text.slug)),
        "stored": lines_of(text, levels, values_of(stored)),
        "values": values_of(stored),
        "version": stored.version,
    }
    return JsonResponse({"saved": False, "conflict": conflict}, status=409)
