"""Starting the next round: what it would change first, then the round itself."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from assessments import actions
from assessments.access import fetch, remember, visitor_of
from assessments.models import Assessment
from assessments.rounds import versions_offered
from assessments.rounds.leaving import goes_on_with
from assessments.rounds.prospect import prospect_of
from assessments.views.common import not_stored


@require_http_methods(["GET", "HEAD", "POST"])
@not_stored
def next_round(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the newest version changes, and the button that starts the next round of a submitted one."""
    previous = fetch(request, assessment_id, "run_by")
    if not previous.is_sealed:
        return redirect("hub", previous.pk)
    if request.method == "POST":
        return _start(request, previous)
    return _page(request, previous)


def _start(request: HttpRequest, previous: Assessment) -> HttpResponse:
    """However often it is pressed, one round; a version that is not offered any more is told."""
    if not previous.next_rounds.exists():
        asked = request.POST.get("version", "")
        version = next((one for one in versions_offered(previous) if str(one.number) == asked), None)
        if version is None:
            return _page(request, previous, outdated=True)
        try:
            actions.open_next_round(previous=previous, version=version)
        except (actions.NoVersionError, ValueError):  # retired this very moment
            return _page(request, previous, outdated=True)
    return _lead_on(request, previous)


def _lead_on(request: HttpRequest, previous: Assessment) -> HttpResponse:
    """To the next round. Without an account it belongs to whoever has the last one."""
    following = previous.next_rounds.order_by("opened_at")[0]
    if not _may_open(request, following):
        return _page(request, previous)
    if following.is_anonymous:
        remember(request, following)
    return redirect(following)


def _page(request: HttpRequest, previous: Assessment, *, outdated: bool = False) -> HttpResponse:
    following = previous.next_rounds.order_by("opened_at").first()
    offered = versions_offered(previous) if following is None else []
    context = {
        "assessment": previous,
        "following": following,
        "may_open": following is not None and _may_open(request, following),
        "offered": offered,
        "version": offered[0] if offered else None,
        "prospect": prospect_of(previous, offered[0]) if offered else None,
        "going_on": goes_on_with(previous),
        "outdated": outdated and following is None and bool(offered),
    }
    status = 409 if outdated else 200
    return render(request, "assessments/next_round.html", context, status=status)


def _may_open(request: HttpRequest, following: Assessment) -> bool:
    mine = Assessment.objects.run_by(visitor_of(request))
    return following.is_anonymous or mine.filter(pk=following.pk).exists()
