"""Setting the goal of a roadmap, with the history of its metric."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext

from assessments.access import visitor_of
from assessments.content import GoalText
from assessments.models import Assessment
from assessments.published import content_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from roadmaps import access
from roadmaps.actions.goals import StaleGoalError, set_goal
from roadmaps.forms.goal import COPIED, GoalForm, initial_of
from roadmaps.forms.summary import summary_of
from roadmaps.goal_page import goal_view
from roadmaps.models import Goal
from roadmaps.plan import plan_of
from roadmaps.views.common import page, today_of


@READ_OR_POST
@not_stored
def goal(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """How realistic the goal is and what it lacks, and the form that sets or changes it."""
    assessment = access.plan(request, assessment_id)
    options: dict[str, Any] = {"assessment": assessment, "today": today_of(assessment)}
    if request.method != "POST":
        start = _start(request, assessment)
        return _page(request, assessment, GoalForm(initial=start.initial, **options), start=start)
    form = GoalForm(request.POST, **options)
    if "take" in request.POST:
        return _take(request, assessment, form)
    if not form.is_valid():
        return _page(request, assessment, form, status=REFUSED)
    return _save(request, assessment, form)


@dataclass(frozen=True)
class _Start:
    """What the form begins with; ``from_last_round`` where nothing of it is saved here yet."""

    initial: dict[str, Any]
    from_last_round: bool = False


def _start(request: HttpRequest, assessment: Assessment) -> _Start:
    """The goal as it stands, or else that of the last round, or else the one that the assessment named."""
    own = Goal.objects.filter(pk=assessment.pk).first()
    if own is not None:
        return _Start(initial_of(own))
    before = _of_last_round(request, assessment)
    if before is not None:
        same = before.catalogue and assessment.version.goals.filter(slug=before.catalogue.slug).first()
        return _Start({**initial_of(before), "catalogue": same or None, "version": 0}, from_last_round=True)
    named = assessment.goal
    copied = {name: getattr(named, name) for name in COPIED} if named else {}
    return _Start({**copied, "catalogue": named, "version": 0})


def _of_last_round(request: HttpRequest, assessment: Assessment) -> Goal | None:
    if assessment.previous_id is None:
        return None
    readable = Assessment.objects.reported_to(visitor_of(request)).filter(pk=assessment.previous_id)
    return Goal.objects.filter(assessment__in=readable.values("pk")).select_related("catalogue").first()


def _take(request: HttpRequest, assessment: Assessment, form: GoalForm) -> HttpResponse:
    """The page again, with the texts of the chosen goal of the framework and all else as it was typed."""
    chosen = _chosen(assessment, form)
    copied = {name: getattr(chosen, name) for name in COPIED} if chosen else {}
    filled = GoalForm(initial={**form.typed(), **copied}, assessment=assessment, today=form.today)
    return _page(request, assessment, filled)


def _chosen(assessment: Assessment, form: GoalForm) -> GoalText | None:
    """The goal of the framework that the form names."""
    value = form["catalogue"].value()
    wanted = str(getattr(value, "pk", value) or "")
    slugs = {str(pk): slug for pk, slug in assessment.version.goals.values_list("pk", "slug")}
    return next((one for one in content_of(assessment).goals if one.slug == slugs.get(wanted)), None)


def _save(request: HttpRequest, assessment: Assessment, form: GoalForm) -> HttpResponse:
    try:
        set_goal(
            assessment=assessment,
            actor=visitor_of(request).user,
            seen=form.cleaned_data["version"],
            content=form.content(),
            values=form.cleaned_data["values"],
            today=form.today,
        )
    except StaleGoalError as stale:
        return _stale(request, assessment, form, stale.current)
    except ValueError:  # a made-up version, or an assessment that was opened again meanwhile
        raise Http404 from None
    messages.success(request, gettext("The goal was saved."))
    return redirect("goal", assessment.pk)


def _stale(request: HttpRequest, assessment: Assessment, form: GoalForm, current: Goal) -> HttpResponse:
    """The form as it was sent, which now knows of the other goal, and what that says where they differ."""
    theirs = GoalForm(initial=initial_of(current), assessment=assessment, today=form.today)
    differing = [
        (str(bound.label), _shown(theirs, bound.name))
        for bound in form.visible_fields()
        if _shown(theirs, bound.name) != _shown(form, bound.name)
    ]
    mine = {**form.typed(), "version": current.version}
    again = GoalForm(initial=mine, assessment=assessment, today=form.today)
    return _page(request, assessment, again, status=STALE, theirs=current, differing=differing)


def _shown(form: GoalForm, name: str) -> str:
    """What stands in a box, choices by their labels."""
    bound = form[name]
    value = bound.value()
    value = getattr(value, "pk", value)
    choices = {str(key): str(label) for key, label in getattr(bound.field, "choices", ())}
    text = "" if value is None else str(value)
    return choices.get(text, text).replace("\r\n", "\n").strip()


def _page(
    request: HttpRequest,
    assessment: Assessment,
    form: GoalForm,
    *,
    status: int = 200,
    start: _Start | None = None,
    **context: Any,
) -> HttpResponse:
    shown = {
        "form": form,
        "summary": summary_of(form) if form.is_bound else [],
        "goal_view": goal_view(plan_of(assessment), form.today),
        "pattern": _chosen(assessment, form),
        "from_last_round": start is not None and start.from_last_round,
        **context,
    }
    return page(request, "goal", assessment, shown, status=status)
