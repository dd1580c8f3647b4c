"""The check-in of a week."""

from datetime import date
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext

from assessments.access import visitor_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions import check_ins as actions
from roadmaps.forms.check_in import CheckInForm
from roadmaps.forms.summary import remember_seen, summary_of
from roadmaps.models import CheckIn, Initiative
from roadmaps.plan import planned_of
from roadmaps.rhythm import Rhythm, monday_of, rhythm_of
from roadmaps.views.common import page, today_of

FIELDS = ("leading", "lagging", "status", "line", "next_step")


@READ_OR_POST
@not_stored
def check_in(request: HttpRequest, assessment_id: UUID, initiative_id: UUID) -> HttpResponse:
    """This week's, or that of the ``week`` in the address as long as it can be filled in."""
    row = access.initiative_of(request, assessment_id, initiative_id, "checked_in_by")
    rhythm = rhythm_of(planned_of(row), today_of(row.assessment))
    if request.method == "POST":
        return _save(request, row, rhythm)
    week = _asked_for(request, rhythm)
    if week is None:
        return _closed(request, row, rhythm)
    stored = row.check_ins.filter(week=week).first()
    form = CheckInForm(rhythm=rhythm, initial=_initial(week, stored))
    return _page(request, row, rhythm, form)


def _asked_for(request: HttpRequest, rhythm: Rhythm) -> date | None:
    """None where no check-in can be written."""
    try:
        asked = parse_date(request.GET.get("week", ""))
    except ValueError:
        asked = None
    wanted = monday_of(asked or rhythm.today)
    if wanted in rhythm.open_weeks:
        return wanted
    return next((week for week in rhythm.open_weeks if week == monday_of(rhythm.today)), None)


def _initial(week: date, stored: CheckIn | None) -> dict[str, Any]:
    if stored is None:
        return {"week": week, "seen": 0}
    return {"week": week, "seen": stored.version, **{name: getattr(stored, name) for name in FIELDS}}


def _save(request: HttpRequest, row: Initiative, rhythm: Rhythm) -> HttpResponse:
    form = CheckInForm(request.POST, rhythm=rhythm)
    if not form.is_valid():
        if form.errors.keys() & {"week", "seen"}:
            return _page(request, row, rhythm, _of_this_week(form, rhythm), closed=_why_closed(row, rhythm))
        return _page(request, row, rhythm, form)
    given = form.cleaned_data
    try:
        actions.check_in(
            initiative=row,
            week=given["week"],
            noted=form.noted(),
            seen=given["seen"],
            today=rhythm.today,
            actor=visitor_of(request).user,
        )
    except actions.ClosedWeekError:  # decided or ended meanwhile: what was typed is shown, not thrown away
        return _page(request, row, rhythm, form, closed=_why_closed(row, rhythm))
    except actions.StaleCheckInError as stale:
        remember_seen(form, stale.current.version)
        return _page(request, row, rhythm, form, theirs=stale.current)
    messages.success(request, gettext("The check-in was saved."))
    return redirect(row)


def _of_this_week(form: CheckInForm, rhythm: Rhythm) -> CheckInForm:
    """What was typed for a week that nobody can read, as if for this one; nothing of it was seen stored."""
    data = cast(QueryDict, form.data).copy()
    data["week"], data["seen"] = monday_of(rhythm.today).isoformat(), "0"
    again = CheckInForm(data, rhythm=rhythm)
    again.is_valid()
    return again


def _closed(request: HttpRequest, row: Initiative, rhythm: Rhythm) -> HttpResponse:
    messages.warning(request, _why_closed(row, rhythm))
    return redirect(row)


def _why_closed(row: Initiative, rhythm: Rhythm) -> str:
    if row.state == Initiative.State.PLANNED:
        return gettext("Check-ins begin once the initiative has started.")
    if rhythm.next_review is None:
        return gettext("This initiative is over; it stays as it ended.")
    words = gettext("That week takes no check-in. The next review is on %(day)s.")
    return words % {"day": date_format(rhythm.next_review, "DATE_FORMAT")}


def _page(
    request: HttpRequest,
    row: Initiative,
    rhythm: Rhythm,
    form: CheckInForm,
    *,
    theirs: CheckIn | None = None,
    closed: str = "",
) -> HttpResponse:
    week = form.cleaned_data["week"] if form.is_bound else form.initial["week"]
    before = [one for one in rhythm.planned.check_ins if one.week < week]
    context = {
        "initiative": row,
        "rhythm": rhythm,
        "form": form,
        "summary": summary_of(form) if form.is_bound else [],
        "week": week,
        "is_this_week": week == monday_of(rhythm.today),
        "others": [one for one in rhythm.to_change if one.week != week],
        "before": before[-1] if before else None,
        "changing": row.check_ins.filter(week=week).exists(),
        "theirs": theirs,
        "closed": closed,
    }
    status = REFUSED if form.errors else STALE if theirs or closed else 200
    return page(request, "check_in", row.assessment, context, status=status)
