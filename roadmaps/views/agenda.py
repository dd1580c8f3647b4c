"""One page for the weekly meeting."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessments.views.common import not_stored
from roadmaps import access
from roadmaps.agenda import agenda_of
from roadmaps.plan import plan_of
from roadmaps.views.common import page, today_of


@require_safe
@not_stored
def agenda(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """Every running initiative, most at risk first, on one sheet of paper."""
    assessment = access.read(request, assessment_id)
    plan, today = plan_of(assessment), today_of(assessment)
    context = {"plan": plan, "today": today, "agenda": agenda_of(plan, today)}
    return page(request, "agenda", assessment, context)
