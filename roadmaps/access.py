"""Who opens which page of a roadmap; every view begins with one of these.

Like ``assessments.access.fetch`` each raises Http404 (signed in) or SignInNeeded (signed out), whether the
ids exist or not. A roadmap belongs to a sealed assessment; before that nobody has one to open.
"""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest

from assessments.access import fetch, refuse, visitor_of
from assessments.models import Assessment
from assessments.views.common import may_run
from roadmaps.models import Initiative

Right = Literal["read_by", "planned_by", "checked_in_by"]
RELATED = ("organisation", "version__framework")


def read(request: HttpRequest, assessment_id: UUID) -> Assessment:
    """The assessment, for whoever may read its report."""
    return fetch(request, assessment_id, "reported_to", related=RELATED)


def plan(request: HttpRequest, assessment_id: UUID) -> Assessment:
    """The assessment, for whoever runs it."""
    assessment = fetch(request, assessment_id, "run_by", related=RELATED)
    return assessment if assessment.is_sealed else refuse(visitor_of(request))


def initiative_of(request: HttpRequest, assessment_id: UUID, initiative_id: UUID, right: Right) -> Initiative:
    """The initiative, with its assessment and organisation, if this visitor has the right."""
    visitor = visitor_of(request)
    allowed = getattr(Initiative.objects, right)(visitor)
    rows = allowed.filter(assessment=assessment_id, assessment__submitted_at__isnull=False)
    related = [f"assessment__{name}" for name in RELATED]
    found = rows.select_related(*related).filter(pk=initiative_id).first()
    return found or refuse(visitor)


def runs(request: HttpRequest, assessment: Assessment) -> bool:
    """Whether planning, starting and deciding are this visitor's business."""
    return may_run(visitor_of(request), assessment)
