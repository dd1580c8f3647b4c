"""Setting the goal of a roadmap: the goal and the history of its metric, whole or not at all."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event, record
from accounts.models import User
from assessments.actions.locking import lock
from assessments.models import Assessment, BusinessGoal
from roadmaps.goals.pasting import Values
from roadmaps.goals.periods import first_day, index_of
from roadmaps.models import Goal, GoalValue
from roadmaps.models.fields import Basis


class StaleGoalError(Exception):
    """The goal was changed since it was read; ``current`` is what it is now."""

    def __init__(self, current: Goal) -> None:
        super().__init__("changed meanwhile")
        self.current = current


@dataclass(frozen=True, slots=True)
class GoalContent:
    """What a person decides about a goal; ``catalogue`` is the framework's goal that it was made from."""

    catalogue: BusinessGoal | None
    name: str
    why: str
    metric: str
    unit: str
    direction: str
    interval: str
    baseline: Decimal | None
    target: Decimal | None
    deadline: date | None
    basis: str
    owner_name: str


@transaction.atomic
def set_goal(
    *,
    assessment: Assessment,
    actor: User | None,
    seen: int,
    content: GoalContent,
    values: Values,
    today: date,
) -> Goal:
    """Sets or changes the goal and replaces the values of its metric, if it still is as the actor saw it.

    ``seen`` is its version, 0 where there was none. A new target or deadline is judged as of ``today``;
    another change leaves the day. The same content again changes nothing.
    Raises StaleGoalError, and ValueError for an assessment that is not submitted or content that is not
    valid.
    """
    locked = lock(assessment.pk)
    _check(locked, content, values, today)
    current = Goal.objects.filter(pk=locked.pk).first()
    if current is not None and _is_same(current, content, values):
        return current
    if (current.version if current else 0) != seen:
        if current is None:
            raise ValueError("There was no goal of this version.")
        raise StaleGoalError(current)
    goal = _write(locked, current, actor, content, today)
    goal.values.all().delete()
    GoalValue.objects.bulk_create(
        GoalValue(goal=goal, period=period, value=value) for period, value in values
    )
    record(
        Event.GOAL_CHANGED,
        actor=actor,
        organisation=locked.organisation_id,
        assessment=locked.pk,
        subject=locked.team_and_title,
        goal=goal.name,
        version=goal.version,
    )
    return goal


def _check(assessment: Assessment, content: GoalContent, values: Values, today: date) -> None:
    if not assessment.is_sealed:
        raise ValueError("Only a submitted assessment has a roadmap.")
    if content.catalogue is not None and content.catalogue.version_id != assessment.version_id:
        raise ValueError("The goal of another framework.")
    if not content.name.strip():
        raise ValueError("A goal has a name.")
    chosen = (
        (content.direction, BusinessGoal.Direction.values),
        (content.interval, Goal.Interval.values),
        (content.basis, ["", *Basis.values]),
    )
    if any(choice not in choices for choice, choices in chosen):
        raise ValueError("No such choice.")
    places = [index_of(period, content.interval) for period, _value in values]
    if len(set(places)) < len(places) or any(place > index_of(today, content.interval) for place in places):
        raise ValueError("A period has one value, and none before it has begun.")
    if any(first_day(place, content.interval) != day for place, (day, _) in zip(places, values, strict=True)):
        raise ValueError("A period is named by its first day.")


def _is_same(goal: Goal, content: GoalContent, values: Values) -> bool:
    mine = {name: getattr(goal, name) for name in GoalContent.__slots__}
    wanted = {name: getattr(content, name) for name in GoalContent.__slots__}
    return mine == wanted and list(goal.values.values_list("period", "value")) == sorted(values)


def _write(
    assessment: Assessment, current: Goal | None, actor: User | None, content: GoalContent, today: date
) -> Goal:
    goal = current or Goal(assessment=assessment, version=0)
    if current is None or (goal.target, goal.deadline) != (content.target, content.deadline):
        goal.set_on = today
    for name in GoalContent.__slots__:
        setattr(goal, name, getattr(content, name))
    goal.version += 1
    goal.changed_by, goal.changed_at = actor, timezone.now()
    goal.save()
    return goal
