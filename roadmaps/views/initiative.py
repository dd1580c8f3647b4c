"""One initiative: reading it, filling it in, starting it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from assessments.access import visitor_of
from assessments.published import content_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions.changing import change_initiative
from roadmaps.actions.rules import NotReadyError, RefusedError, StaleError
from roadmaps.actions.starting import start_initiative
from roadmaps.forms.initiative import InitiativeForm
from roadmaps.forms.summary import summary_of
from roadmaps.models import Initiative
from roadmaps.pages import wording
from roadmaps.pages.cards import card_of
from roadmaps.pages.detail import detail_of
from roadmaps.pages.editing import editing_of, theirs_of
from roadmaps.people import people_of
from roadmaps.plan import plan_of, planned_of
from roadmaps.views.common import WHY, page, today_of


@require_safe
@not_stored
def initiative(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Everything about it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "read_by")
    plan, today = plan_of(row.assessment), today_of(row.assessment)
    planned = next(one for one in (*plan.initiatives, *plan.former) if one.pk == row.pk)
    checks_in = Initiative.objects.checked_in_by(visitor_of(request)).filter(pk=row.pk).exists()
    context = {
        "detail": detail_of(row.assessment, plan, planned, today),
        "runs": access.runs(request, row.assessment),
        "checks_in": checks_in,
    }
    return page(request, "initiative", row.assessment, context)


@READ_OR_POST
@not_stored
def edit(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Filling it in; a draft may be incomplete. Once it runs, what was fixed cannot be changed here."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    if row.state not in (Initiative.State.PLANNED, Initiative.State.RUNNING):
        messages.warning(request, WHY["over"])
        return redirect(row)
    data = request.POST if request.method == "POST" else None
    form = InitiativeForm(data, initiative=row, people=people_of(row.assessment))
    if data is None or not form.is_valid():
        return _edit_page(request, row, form, status=REFUSED if form.errors else 200)
    return _change(request, row, form)


def _change(request: HttpRequest, row: Initiative, form: InitiativeForm) -> HttpResponse:
    try:
        change_initiative(
            initiative=row,
            version=form.cleaned_data["version"],
            fields=form.written(),
            actor=visitor_of(request).user,
        )
    except NotReadyError as error:
        for code in error.missing:
            form.add_error(*wording.MISSING[code])
        return _edit_page(request, row, form, status=REFUSED)
    except StaleError as error:
        return _edit_page(request, error.current, form, status=STALE, theirs=theirs_of(form, error.current))
    except RefusedError as error:
        messages.warning(request, WHY[error.code])
        return redirect(row)
    messages.success(request, gettext("Saved."))
    return redirect(row)


def _edit_page(
    request: HttpRequest,
    row: Initiative,
    form: InitiativeForm,
    *,
    status: int,
    theirs: list[tuple[str, str]] | None = None,
) -> HttpResponse:
    assessment = row.assessment
    if theirs is not None:
        _know_of(form, row)
    context: dict[str, Any] = {
        "editing": editing_of(assessment, planned_of(row), form, today_of(assessment)),
        "initiative": row,
        "form": form,
        "summary": summary_of(form) if form.is_bound else [],
        "theirs": theirs,
    }
    return page(request, "edit", assessment, context, status=status)


def _know_of(form: Any, row: Initiative) -> None:
    """From now on the form counts as made from the initiative as it is."""
    form.data = form.data.copy()
    form.data["version"] = str(row.version)


@READ_OR_POST
@not_stored
def start(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """What is fixed from the start on, and the button that starts it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    if row.state != Initiative.State.PLANNED:
        return redirect(row)
    if request.method != "POST":
        return _start_page(request, row)
    version = request.POST.get("version", "")
    try:
        start_initiative(
            initiative=row,
            version=int(version) if version.isdecimal() else 0,
            today=today_of(row.assessment),
            actor=visitor_of(request).user,
        )
    except NotReadyError:
        return _start_page(request, row, status=REFUSED)
    except StaleError as error:
        return _start_page(request, error.current, status=STALE)
    except RefusedError as error:
        messages.warning(request, WHY[error.code])
    else:
        messages.success(request, gettext("Started. The first check-in is at the next review."))
    return redirect(row)


def _start_page(request: HttpRequest, row: Initiative, *, status: int = 200) -> HttpResponse:
    card = card_of(content_of(row.assessment), planned_of(row), today_of(row.assessment))
    context = {"initiative": row, "card": card, "changed": status == STALE, "summary": []}
    if status == REFUSED:
        edit_page = f"{row.get_absolute_url()}edit/"
        context["refused"] = [(f"{edit_page}#id_{note.field}", note.text) for note in card.missing]
    return page(request, "start", row.assessment, context, status=status)
