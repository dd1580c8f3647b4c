"""Taking another gap than the ones picked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from assessments.views.common import not_stored
from roadmaps import access
from roadmaps.views.common import READ_OR_POST


@READ_OR_POST
@not_stored
def swap(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Another gap instead of this one, with the reason."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    return redirect("roadmap", row.assessment_id)


@READ_OR_POST
@not_stored
def take(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """One more gap, while a place is free."""
    assessment = access.plan(request, assessment_id)
    return redirect("roadmap", assessment.pk)
