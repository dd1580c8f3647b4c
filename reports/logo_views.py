"""The organisation's logo for whoever may read a report that carries it."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from accounts import logos
from accounts.models import Logo
from assessments.access import fetch


@require_safe
def report_logo(request: HttpRequest, assessment_id: UUID, digest: str) -> HttpResponse:
    """The picture, under a name that changes with it; readers need not be in the organisation."""
    assessment = fetch(request, assessment_id, "reported_to", related=())
    kept = Logo.objects.filter(organisation=assessment.organisation_id, digest=digest).first()
    if kept is None:
        raise Http404
    return logos.response(kept)
