"""Taking another gap than the ones picked."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from assessments.access import visitor_of
from assessments.models import Assessment
from assessments.published import content_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions.rules import RefusedError, StaleError
from roadmaps.actions.swapping import swap_gap, take_gap
from roadmaps.forms.summary import summary_of
from roadmaps.forms.swap import SwapForm, TakeForm
from roadmaps.models import Initiative
from roadmaps.pages.overview import Offer, offers_of
from roadmaps.plan import plan_of
from roadmaps.results import result_of
from roadmaps.views.common import WHY, page


def offers_for(assessment: Assessment) -> tuple[Offer, ...]:
    """The gaps that hold no place."""
    return offers_of(content_of(assessment), plan_of(assessment), result_of(assessment))


@READ_OR_POST
@not_stored
def swap(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Another gap instead of this one, with the reason."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    offers = offers_for(row.assessment)
    if request.method != "POST":
        return _swap_page(request, row, SwapForm(initial={"version": row.version}, offers=offers), offers)
    form = SwapForm(request.POST, offers=offers)
    # A form sent twice names a gap that is taken by now; the action knows whether it was by this form.
    if not form.is_valid() and not _only_taken(form):
        return _swap_page(request, row, form, offers, status=REFUSED)
    return _swap(request, row, form, offers)


def _domain(data: Mapping[str, Any]) -> str:
    """The domain that was asked for, as far as a database can be asked about it."""
    return str(data.get("domain", "")).replace("\0", "")


def _only_taken(form: SwapForm) -> bool:
    return set(form.errors) == {"domain"} and form.has_error("domain", "invalid_choice")


def _swap(request: HttpRequest, row: Initiative, form: SwapForm, offers: tuple[Offer, ...]) -> HttpResponse:
    try:
        taken = swap_gap(
            initiative=row,
            domain=_domain(form.data),
            reason=form.cleaned_data["reason"],
            version=form.cleaned_data["version"],
            actor=visitor_of(request).user,
        )
    except StaleError as error:
        fresh = SwapForm(initial={**form.cleaned_data, "version": error.current.version}, offers=offers)
        return _swap_page(request, error.current, fresh, offers, status=STALE, changed=True)
    except RefusedError as error:
        return _swap_page(request, row, form, offers, status=STALE, refused=WHY[error.code])
    messages.success(request, gettext("The gap was taken, and the reason is kept. Fill in the initiative."))
    return redirect(taken)


def _swap_page(
    request: HttpRequest,
    row: Initiative,
    form: SwapForm,
    offers: tuple[Offer, ...],
    *,
    status: int = 200,
    **more: Any,
) -> HttpResponse:
    context = {
        "initiative": row,
        "form": form,
        "offers": offers,
        "summary": summary_of(form) if form.is_bound and status == REFUSED else [],
        **more,
    }
    return page(request, "swap", row.assessment, context, status=status)


@READ_OR_POST
@not_stored
def take(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One more gap, while a place is free."""
    assessment = access.plan(request, assessment_id)
    offers = offers_for(assessment)
    data = request.POST if request.method == "POST" else None
    form = TakeForm(data, offers=offers)
    context: dict[str, Any] = {"form": form, "offers": offers, "summary": []}
    if data is None or (not form.is_valid() and not data.get("domain")):
        context["summary"] = summary_of(form) if data is not None else []
        return page(request, "take", assessment, context, status=200 if data is None else REFUSED)
    try:
        taken = take_gap(assessment=assessment, domain=_domain(data), actor=visitor_of(request).user)
    except RefusedError as error:
        return page(request, "take", assessment, {**context, "refused": WHY[error.code]}, status=STALE)
    messages.success(request, gettext("The gap was taken. Fill in the initiative."))
    return redirect(taken)
