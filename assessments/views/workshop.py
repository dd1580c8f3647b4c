"""The workshop's big screen, for who runs the assessment."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from assessments.access import fetch, join_path, visitor_of
from assessments.actions import ClosedError, SealedError, StaleConsensusError, stamp_of
from assessments.actions import workshop as steps
from assessments.actions.asking import open_join_link
from assessments.content import QuestionText
from assessments.forms.workshop import AgreedForm
from assessments.models import Assessment, Workshop
from assessments.published import content_of, levels_of, questions_of
from assessments.qr import qr_code
from assessments.views.common import not_stored, sealed_response
from assessments.views.workshop_state import screen_mark, state_reply
from assessments.workshop import asked_in, consensus_on, distribution, on_screen, running, turnout


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def workshop(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the meeting looks at; each of its buttons posts here."""
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    if request.method == "POST":
        return _act(request, assessment)
    return _page(request, assessment)


@require_safe
@not_stored
def workshop_state(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the screen asks for every two seconds; see docs/workshop.md."""
    assessment = fetch(request, assessment_id, "run_by", related=("workshop",))
    held = getattr(assessment, "workshop", None)
    mark = screen_mark(assessment, held)
    if held is None or mark in {"ended", "sealed"}:
        return state_reply(request, {"mark": mark})
    count = turnout(held)
    return state_reply(
        request,
        {
            "mark": mark,
            "joined": count.joined_words,
            "voted": count.voted_words,
        },
    )


def _act(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Does what the pressed button is named after."""
    doing = next((ACTIONS[name] for name in request.POST if name in ACTIONS), None)
    if doing is None:
        return HttpResponseBadRequest()
    try:
        return doing(request, assessment)
    except SealedError:
        return sealed_response(request, assessment)
    except steps.NoWorkshopError:
        messages.warning(request, gettext("The workshop was ended on another screen."))
    except StaleConsensusError:
        _tell_of_other_consensus(request)
    except steps.StaleStepError as error:
        _tell_of_other_screen(request, assessment, error.workshop)
    return redirect("workshop", assessment.pk)


def _step(request: HttpRequest) -> int:
    text = request.POST.get("step", "")
    return int(text) if text.isdecimal() else 0


def _start(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    try:
        with transaction.atomic():
            steps.start_workshop(assessment=assessment, started_by=visitor_of(request).user)
            if "open_link" in request.POST:
                open_join_link(assessment=assessment, opened=True, actor=visitor_of(request).user)
    except (ValueError, ClosedError):
        messages.warning(request, gettext("The workshop was not started."))
    return redirect("workshop", assessment.pk)


def _open(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    try:
        open_join_link(assessment=assessment, opened=True, actor=visitor_of(request).user)
    except ClosedError:
        messages.warning(request, gettext("Answering is closed, so nobody new can join."))
    return redirect("workshop", assessment.pk)


def _show(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    question = questions_of(assessment).get(request.POST["show"])
    if question is None:
        return HttpResponseBadRequest()
    steps.show_question(assessment=assessment, step=_step(request), question=question)
    return redirect("workshop", assessment.pk)


def _median(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Goes on to the question that the button names, or to the end."""
    following = questions_of(assessment).get(request.POST["median"])
    steps.let_median_stand(
        assessment=assessment,
        step=_step(request),
        following=following,
        actor=visitor_of(request).user,
        seen=request.POST.get("seen"),
    )
    return redirect("workshop", assessment.pk) if following else _ended(request, assessment)


def _reveal(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    steps.reveal_votes(assessment=assessment, step=_step(request))
    return redirect("workshop", assessment.pk)


def _reopen(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    steps.reopen_votes(assessment=assessment, step=_step(request))
    return redirect("workshop", assessment.pk)


def _end(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    steps.end_workshop(assessment=assessment, step=_step(request), ended_by=visitor_of(request).user)
    return _ended(request, assessment)


def _ended(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.success(
        request, gettext("The workshop has ended. Look through the answers once more, then submit them.")
    )
    return redirect("check", assessment.pk)


def _record(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    held = running(assessment)
    if held is None:
        raise steps.NoWorkshopError
    if held.step != _step(request) or held.question is None:
        raise steps.StaleStepError(held)
    following = questions_of(assessment).get(request.POST["record"])
    form = AgreedForm(request.POST, ranks=_choices(assessment, held))
    if not form.is_valid():
        return _page(request, assessment, form)
    steps.agree_and_go_on(
        assessment=assessment,
        step=held.step,
        level=levels_of(assessment)[form.cleaned_data["level"]],
        why=form.cleaned_data["why"],
        following=following,
        recorded_by=visitor_of(request).user,
        seen=request.POST.get("seen"),
    )
    return redirect("workshop", assessment.pk) if following else _ended(request, assessment)


ACTIONS: dict[str, Callable[[HttpRequest, Assessment], HttpResponse]] = {
    "open": _open,
    "start": _start,
    "show": _show,
    "reveal": _reveal,
    "reopen": _reopen,
    "median": _median,
    "record": _record,
    "end": _end,
}


def _choices(assessment: Assessment, held: Workshop) -> list[int]:
    content = content_of(assessment)
    asked = asked_in(content)
    place = on_screen(held, asked)
    return distribution(held, content, asked[place][1]).choices if place is not None else []


def _tell_of_other_screen(request: HttpRequest, assessment: Assessment, held: Workshop) -> None:
    """Nothing to say where the other screen, or the same button pressed twice, led to the same place."""
    shown = held.question.slug if held.question else ""
    if "record" in request.POST and request.POST.get("why", "").strip():
        words = gettext(
            "Another screen went on meanwhile, so this was not recorded: level %(level)s, “%(why)s”."
        )
        messages.warning(request, words % _typed(request))
    elif request.POST.get("show", shown) != shown or ("reveal" in request.POST) > held.revealed:
        messages.warning(request, gettext("Another screen went on meanwhile. This is where the workshop is."))


def _tell_of_other_consensus(request: HttpRequest) -> None:
    words = gettext("Somebody recorded or withdrew a consensus here meanwhile: look at what stands now.")
    if "record" in request.POST:
        words = gettext(
            "Somebody recorded or withdrew a consensus here meanwhile: look at what stands now. "
            "This was not recorded: level %(level)s, “%(why)s”."
        ) % _typed(request)
    messages.warning(request, words)


def _typed(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip() for name in ("level", "why")}


def _page(request: HttpRequest, assessment: Assessment, form: AgreedForm | None = None) -> HttpResponse:
    held = running(assessment)
    if held is None:
        context: dict[str, Any] = {
            "assessment": assessment,
            "ended": Workshop.objects.filter(pk=assessment.pk).exists(),
        }
        return render(request, "assessments/workshop/start.html", context)
    content = content_of(assessment)
    asked = asked_in(content)
    place = on_screen(held, asked)
    context = {
        "assessment": assessment,
        "workshop": held,
        "mark": screen_mark(assessment, held),
        "turnout": turnout(held),
        "domains": content.domains,
        "levels": content.levels,
        "first": asked[0][1].slug,
        "words": _script_words(),
        **_joining(request, assessment),
    }
    if place is None:
        return render(request, "assessments/workshop/lobby.html", context)
    domain, text = asked[place]
    context |= {
        "domain": domain,
        "question": text,
        "number": place + 1,
        "total": len(asked),
        "anchors": list(zip(content.levels, text.anchors, strict=True)),
        "former": asked[place - 1][1].slug if place else "",
        "following": asked[place + 1][1].slug if place + 1 < len(asked) else "",
    }
    if held.revealed:
        context |= _revealed(held, assessment, text, form)
    status = 422 if context.get("summary") else 200
    return render(request, "assessments/workshop/screen.html", context, status=status)


def _revealed(
    held: Workshop, assessment: Assessment, text: QuestionText, form: AgreedForm | None
) -> dict[str, Any]:
    shown = distribution(held, content_of(assessment), text)
    agreed = consensus_on(held)
    # A consensus that answers moved away from holds no more.
    holds = agreed if agreed is not None and agreed.level.rank in shown.choices else None
    initial = {"level": holds.level.rank, "why": holds.why} if holds else {"level": shown.median}
    form = form or AgreedForm(initial=initial, ranks=shown.choices)
    return {
        "distribution": shown,
        "consensus": holds,
        "seen": stamp_of(agreed),
        "form": form,
        "chosen": str(form["level"].value() or ""),
        "summary": [
            (target, error)
            for field, target in (("level", f"level-{shown.median}"), ("why", "why"))
            for error in form.errors.get(field, [])
        ],
    }


def _joining(request: HttpRequest, assessment: Assessment) -> dict[str, Any]:
    """How a phone gets in: an address and the code that a camera reads."""
    path = join_path(assessment) if assessment.join_open else reverse("vote", args=[assessment.pk])
    url = request.build_absolute_uri(path)
    return {"join_url": url, "code": qr_code(url)}


def _script_words() -> dict[str, str]:
    """By the names that static/js/workshop-screen.js knows."""
    return {
        "moved": gettext("Another screen went on meanwhile. Reload the page to follow it."),
        "lost": gettext("Connection lost, trying again."),
        "elsewhere": gettext("This workshop is not open to you any more. Reload the page."),
    }
