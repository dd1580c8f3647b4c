"""Checking all answers, and submitting."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.contrib.messages.storage.base import BaseStorage
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from assessments import actions
from assessments.access import fetch, visitor_of
from assessments.asked_people import people_of
from assessments.content import Content, DomainText, QuestionText
from assessments.forms.cards import answer_words
from assessments.forms.report_language import ReportLanguageForm
from assessments.mail import mail_report_link
from assessments.models import Answer, Assessment, Question
from assessments.progress import answers_of, progress_of
from assessments.published import content_of
from assessments.responses import missing_questions
from assessments.tally import tallies_of
from assessments.views.common import not_stored, sealed_response


@dataclass(frozen=True)
class Row:
    """One question; ``missing`` when nobody answered it, ``unproven`` when it lacks the evidence it needs."""

    slug: str
    text: str
    lines: list[str]
    missing: bool
    unproven: bool


@dataclass(frozen=True)
class Group:
    slug: str
    name: str
    rows: list[Row]

    @property
    def missing(self) -> int:
        return sum(row.missing for row in self.rows)


@require_safe
@not_stored
def check(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What was answered and what is missing, before nothing can be changed any more."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    return _page(request, assessment, missing_questions(assessment))


def _page(
    request: HttpRequest,
    assessment: Assessment,
    missing: Iterable[Question],
    *,
    refused: bool = False,
    language_form: ReportLanguageForm | None = None,
) -> HttpResponse:
    content = content_of(assessment)
    respondent = assessment.respondent_of(visitor_of(request))
    answers = answers_of(respondent, assessment) if respondent is not None else {}
    people = people_of(assessment, uninvited=False)
    # Before enough have finished nothing is told of what they answered.
    slugs = set() if people.lacking else {question.slug for question in missing}
    shown = _unanswered(content, answers) if people.lacking else slugs
    groups = [
        Group(domain.slug, domain.name, _rows(content, domain, answers, shown)) for domain in content.domains
    ]
    context = {
        "assessment": assessment,
        "respondent": None if assessment.is_closed else respondent,
        "unfinished_self": respondent is not None and assessment.names_hidden,
        "people": people,
        "groups": groups,
        "progress": progress_of(content, answers),
        "missing": len(slugs),
        "unproven": 0 if assessment.is_closed else _unproven(groups),
        "unproven_most": content.unproven_most,
        "refused": refused,
        "tallies": tallies_of(assessment),
        "language_form": language_form
        or ReportLanguageForm(initial={"report_language": _language(assessment)}),
        # The field, and with it what is wrong there, is shown when nothing is missing.
        "summary": _summary(language_form) if language_form is not None and not slugs else [],
        "page_address": reverse("check", args=[assessment.pk]),
    }
    return render(request, "assessments/check.html", context, status=422 if refused else 200)


def _unproven(groups: list[Group]) -> int:
    return sum(row.unproven for group in groups for row in group.rows)


def _unanswered(content: Content, answers: dict[str, Answer]) -> set[str]:
    """What the visitor has not answered themselves."""
    asked = {question.slug for domain in content.domains for question in domain.questions}
    return asked - {slug for slug, answer in answers.items() if answer.is_complete}


def _language(assessment: Assessment) -> str:
    """Without a pick the report is in the organisation's language, or in the page's."""
    return assessment.organisation.language if assessment.organisation else get_language() or ""


def _summary(form: ReportLanguageForm) -> list[tuple[str, str]]:
    field = form["report_language"]
    return [(field.auto_id, str(error)) for error in field.errors]


def _rows(content: Content, domain: DomainText, answers: dict[str, Answer], missing: set[str]) -> list[Row]:
    return [
        Row(
            slug=question.slug,
            text=question.text,
            lines=_lines(content, question, answers.get(question.slug), question.slug in missing),
            missing=question.slug in missing,
            unproven=_is_unproven(content, answers.get(question.slug)),
        )
        for question in domain.questions
    ]


def _is_unproven(content: Content, answer: Answer | None) -> bool:
    if answer is None or answer.carried or answer.level is None:
        return False
    return answer.level.rank > content.unproven_most and not answer.has_evidence


def _lines(content: Content, question: QuestionText, answer: Answer | None, missing: bool) -> list[str]:
    if answer is not None and answer.carried and answer.state != Answer.State.BLANK:
        if answer.reworded:
            return [gettext("From last round and reworded since: read it again, then confirm or change it.")]
        return [gettext("From last round, still to be confirmed or changed.")]
    if not missing and (answer is None or not answer.is_complete):
        return [gettext("Answered by a colleague.")]
    return answer_words(question, content.levels, answer)


@require_POST
def submit(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Seals the assessment; however often it is sent, once. The report is mailed to the owner after that."""
    assessment = fetch(request, assessment_id, "run_by")
    language = request.POST.get("report_language") or _language(assessment)
    form = ReportLanguageForm({"report_language": language})
    if not form.is_valid() and not assessment.is_sealed:
        return _page(request, assessment, missing_questions(assessment), refused=True, language_form=form)
    try:
        with transaction.atomic():
            sealed, first = actions.submit(
                assessment=assessment,
                report_language=form.cleaned_data.get("report_language"),
                actor=visitor_of(request).user,
            )
            if first:
                transaction.on_commit(partial(mail_report_link, request, sealed))
    except actions.IncompleteError as error:
        return _page(request, assessment, error.missing, refused=True)
    except actions.TooFewError:
        return _page(request, assessment, (), refused=True)
    _thank(request)
    return redirect("report", sealed.pk)


def _thank(request: HttpRequest) -> None:
    """The same page for every press of the button: the thanks stand there once."""
    words = gettext("Thank you. The assessment is submitted, and this is its report.")
    waiting = messages.get_messages(request)
    already = any(str(message) == words for message in waiting)
    if isinstance(waiting, BaseStorage):
        waiting.used = False  # looking is not showing
    if not already:
        messages.success(request, words)
