"""The page of one initiative, with every string."""

from dataclasses import dataclass
from datetime import date, tzinfo

from django.utils.translation import gettext as _

from accounts.time_zones import zone_of
from assessments.content import Content, QuestionText
from assessments.models import Assessment
from assessments.published import content_of
from roadmaps.numbers import show
from roadmaps.pages import wording
from roadmaps.pages.cards import Card, card_of, criterion_of
from roadmaps.pages.overview import because_of, goal_name
from roadmaps.plan import Item, Plan, Planned, Stretch
from roadmaps.suggestions import next_step

UNKNOWN = "–"


@dataclass(frozen=True, slots=True)
class Practice:
    """A practice of the checklist; ``today`` is the anchor it was rated with, "" where nobody knew."""

    text: str
    move: str
    today: str
    reach: str
    next_step: str
    is_met: bool
    state: str
    note: str
    link: str
    answered: str


@dataclass(frozen=True, slots=True)
class Step:
    """One of the four steps of managing an improvement."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class PilotRow:
    """A pilot; ``decided`` is "" while it goes on."""

    kind: str
    segment: str
    criterion: str
    period: str
    decided: str
    measured: str
    reason: str


@dataclass(frozen=True, slots=True)
class Detail:
    """``met`` says how much of the checklist is proven; ``swaps`` which gap this one was taken for."""

    card: Card
    goal: str
    practices: tuple[Practice, ...]
    met: str
    steps: tuple[Step, ...]
    pilots: tuple[PilotRow, ...]
    also_watched: tuple[str, ...]
    basis: str
    swaps: tuple[str, ...]
    can_edit: bool
    can_swap: bool
    all_met: bool


def detail_of(assessment: Assessment, plan: Plan, planned: Planned, today: date) -> Detail:
    """What the page shows on that day, in the active language."""
    content, zone = content_of(assessment), zone_of(assessment.organisation)
    swaps = [swap for swap in plan.swaps if planned.pk in (swap.given_up_id, swap.taken_id)]
    replaced = any(swap.given_up_id == planned.pk for swap in swaps)
    met = sum(item.is_met for item in planned.checklist)
    return Detail(
        card=card_of(content, planned, today),
        goal=goal_name(assessment, content, plan),
        practices=_practices(content, planned, zone),
        met=_("%(met)d of %(count)d proven") % {"met": met, "count": len(planned.checklist)},
        steps=steps_of(planned),
        pilots=tuple(_pilot(planned, pilot, zone) for pilot in planned.pilots if pilot.started_on),
        also_watched=planned.also_watched,
        basis=wording.basis_label(planned.basis),
        swaps=tuple(because_of(content, swap, zone) for swap in swaps),
        can_edit=planned.state in ("planned", "running"),
        can_swap=planned.state in ("planned", "stopped") and not replaced,
        all_met=bool(planned.checklist) and met == len(planned.checklist),
    )


def steps_of(planned: Planned) -> tuple[Step, ...]:
    """The four steps that have a text."""
    titles = (_("Set the KPI"), _("Win the team’s buy-in"), _("Develop people"), _("Give feedback"))
    return tuple(Step(title, text) for title, text in zip(titles, planned.steps, strict=True) if text)


def _practices(content: Content, planned: Planned, zone: tzinfo) -> tuple[Practice, ...]:
    questions = {question.slug: question for domain in content.domains for question in domain.questions}
    return tuple(_practice(content, questions[item.question], item, zone) for item in planned.checklist)


def _practice(content: Content, question: QuestionText, item: Item, zone: tzinfo) -> Practice:
    return Practice(
        text=question.text,
        move=_practice_move(content, item),
        today="" if item.current is None else question.anchor(item.current).statement,
        reach=question.anchor(item.target).statement,
        next_step=next_step(question, item.current),
        is_met=item.is_met,
        state=_practice_state(item),
        note=item.note,
        link=item.link,
        answered=_answered(item, zone),
    )


def _practice_move(content: Content, item: Item) -> str:
    if item.current is None:
        return _("Unknown, to find out; then to %(target)s") % {"target": wording.level(content, item.target)}
    return wording.move(content, item.current, item.target)


def _practice_state(item: Item) -> str:
    if item.is_met:
        return _("Proven")
    if item.reached is None:
        return _("Not answered again yet")
    if item.reached >= item.target:
        return _("Reached, but without a note or link")
    return _("Now at level %(level)d") % {"level": item.reached}


def _answered(item: Item, zone: tzinfo) -> str:
    if item.answered_at is None:
        return ""
    named = {"name": item.answered_by, "date": wording.day(item.answered_at.astimezone(zone).date())}
    return _("%(name)s, %(date)s") % named if item.answered_by else named["date"]


def _pilot(planned: Planned, pilot: Stretch, zone: tzinfo) -> PilotRow:
    metric = planned.leading if pilot.measure == "leading" else planned.lagging
    begins, ends = pilot.started_on, _end(planned, pilot, zone)
    return PilotRow(
        kind=wording.kind_label(pilot.kind),
        segment=pilot.segment,
        criterion=criterion_of(planned, pilot),
        period=_("%(start)s to %(end)s") % {"start": wording.day(begins), "end": wording.day(ends)}
        if begins and ends
        else "",
        decided=_decided(pilot, zone),
        measured=show(pilot.measured, metric.unit) if pilot.measured is not None else UNKNOWN,
        reason=pilot.reason,
    )


def _end(planned: Planned, pilot: Stretch, zone: tzinfo) -> date | None:
    """When it was decided or ended; until then, when it is to be decided."""
    over = pilot.decided_at or (planned.ended_at if pilot == planned.pilot else None)
    return over.astimezone(zone).date() if over else pilot.decide_on


def _decided(pilot: Stretch, zone: tzinfo) -> str:
    if not pilot.decision or pilot.decided_at is None:
        return ""
    named = {
        "decision": wording.decision_label(pilot.decision),
        "date": wording.day(pilot.decided_at.astimezone(zone).date()),
        "name": pilot.decided_by,
    }
    if pilot.decided_by:
        return _("%(decision)s, on %(date)s by %(name)s") % named
    return _("%(decision)s, on %(date)s") % named
