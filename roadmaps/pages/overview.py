"""The page of the whole roadmap, with every string that it shows."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.time_zones import zone_of
from assessments.content import Content
from assessments.models import Assessment
from assessments.published import content_of
from roadmaps.cautions import cautions_of_plan
from roadmaps.models.initiatives import MOST
from roadmaps.pages import wording
from roadmaps.pages.cards import Card, card_of
from roadmaps.plan import Plan, Planned, Swap
from scoring import Gap, Result


@dataclass(frozen=True, slots=True)
class Offer:
    """A gap that the roadmap can take; ``picked`` where the report picked it.

    ``note`` says what the last round's roadmap does or did about it, "" where nothing.
    """

    domain: str
    name: str
    move: str
    rank: str
    practices: str
    picked: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class Former:
    """An initiative that gave up its place; ``because`` where another gap was taken instead.

    ``stopped`` says when and why it was, "" where it never started.
    """

    pk: UUID
    title: str
    state_label: str
    state_tag: str
    because: str
    stopped: str
    replaceable: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """``picked`` are the gaps that a roadmap would be made of, as long as there is none.

    ``offers`` are the gaps that could be taken; ``is_free`` where a place and a gap are there. ``goal`` is
    the name of the goal that the roadmap serves, "" without one. ``discardable`` while nothing has started.
    """

    is_made: bool
    picked: tuple[Offer, ...]
    cards: tuple[Card, ...]
    former: tuple[Former, ...]
    offers: tuple[Offer, ...]
    cautions: tuple[str, ...]
    goal: str
    is_free: bool
    is_running: bool
    discardable: bool


def overview_of(
    assessment: Assessment, plan: Plan, result: Result, today: date, notes: Mapping[str, str] | None = None
) -> Overview:
    """What the page shows on that day, in the active language; ``notes`` on gaps by their domains."""
    content = content_of(assessment)
    every = (*plan.initiatives, *plan.former)
    offers = offers_of(content, plan, result)
    return Overview(
        is_made=bool(every),
        picked=() if every else _picked(offers, notes or {}),
        cards=tuple(card_of(content, one, today) for one in plan.initiatives),
        former=tuple(former_of(content, plan, one, zone_of(assessment.organisation)) for one in plan.former),
        offers=offers,
        cautions=tuple(str(wording.CAUTIONS_OF_ALL[code]) for code in cautions_of_plan(plan)),
        goal=goal_name(assessment, content, plan),
        is_free=bool(every) and len(plan.initiatives) < MOST and bool(offers),
        is_running=any(one.state == "running" for one in plan.initiatives),
        discardable=bool(every) and all(one.started_at is None for one in every),
    )


def _picked(offers: tuple[Offer, ...], notes: Mapping[str, str]) -> tuple[Offer, ...]:
    return tuple(replace(one, note=notes.get(one.domain, "")) for one in offers if one.picked)


def offers_of(content: Content, plan: Plan, result: Result) -> tuple[Offer, ...]:
    """The gaps that hold no place, by impact."""
    held = {one.domain for one in plan.initiatives}
    picked = {gap.domain for gap in result.gaps}
    count = len(result.candidates)
    return tuple(
        _offer(content, gap, rank, count, picked=gap.domain in picked)
        for rank, gap in enumerate(result.candidates, 1)
        if gap.domain not in held
    )


def _offer(content: Content, gap: Gap, rank: int, count: int, *, picked: bool) -> Offer:
    practices = len(gap.practices)
    return Offer(
        domain=gap.domain,
        name=wording.domain_name(content, gap.domain),
        move=wording.move(content, gap.current, gap.target),
        rank=_("Number %(rank)d of %(count)d by impact") % {"rank": rank, "count": count},
        practices=ngettext("%(count)d practice to raise", "%(count)d practices to raise", practices)
        % {"count": practices},
        picked=picked,
    )


def goal_name(assessment: Assessment, content: Content, plan: Plan) -> str:
    """The goal that the roadmap serves: the SMART one, or else the one that the assessment named."""
    if plan.goal is not None:
        return plan.goal.name
    slug = assessment.goal.slug if assessment.goal else ""
    return next((goal.name for goal in content.goals if goal.slug == slug), "")


def former_of(content: Content, plan: Plan, planned: Planned, zone: tzinfo) -> Former:
    """One that gave up its place."""
    swap = next((swap for swap in plan.swaps if swap.given_up_id == planned.pk), None)
    return Former(
        pk=planned.pk,
        title=planned.title,
        state_label=wording.state_label(planned.state),
        state_tag=wording.STATE_TAGS.get(planned.state, ""),
        because=because_of(content, swap, zone) if swap else "",
        stopped=_stopped(planned, zone),
        replaceable=swap is None and len(plan.initiatives) < MOST,
    )


def _stopped(planned: Planned, zone: tzinfo) -> str:
    pilot = planned.pilot
    if planned.state != "stopped" or pilot.decided_at is None:
        return ""
    named = {"date": wording.day(pilot.decided_at.astimezone(zone).date()), "reason": pilot.reason}
    return _("Stopped on %(date)s: %(reason)s") % named


def because_of(content: Content, swap: Swap, zone: tzinfo) -> str:
    """Which gap was taken instead of which, when, by whom and why."""
    named = {
        "taken": wording.domain_name(content, swap.taken),
        "given_up": wording.domain_name(content, swap.given_up),
        "reason": swap.reason,
        "name": swap.by,
        "date": wording.day(swap.at.astimezone(zone).date()),
    }
    if swap.by:
        return _("%(taken)s was taken instead of %(given_up)s on %(date)s by %(name)s: %(reason)s") % named
    return _("%(taken)s was taken instead of %(given_up)s on %(date)s: %(reason)s") % named
