"""One initiative: reading it, filling it in, starting it."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessments.views.common import not_stored
from roadmaps import access
from roadmaps.views.common import READ_OR_POST, page


@require_safe
@not_stored
def initiative(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Everything about it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "read_by")
    return page(request, "initiative", row.assessment, {"initiative": row})


@READ_OR_POST
@not_stored
def edit(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """Filling it in; a draft may be incomplete."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    return page(request, "initiative", row.assessment, {"initiative": row})


@READ_OR_POST
@not_stored
def start(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """What is fixed from the start on, and the button that starts it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    return page(request, "initiative", row.assessment, {"initiative": row})
