"""The pages of questions, all rendered by one view, and the answer that saves itself."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.languages import asked_for, switches_language
from assessments.access import Visitor, answering, visitor_of
from assessments.actions import StaleAnswerError
from assessments.content import Content, DomainText, QuestionText
from assessments.forms.answers import PARTS, AnswersForm, field_name, values_of
from assessments.forms.cards import build_cards, lines_of
from assessments.forms.layout import render_cards
from assessments.models import Answer, Assessment, Respondent
from assessments.progress import Answers, DomainProgress, answers_of, domain_progress, open_questions
from assessments.published import content_of, levels_of, questions_of
from assessments.rounds.former import former_wordings
from assessments.saving import save_card, save_cards
from assessments.views.common import closed_response, may_run, not_stored, sealed_response
from assessments.words import script_words


@dataclass(frozen=True)
class Desk:
    """What one respondent has before them: a domain of an assessment and their own answers in it."""

    assessment: Assessment
    respondent: Respondent
    content: Content
    domain: DomainText
    answers: Answers

    def form(self, data: Any, *questions: QuestionText) -> AnswersForm:
        return AnswersForm(data, questions=questions, levels=self.content.levels, answers=self.answers)

    def refreshed(self) -> "Desk":
        return replace(self, answers=answers_of(self.respondent, self.assessment, self.domain))

    @property
    def progress(self) -> DomainProgress:
        return domain_progress(self.domain, self.answers)


def _desk(respondent: Respondent, has: Callable[[DomainText], bool]) -> Desk:
    """The desk with the domain for which ``has`` is true. Raises Http404 when there is none."""
    assessment = respondent.assessment
    content = content_of(assessment)
    domain = next((domain for domain in content.domains if has(domain)), None)
    if domain is None:
        raise Http404
    return Desk(assessment, respondent, content, domain, answers_of(respondent, assessment, domain))


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
@switches_language
def questions(request: HttpRequest, assessment_id: UUID, domain: str) -> HttpResponse:
    """The questions of one domain; works as an ordinary form, too."""
    if request.method == "POST":
        return _save_page(request, assessment_id, domain)
    respondent = answering(request, assessment_id)
    if respondent.assessment.is_closed:
        return closed_response(request, respondent.assessment)
    desk = _desk(respondent, lambda text: text.slug == domain)
    return _page(request, desk, desk.form(None, *desk.domain.questions))


@transaction.atomic
def _save_page(request: HttpRequest, assessment_id: UUID, domain: str) -> HttpResponse:
    respondent = answering(request, assessment_id, lock=True)
    if respondent.assessment.is_sealed:
        return sealed_response(request, respondent.assessment)
    desk = _desk(respondent, lambda text: text.slug == domain)
    form = desk.form(request.POST, *desk.domain.questions)
    valid = form.is_valid()
    if desk.assessment.is_closed:
        return _page(request, desk, form, late=True)
    confirmed, given_up = request.POST.get("confirm", ""), request.POST.get("take", "")
    stale = save_cards(
        form,
        respondent=desk.respondent,
        questions=questions_of(desk.assessment),
        levels=levels_of(desk.assessment),
        saved_by=visitor_of(request).user,
        confirmed=confirmed,
        given_up=given_up,
    )
    incomplete = form.incomplete()
    if stale or not valid or incomplete:
        fresh = desk.refreshed()
        form.answers = fresh.answers
        return _page(request, fresh, form, stale)
    if asked_for(request):
        return redirect(_address(request))
    return _go_on(request, desk.refreshed(), to=confirmed or given_up)


def _comes_from_check(request: HttpRequest) -> bool:
    return request.GET.get("back") == "check"


def _address(request: HttpRequest) -> str:
    """Of the page itself, with the way back."""
    return f"{request.path}?back=check" if _comes_from_check(request) else request.path


def _go_on(request: HttpRequest, desk: Desk, *, to: str) -> HttpResponse:
    """To the card ``to`` of the same page, if one was settled; else on, or back to the check that led here.

    After the last domain the check follows, which names what is missing; before other pages a message does.
    """
    if to:
        return redirect(f"{_address(request)}#{to}")
    following = desk.content.domains[desk.content.domains.index(desk.domain) + 1 :]
    runs = may_run(visitor_of(request), desk.assessment)
    if runs and (_comes_from_check(request) or not following):
        return redirect("check", desk.assessment.pk)
    if desk.progress.open:
        _tell_of_open_questions(request, desk)
    if following and not _comes_from_check(request):
        return redirect("questions", desk.assessment.pk, following[0].slug)
    return redirect("hub", desk.assessment.pk)


def _tell_of_open_questions(request: HttpRequest, desk: Desk) -> None:
    progress = desk.progress
    words = ngettext(
        "%(open)d question in %(domain)s is still open",
        "%(open)d questions in %(domain)s are still open",
        progress.open,
    ) % {"open": progress.open, "domain": desk.domain.name}
    first = open_questions(desk.domain, desk.answers)[0].slug
    messages.warning(request, format_html('<a href="{}#{}">{}</a>', request.path, first, words))


def _page(
    request: HttpRequest,
    desk: Desk,
    form: AnswersForm,
    stale: dict[str, Answer] | None = None,
    *,
    late: bool = False,
) -> HttpResponse:
    """``late``: what was typed came after the closing and stands there unsaved."""
    former = former_wordings(desk.assessment, desk.answers.values())
    cards = build_cards(form, desk.content, stale, former=former)
    if late:
        cards = [replace(card, values=form.values(card.question.slug)) for card in cards]
    context = {
        "assessment": desk.assessment,
        "domain": desk.domain,
        "number": desk.content.domains.index(desk.domain) + 1,
        "total": len(desk.content.domains),
        "progress": desk.progress.counted,
        "cards": render_cards(form, cards),
        "faulty": [card for card in cards if card.errors or card.conflict],
        "words": script_words(),
        "address": _address(request),
        "from_check": _comes_from_check(request),
        "late": late,
    }
    status = 410 if late else 409 if stale else 422 if context["faulty"] else 200
    return render(request, "assessments/questions.html", context, status=status)


@require_POST
@not_stored
@transaction.atomic
def save_answer(request: HttpRequest, assessment_id: UUID, question: str) -> HttpResponse:
    """Saves one answer and replies in JSON; see docs/autosave.md for the protocol."""
    respondent = answering(request, assessment_id, lock=True)
    if respondent.assessment.is_sealed:
        message = gettext("This assessment was submitted; its answers cannot be changed any more.")
        return JsonResponse({"saved": False, "sealed": True, "message": message}, status=410)
    if respondent.assessment.is_closed:
        message = gettext(
            "The answering is closed, so this was not saved. What you see here is kept on this page."
        )
        return JsonResponse({"saved": False, "closed": True, "message": message}, status=410)
    desk = _desk(respondent, lambda text: any(one.slug == question for one in text.questions))
    text = next(one for one in desk.domain.questions if one.slug == question)
    names = (*PARTS, "version", "seq")
    data = {field_name(text.slug, name): request.POST.get(name, "") for name in names}
    form = desk.form(data | {"writer": request.POST.get("writer", "")}, text)
    form.is_valid()
    if form.is_refused(text.slug):
        return JsonResponse({"saved": False, "errors": form.errors_of(text.slug)}, status=400)
    return _save_one(desk, text, form, visitor_of(request))


def _save_one(desk: Desk, text: QuestionText, form: AnswersForm, visitor: Visitor) -> JsonResponse:
    try:
        saved = save_card(
            form,
            text.slug,
            respondent=desk.respondent,
            question=questions_of(desk.assessment)[text.slug],
            levels=levels_of(desk.assessment),
            saved_by=visitor.user,
        )
    except StaleAnswerError as error:
        return _conflict(desk, text, form, error.stored)
    after = replace(desk, answers=desk.answers | {text.slug: saved})
    return JsonResponse(
        {
            "saved": True,
            "version": saved.version,
            "saved_at": saved.updated_at.isoformat(),
            "status": after.progress.counted,
            "errors": form.errors_of(text.slug),
        }
    )


def _conflict(desk: Desk, text: QuestionText, form: AnswersForm, stored: Answer) -> JsonResponse:
    levels = desk.content.levels
    conflict = {
        "yours": lines_of(text, levels, form.values(text.slug)),
        "stored": lines_of(text, levels, values_of(stored)),
        "values": values_of(stored),
        "version": stored.version,
    }
    return JsonResponse({"saved": False, "conflict": conflict}, status=409)
