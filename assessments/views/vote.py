"""The workshop on a respondent's phone: joining, voting, waiting."""

from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import answering, refuse, visitor_of
from assessments.actions import Save, SealedError, StaleAnswerError
from assessments.actions import workshop as steps
from assessments.content import QuestionText
from assessments.forms.answers import AnswersForm, values_of
from assessments.forms.workshop import faults_of, vote_form
from assessments.models import Answer, Respondent, WorkshopSeat
from assessments.progress import answers_of
from assessments.published import content_of, levels_of, questions_of
from assessments.views.common import not_stored, sealed_response
from assessments.views.workshop_state import screen_mark, state_reply
from assessments.workshop import asked_in, running


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def vote(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The question on the screen, to vote on; joining and voting post here."""
    if request.method == "POST":
        return _join(request, assessment_id) if "join" in request.POST else _vote(request, assessment_id)
    respondent = answering(request, assessment_id)
    if respondent.assessment.is_sealed:
        return sealed_response(request, respondent.assessment)
    return _page(request, respondent)


@require_safe
@not_stored
def vote_state(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the phone asks for every two seconds, in one query of its own; see docs/workshop.md."""
    visitor = visitor_of(request)
    rows = Respondent.objects.of(visitor).select_related("assessment__workshop")
    respondent = rows.filter(assessment=assessment_id).first() or refuse(visitor)
    held = getattr(respondent.assessment, "workshop", None)
    return state_reply(request, {"mark": screen_mark(respondent.assessment, held)})


@transaction.atomic
def _join(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    respondent = answering(request, assessment_id, lock=True)
    try:
        steps.take_seat(respondent=respondent)
    except SealedError:
        return sealed_response(request, respondent.assessment)
    except steps.NoWorkshopError:
        messages.warning(request, _words("ended"))
    return redirect("vote", assessment_id)


@transaction.atomic
def _vote(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    respondent = answering(request, assessment_id, lock=True)
    content = content_of(respondent.assessment)
    asked = next((one for one in asked_in(content) if one[1].slug == request.POST.get("question")), None)
    if asked is None:
        return _reply(request, respondent, "former")
    domain, text = asked
    answers = answers_of(respondent, respondent.assessment, domain)
    form = vote_form(request.POST, question=text, content=content, answers=answers)
    faults = faults_of(form, text)
    refusal = "faulty" if faults else _refusal(request, respondent, text, form)
    if refusal == "faulty" and not _is_scripted(request):
        return _page(request, respondent, faults)
    return _reply(request, respondent, refusal, faults)


def _refusal(request: HttpRequest, respondent: Respondent, text: QuestionText, form: AnswersForm) -> str:
    """Casts the vote; says why not, or nothing."""
    save = Save(
        content=form.content(text.slug, levels_of(respondent.assessment)),
        seen=form.number(text.slug, "version"),
        writer=form.cleaned_data.get("writer"),
        writer_seq=form.number(text.slug, "seq"),
        saved_by=visitor_of(request).user,
    )
    question = questions_of(respondent.assessment)[text.slug]
    try:
        steps.cast_vote(respondent=respondent, question=question, save=save)
    except SealedError:
        return "sealed"
    except steps.NoWorkshopError:
        return "ended"
    except StaleAnswerError:
        return "stale"
    except steps.VoteRefusedError as error:
        return error.why
    return ""


def _words(refusal: str) -> str:
    return {
        "": gettext("Your vote is in."),
        "former": gettext("Not counted: the screen had gone on to another question. Nothing was changed."),
        "revealed": gettext("Not counted: the votes were already revealed. Nothing was changed."),
        "closed": gettext("Not counted: answering is closed."),
        "ended": gettext("The workshop has ended."),
        "sealed": gettext("This assessment was submitted; its answers cannot be changed any more."),
        "stale": gettext(
            "Not counted: you changed this answer elsewhere meanwhile. Look at it and vote again."
        ),
    }[refusal]


def _is_scripted(request: HttpRequest) -> bool:
    return request.headers.get("Accept") == "application/json"


def _reply(
    request: HttpRequest, respondent: Respondent, refusal: str, faults: dict[str, str] | None = None
) -> HttpResponse:
    """JSON to the page's script; an ordinary form gets the page again, and a message where it was refused."""
    if _is_scripted(request):
        status = {"": HTTPStatus.OK, "faulty": HTTPStatus.BAD_REQUEST, "sealed": HTTPStatus.GONE}
        message = " ".join(faults.values()) if faults else _words(refusal)
        body = {"saved": not refusal, "message": message}
        return JsonResponse(body, status=status.get(refusal, HTTPStatus.CONFLICT))
    if refusal:
        messages.warning(request, _words(refusal))
    return redirect("vote", respondent.assessment_id)


def _page(request: HttpRequest, respondent: Respondent, faults: dict[str, str] | None = None) -> HttpResponse:
    assessment = respondent.assessment
    held = running(assessment)
    seat = WorkshopSeat.objects.filter(respondent=respondent).first() if held else None
    context: dict[str, Any] = {
        "assessment": assessment,
        "workshop": held,
        "seat": seat,
        "mark": screen_mark(assessment, held),
        "words": _script_words(),
    }
    if held is not None and held.question is not None and seat is not None:
        content = content_of(assessment)
        domain, text = next(one for one in asked_in(content) if one[1].slug == held.question.slug)
        stored = answers_of(respondent, assessment, domain).get(text.slug)
        has_voted = seat.voted_on_id == held.question_id
        context |= {
            "domain": domain,
            "question": text,
            "options": list(zip(content.levels, text.anchors, strict=True)),
            "has_voted": has_voted,
            "given": _given(request, stored, posted=bool(faults)),
            "stored_words": _stored_words(text, stored),
            "version": stored.version if stored else 0,
            "faults": faults or {},
        }
    return render(request, "assessments/workshop/vote.html", context, status=422 if faults else 200)


def _given(request: HttpRequest, stored: Answer | None, *, posted: bool) -> dict[str, str]:
    """What the form shows: what was posted with a fault, else what is stored."""
    if not posted:
        return values_of(stored)
    return {part: request.POST.get(part, "") for part in ("answer", "reason")}


def _stored_words(text: QuestionText, stored: Answer | None) -> str:
    """The answer that counts for this respondent, "" without one."""
    if stored is None or not stored.is_complete:
        return ""
    if stored.level is not None:
        return f"{stored.level.rank} · {text.anchor(stored.level.rank).statement}"
    if stored.state == Answer.State.UNKNOWN:
        return gettext("We don’t know")
    return gettext("Does not apply: %(reason)s") % {"reason": stored.reason}


def _script_words() -> dict[str, str]:
    """By the names that static/js/workshop-vote.js knows."""
    return {
        "sending": gettext("Sending your vote…"),
        "lost": gettext("Connection lost, trying again. Your choice is kept on this phone."),
        "unsent": gettext("Not sent yet, trying again. Your choice is kept on this phone."),
        "elsewhere": gettext("This workshop is not open to you any more. Open your link again."),
    }
