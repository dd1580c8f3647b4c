"""A roadmap as it stands, read once: what its pages, the report and the exports show.

Frozen through and through, so that what is made from it can be remembered by its value. Texts are the
team's own; names of domains and questions are slugs, whose texts come with the framework's content.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Prefetch

from assessments.models import Assessment, GoalRelevance
from roadmaps.models import CheckIn, ChecklistItem, GapSwap, Goal, Initiative, Pilot


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that an initiative moves; None where it is not known yet."""

    name: str
    unit: str
    baseline: Decimal | None
    target: Decimal | None

    @property
    def rises(self) -> bool | None:
        """Whether more is better, by its baseline and target; None while one is missing or both are equal."""
        if self.baseline is None or self.target is None or self.baseline == self.target:
            return None
        return self.target > self.baseline


@dataclass(frozen=True, slots=True)
class Item:
    """A practice of the checklist; ``reached`` is the rating it was answered with again."""

    question: str
    current: int | None
    target: int
    reason: str
    reached: int | None
    note: str
    link: str
    answered_by: str
    answered_at: datetime | None
    is_met: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A pilot: ``measure`` is "leading" or "lagging", ``decision`` "", "scale", "adjust" or "stop"."""

    number: int
    kind: str
    segment: str
    measure: str
    criterion: Decimal | None
    decide_on: date | None
    started_on: date | None
    decision: str
    measured: Decimal | None
    reason: str
    decided_by: str
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Week:
    """A check-in; ``week`` is its Monday, ``status`` "on_track", "at_risk" or "stuck"."""

    week: date
    pilot: int
    leading: Decimal | None
    lagging: Decimal | None
    status: str
    line: str
    next_step: str
    author: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An initiative with all that belongs to it; the last of the ``pilots`` is the one that goes on."""

    pk: UUID
    slot: int | None
    domain: str
    current: int
    target: int
    state: str
    title: str
    owner: str
    manager: str
    effort: str
    leading: Metric
    lagging: Metric
    basis: str
    also_watched: tuple[str, ...]
    steps: tuple[str, str, str, str]
    review_day: int | None
    started_at: datetime | None
    ended_at: datetime | None
    checklist: tuple[Item, ...]
    pilots: tuple[Stretch, ...]
    check_ins: tuple[Week, ...]

    @property
    def pilot(self) -> Stretch:
        """The one that goes on, or the last one."""
        return self.pilots[-1]


@dataclass(frozen=True, slots=True)
class Swap:
    """That the gap of ``taken`` (a domain) was taken instead of that of ``given_up``; ids of initiatives."""

    given_up: str
    taken: str
    reason: str
    by: str
    at: datetime
    given_up_id: UUID | None = None
    taken_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Aim:
    """The SMART goal; ``values`` are the metric's by the first day of each period, oldest first.

    ``serves``: the domains that matter for it as the framework says, none for a goal of the team's own.
    """

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
    owner: str
    set_on: date
    values: tuple[tuple[date, Decimal], ...]
    serves: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """``initiatives`` hold a place, in the order of their places; ``former`` gave theirs up."""

    goal: Aim | None
    initiatives: tuple[Planned, ...]
    former: tuple[Planned, ...]
    swaps: tuple[Swap, ...]

    @property
    def is_empty(self) -> bool:
        return self.goal is None and not self.initiatives and not self.former


def plan_of(assessment: Assessment) -> Plan:
    """The roadmap of one assessment in seven queries, eight with a framework's goal, whatever is in it."""
    return plans_of([assessment.pk])[assessment.pk]


def plans_of(assessments: Iterable[UUID]) -> dict[UUID, Plan]:
    """The roadmaps of several assessments, by their ids, in as many queries."""
    wanted = list(assessments)
    goals = {goal.pk: goal for goal in _goals(wanted)}
    rows: dict[UUID, list[Planned]] = {}
    for initiative in _initiatives(wanted):
        rows.setdefault(initiative.assessment_id, []).append(_planned(initiative))
    swaps: dict[UUID, list[Swap]] = {}
    for swap in GapSwap.objects.filter(assessment__in=wanted).select_related("given_up", "taken"):
        swaps.setdefault(swap.assessment_id, []).append(
            Swap(
                given_up=swap.given_up.domain,
                taken=swap.taken.domain,
                reason=swap.reason,
                by=swap.by_name,
                at=swap.at,
                given_up_id=swap.given_up_id,
                taken_id=swap.taken_id,
            )
        )
    return {
        pk: Plan(
            goal=_aim(goals[pk]) if pk in goals else None,
            initiatives=tuple(one for one in rows.get(pk, ()) if one.slot is not None),
            former=tuple(one for one in rows.get(pk, ()) if one.slot is None),
            swaps=tuple(swaps.get(pk, ())),
        )
        for pk in wanted
    }


