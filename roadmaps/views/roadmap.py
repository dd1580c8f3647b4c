"""The roadmap as a whole: reading it, making it, discarding it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from assessments.access import visitor_of
from assessments.views.common import READ_OR_POST, STALE, not_stored
from roadmaps import access
from roadmaps.actions.making import discard_roadmap, make_roadmap
from roadmaps.actions.rules import RefusedError
from roadmaps.goal_page import goal_view
from roadmaps.models import Initiative
from roadmaps.pages.overview import overview_of
from roadmaps.pages.rounds import following_of, former_of
from roadmaps.plan import plan_of
from roadmaps.results import result_of
from roadmaps.views.common import WHY, page, today_of


@require_safe
@not_stored
def roadmap(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Goal and initiatives as they stand; before there is a roadmap, the gaps that it will be made of."""
    assessment = access.read(request, assessment_id)
    plan, today = plan_of(assessment), today_of(assessment)
    visitor = visitor_of(request)
    last = former_of(visitor, assessment)
    notes = last.by_domain if last else {}
    overview = overview_of(assessment, plan, result_of(assessment), today, notes)
    runs = access.runs(request, assessment)
    mine = Initiative.objects.checked_in_by(visitor).filter(assessment=assessment).running()
    context = {
        "overview": overview,
        "last": last,
        "following": following_of(visitor, assessment),
        "goal_view": goal_view(plan, today),
        "runs": runs,
        "checks_in": set(mine.values_list("pk", flat=True)),
        "renewable": runs and not assessment.next_rounds.exists(),
    }
    return page(request, "roadmap", assessment, context)


@require_POST
def make(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Makes the roadmap of the picked gaps; pressed again it leads to the one there is."""
    assessment = access.plan(request, assessment_id)
    try:
        make_roadmap(assessment=assessment, actor=visitor_of(request).user)
    except RefusedError as error:
        messages.warning(request, WHY[error.code])
    return redirect("roadmap", assessment.pk)


@READ_OR_POST
@not_stored
def discard(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Deletes a roadmap of which nothing has started, after a question."""
    assessment = access.plan(request, assessment_id)
    overview = overview_of(assessment, plan_of(assessment), result_of(assessment), today_of(assessment))
    refused = "" if overview.discardable else WHY["started"]
    if request.method != "POST" or refused:
        status = STALE if request.method == "POST" else 200
        return page(request, "discard", assessment, {"overview": overview, "refused": refused}, status=status)
    try:
        discard_roadmap(assessment=assessment, actor=visitor_of(request).user)
    except RefusedError as error:
        messages.warning(request, WHY[error.code])
    else:
        messages.success(request, gettext("The roadmap was discarded. The goal is kept."))
    return redirect("roadmap", assessment.pk)
