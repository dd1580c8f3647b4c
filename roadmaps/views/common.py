"""What the pages of the roadmap share."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from accounts.time_zones import today_in, zone_of
from assessments.models import Assessment

# Why an action of the roadmap was refused, by the code of ``RefusedError``.
WHY = {
    "not_sealed": _("A roadmap is made of a submitted assessment. Submit it first."),
    "no_gap": _("This domain is no gap of this assessment: it has no level, or the highest one already."),
    "three": _(
        "Three initiatives are on the roadmap, and more than three at a time is never a plan that a team "
        "carries out. Finish, stop or swap one first."
    ),
    "one_level": _(
        "This domain is on the roadmap already. A team rises one level at a time; the next assessment opens "
        "the next level."
    ),
    "started": _("An initiative has started, so this cannot be undone. Decide at its decision date instead."),
    "over": _("This initiative is over; it stays as it ended."),
    "replaced": _("Another gap has taken this one’s place already."),
    "no_reason": _("Say why another gap comes first. The roadmap keeps the reason."),
    "fixed": _(
        "Metrics, criterion and decision date stay as they were at the start, or nobody could tell whether "
        "it worked. Adjust at the decision date instead."
    ),
}


def today_of(assessment: Assessment) -> date:
    """The day that it is for the people of the assessment's organisation."""
    return today_in(zone_of(assessment.organisation))


def page(
    request: HttpRequest,
    name: str,
    assessment: Assessment,
    context: Mapping[str, Any],
    *,
    status: int = 200,
) -> HttpResponse:
    """A page of the roadmap: ``templates/roadmaps/<name>.html``."""
    return render(request, f"roadmaps/{name}.html", {"assessment": assessment, **context}, status=status)