def aims_of(assessments: Iterable[UUID]) -> dict[UUID, Aim]:
    """The goals alone of several assessments, by their ids, in two queries."""
    return {goal.pk: _aim(goal) for goal in _goals(list(assessments))}


def planned_of(initiative: Initiative) -> Planned:
    """One initiative, read anew with all that belongs to it."""
    return _planned(_with_parts(Initiative.objects.filter(pk=initiative.pk)).get())


def _goals(assessments: list[UUID]) -> Any:
    relevances = GoalRelevance.objects.select_related("domain")
    rows = Goal.objects.filter(pk__in=assessments).select_related("catalogue")
    return rows.prefetch_related("values", Prefetch("catalogue__relevances", relevances))


def _initiatives(assessments: list[UUID]) -> Any:
    return _with_parts(Initiative.objects.filter(assessment__in=assessments))


def _with_parts(rows: Any) -> Any:
    return rows.prefetch_related(
        Prefetch("checklist", ChecklistItem.objects.order_by("position")),
        Prefetch("pilots", Pilot.objects.order_by("number")),
        Prefetch("check_ins", CheckIn.objects.select_related("pilot").order_by("week")),
    )


def _planned(row: Initiative) -> Planned:
    return Planned(
        pk=row.pk,
        slot=row.slot,
        domain=row.domain,
        current=row.current,
        target=row.target,
        state=row.state,
        title=row.title,
        owner=row.owner_name,
        manager=row.manager_name,
        effort=row.effort,
        leading=Metric(row.leading_metric, row.leading_unit, row.leading_baseline, row.leading_target),
        lagging=Metric(row.lagging_metric, row.lagging_unit, row.lagging_baseline, row.lagging_target),
        basis=row.basis,
        also_watched=tuple(line.strip() for line in row.also_watched.splitlines() if line.strip()),
        steps=(row.set_kpi, row.win_buy_in, row.develop_people, row.give_feedback),
        review_day=row.review_day,
        started_at=row.started_at,
        ended_at=row.ended_at,
        checklist=tuple(_item(item) for item in row.checklist.all()),
        pilots=tuple(_stretch(pilot) for pilot in row.pilots.all()),
        check_ins=tuple(_week(check_in) for check_in in row.check_ins.all()),
    )


def _item(row: ChecklistItem) -> Item:
    return Item(
        question=row.question,
        current=row.current,
        target=row.target,
        reason=row.reason,
        reached=row.reached,
        note=row.note,
        link=row.link,
        answered_by=row.answered_name,
        answered_at=row.answered_at,
        is_met=row.is_met,
    )


def _stretch(row: Pilot) -> Stretch:
    return Stretch(
        number=row.number,
        kind=row.kind,
        segment=row.segment,
        measure=row.measure,
        criterion=row.criterion,
        decide_on=row.decide_on,
        started_on=row.started_on,
        decision=row.decision,
        measured=row.measured,
        reason=row.reason,
        decided_by=row.decided_name,
        decided_at=row.decided_at,
    )


def _week(row: CheckIn) -> Week:
    return Week(
        week=row.week,
        pilot=row.pilot.number,
        leading=row.leading,
        lagging=row.lagging,
        status=row.status,
        line=row.line,
        next_step=row.next_step,
        author=row.author_name,
    )


def _aim(row: Goal) -> Aim:
    return Aim(
        name=row.name,
        why=row.why,
        metric=row.metric,
        unit=row.unit,
        direction=row.direction,
        interval=row.interval,
        baseline=row.baseline,
        target=row.target,
        deadline=row.deadline,
        basis=row.basis,
        owner=row.owner_name,
        set_on=row.set_on,
        values=tuple((value.period, value.value) for value in row.values.all()),
        serves=tuple(one.domain.slug for one in row.catalogue.relevances.all()) if row.catalogue else (),
    )
