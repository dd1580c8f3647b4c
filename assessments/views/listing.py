"""The list of a signed-in user's assessments, and the token that a page's script asks for."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from accounts.models import Membership
from assessments.access import visitor_of
from assessments.models import Assessment
from assessments.progress import counts_of
from assessments.views.common import not_stored
from scoring import load

PAGE = 25


@dataclass(frozen=True)
class Entry:
    """An assessment with its result when it is submitted, or else how far it is.

    ``renewable`` where the visitor can start the next round, ``readable`` where they read report and roadmap.
    """

    assessment: Assessment
    outcome: str
    renewable: bool
    readable: bool


@require_safe
@login_required
@not_stored
def assessments(request: HttpRequest) -> HttpResponse:
    """Everything that the user can open in some way, newest first."""
    visitor = visitor_of(request)
    found = Assessment.objects.listed_for(visitor).select_related(
        "organisation", "version__framework", "stored_result"
    )
    page = Paginator(found.prefetch_related("rubric__levels"), PAGE).get_page(request.GET.get("page"))
    counts = counts_of(page)
    shown = [assessment.pk for assessment in page]
    mine = Assessment.objects.renewable_by(visitor).filter(pk__in=shown).order_by()
    renewable = set(mine.values_list("pk", flat=True))
    reported = Assessment.objects.reported_to(visitor).filter(pk__in=shown).order_by()
    readable = set(reported.values_list("pk", flat=True))
    entries = [
        Entry(one, _outcome(one, counts), renewable=one.pk in renewable, readable=one.pk in readable)
        for one in page
    ]
    roles = set(Membership.objects.filter(user=request.user.pk).values_list("role", flat=True))
    runs = not roles.isdisjoint(Membership.RUNNING_ROLES)
    context = {"page": page, "entries": entries, "alone": not roles, "runs": runs}
    return render(request, "assessments/list.html", context)


def _outcome(assessment: Assessment, counts: dict[object, str]) -> str:
    if not assessment.is_sealed:
        return counts[assessment.pk]
    overall = load(assessment.stored_result.data).overall
    if overall.status == "not_applicable":
        return gettext("Not applicable")
    if overall.level is None:
        return gettext("Not rated")
    levels = assessment.rubric.levels.all()
    return gettext("Level %(rank)d of %(top)d %(name)s, evidenced %(evidenced)d") % {
        "rank": overall.level,
        "top": len(levels),
        "name": next(level.name for level in levels if level.rank == overall.level),
        "evidenced": overall.evidenced,
    }


@require_safe
@not_stored
def csrf_token(request: HttpRequest) -> HttpResponse:
    """A token that fits the cookie, for a page that was open while the token changed."""
    return JsonResponse({"token": get_token(request)})
