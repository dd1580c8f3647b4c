"""Answering the checklist again, and closing the initiative as done."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext

from accounts.models import User
from assessments.access import visitor_of
from assessments.published import content_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions import checklists as actions
from roadmaps.forms.checklist import ItemForm
from roadmaps.forms.summary import remember_seen, summary_of
from roadmaps.models import Initiative
from roadmaps.plan import planned_of
from roadmaps.rhythm import rhythm_of
from roadmaps.views.common import page, today_of


@READ_OR_POST
@not_stored
def checklist(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """What has to be true for the next level, answered again with what proves it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "checked_in_by")
    if request.method == "POST":
        forms = _forms(row, request.POST)
        return (
            _save(request, row, forms)
            if all(form.is_valid() for form in forms)
            else _page(request, row, forms)
        )
    return (
        _page(request, row, _forms(row)) if row.state == Initiative.State.RUNNING else _refused(request, row)
    )


def _forms(row: Initiative, data: QueryDict | None = None) -> list[ItemForm]:
    content = content_of(row.assessment)
    questions = {one.slug: one for domain in content.domains for one in domain.questions}
    return [
        ItemForm(data, item=item, question=questions[item.question], content=content)
        for item in row.checklist.select_related("initiative")
    ]


def _save(request: HttpRequest, row: Initiative, forms: list[ItemForm]) -> HttpResponse:
    """Each item for itself: one that somebody else answered meanwhile keeps no other from being saved."""
    try:
        for form in forms:
            _save_one(form, visitor_of(request).user)
    except actions.NotRunningError:  # ended meanwhile: what was typed is shown, not thrown away
        row.refresh_from_db(fields=["state"])
        return _page(request, row, forms, closed=_why_refused(row))
    if any(form.theirs for form in forms):
        return _page(request, row, forms)
    messages.success(request, gettext("The checklist was saved."))
    return redirect("checklist", row.assessment_id, row.pk)


def _save_one(form: ItemForm, actor: User | None) -> None:
    answered = form.answered()
    if answered is None:
        return
    try:
        form.item = actions.answer_checklist_item(
            item=form.item, answered=answered, seen=form.cleaned_data["seen"], actor=actor
        )
    except actions.StaleItemError as stale:
        form.item, form.theirs = stale.current, True
    remember_seen(form, form.item.version)


def _refused(request: HttpRequest, row: Initiative) -> HttpResponse:
    messages.warning(request, _why_refused(row))
    return redirect(row)


def _why_refused(row: Initiative) -> str:
    if row.state == Initiative.State.PLANNED:
        return gettext("The checklist is answered again once the initiative has started.")
    return gettext("This initiative is over; it stays as it ended.")


def _page(request: HttpRequest, row: Initiative, forms: list[ItemForm], *, closed: str = "") -> HttpResponse:
    summary = [fault for form in forms if form.is_bound for fault in summary_of(form)]
    stale = any(form.theirs for form in forms)
    status = REFUSED if summary else STALE if stale or closed else 200
    items = [form.item for form in forms]
    context = {
        "initiative": row,
        "forms": forms,
        "summary": summary,
        "stale": stale,
        "closed": closed,
        "met": sum(item.is_met for item in items),
        "total": len(items),
        "may_close": access.runs(request, row.assessment),
    }
    return page(request, "checklist", row.assessment, context, status=status)


@READ_OR_POST
@not_stored
def done(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """What closing means, and the button; only with proof for every practice."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    if row.state not in (Initiative.State.RUNNING, Initiative.State.DONE):
        return _refused(request, row)
    if row.state == Initiative.State.DONE:
        return redirect(row)
    if request.method == "POST":
        return _close(request, row)
    items = list(row.checklist.all())
    if not items or not all(item.is_met for item in items):
        return _unproven(request, row, sum(not item.is_met for item in items))
    domain = next(one for one in content_of(row.assessment).domains if one.slug == row.domain)
    rhythm = rhythm_of(planned_of(row), today_of(row.assessment))
    pilot = rhythm.planned.pilot
    context = {
        "initiative": row,
        "domain": domain,
        "items": _forms(row),
        "is_measured": rhythm.measured.last is not None,
        "meets": rhythm.measured.meets(pilot.criterion),
        "is_open": not pilot.decision,
    }
    return page(request, "done", row.assessment, context)


def _close(request: HttpRequest, row: Initiative) -> HttpResponse:
    try:
        actions.close_as_done(initiative=row, actor=visitor_of(request).user)
    except actions.NotProvenError as lacking:
        return _unproven(request, row, len(lacking.items))
    except actions.NotRunningError:
        row.refresh_from_db(fields=["state"])
        return _refused(request, row)
    messages.success(
        request, gettext("Closed as done. The level counts as claimed until the next assessment confirms it.")
    )
    return redirect(row)


def _unproven(request: HttpRequest, row: Initiative, lacking: int) -> HttpResponse:
    words = gettext(
        "Not done yet: %(count)d practices of the checklist still lack their level or their proof."
    )
    messages.warning(request, words % {"count": lacking})
    return redirect("checklist", row.assessment_id, row.pk)
