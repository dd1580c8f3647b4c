"""Scale, adjust or stop."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from assessments.access import visitor_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions import decisions as actions
from roadmaps.forms.decision import DecisionForm
from roadmaps.forms.summary import summary_of
from roadmaps.models import Initiative, Pilot
from roadmaps.plan import planned_of
from roadmaps.rhythm import Review, Rhythm, rhythm_of
from roadmaps.views.common import page, today_of


@READ_OR_POST
@not_stored
def decision(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """What was measured against the criterion, and what follows from it."""
    row = access.initiative_of(request, assessment_id, initiative_id, "planned_by")
    rhythm = rhythm_of(planned_of(row), today_of(row.assessment))
    # Sent again after it was decided, the form is told so by the action.
    if request.method == "POST":
        return _decide(request, row, rhythm)
    if not rhythm.is_running:
        return _refused(request, row)
    pilot = rhythm.planned.pilot
    initial = {**DecisionForm.initial_of(pilot, rhythm.today), "measured": rhythm.measured.last}
    return _page(request, row, rhythm, DecisionForm(initial=initial, rhythm=rhythm, going_on=pilot))


def _decide(request: HttpRequest, row: Initiative, rhythm: Rhythm) -> HttpResponse:
    planned = rhythm.planned
    number = request.POST.get("pilot", "")
    shown = next((one for one in planned.pilots if str(one.number) == number), None)
    if shown is None or shown.started_on is None:
        return _refused(request, row)
    form = DecisionForm(request.POST, rhythm=rhythm, going_on=shown)
    if not form.is_valid():
        return _page(request, row, rhythm, form) if rhythm.is_running else _refused(request, row)
    try:
        decided = actions.decide(
            initiative=row,
            number=shown.number,
            verdict=form.verdict(),
            today=rhythm.today,
            actor=visitor_of(request).user,
        )
    except actions.NotStartedError:
        return _refused(request, row)
    except actions.DecidedError as error:
        context = {"initiative": row, "stands": error.pilot, "typed": form.cleaned_data["reason"]}
        return page(request, "decided", row.assessment, context, status=STALE)
    messages.success(request, _done(decided))
    return redirect(row)


def _done(pilot: Pilot) -> str:
    return {
        Pilot.Decision.SCALE: gettext("Decided: scale. The wider pilot runs from today."),
        Pilot.Decision.ADJUST: gettext("Decided: adjust. The next pilot runs from today."),
        Pilot.Decision.STOP: gettext("Decided: stop. Its place on the roadmap is free."),
    }[Pilot.Decision(pilot.decision)]


def _refused(request: HttpRequest, row: Initiative) -> HttpResponse:
    if row.state == Initiative.State.PLANNED:
        words = gettext("Nothing was decided: the initiative has not started yet.")
    else:
        words = gettext("Nothing was decided: this initiative is over; it stays as it ended.")
    messages.warning(request, words)
    return redirect(row)


def _page(request: HttpRequest, row: Initiative, rhythm: Rhythm, form: DecisionForm) -> HttpResponse:
    pilot, measured = rhythm.planned.pilot, rhythm.measured
    context = {
        "initiative": row,
        "rhythm": rhythm,
        "pilot": pilot,
        "metric": measured.metric,
        "at_most": measured.metric.rises is False,
        "meets": measured.meets(pilot.criterion),
        "measured_in": measured.values[-1][0] if measured.values else None,
        "early": pilot.decide_on is not None and rhythm.today < pilot.decide_on,
        "missed": [one for one in rhythm.to_change if one.state in (Review.MISSED, Review.DUE)],
        "form": form,
        "summary": summary_of(form) if form.is_bound else [],
    }
    return page(request, "decision", row.assessment, context, status=REFUSED if form.errors else 200)
