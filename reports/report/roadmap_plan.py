"""The roadmap as the report shows it: what is done about the gaps, who does it, and how it stands."""

from datetime import date

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.index import Index
from reports.report.initiatives import domain_name, initiative
from reports.report.roadmap_shapes import Roadmap, Swapped
from reports.report.timeline import timeline
from reports.report.wording import day, sentences
from roadmaps.goal_page import goal_view
from roadmaps.models import Initiative
from roadmaps.plan import Plan, Planned, Swap
from roadmaps.rhythm import rhythm_of


def roadmap(index: Index) -> Roadmap | None:
    """None without one."""
    plan, today = index.source.plan, index.source.today
    if plan is None or today is None:
        return None
    takeaway = _takeaway(plan, today)
    return Roadmap(
        title=_title(plan),
        takeaway=takeaway,
        as_of=_("As of %(date)s. The levels of this report stay as they were submitted.")
        % {"date": day(today)},
        goal=goal_view(plan, today),
        initiatives=tuple(
            initiative(index, planned, number, today) for number, planned in enumerate(plan.initiatives, 1)
        ),
        former=tuple(
            initiative(index, planned, None, today) for planned in plan.former if not _is_swap_only(planned)
        ),
        swaps=tuple(_swap(index, one) for one in plan.swaps),
        timeline=timeline(plan, today, takeaway),
    )


def _is_swap_only(planned: Planned) -> bool:
    """Swapped before it started: the line on the swap, with its reason, says all there is."""
    return planned.state == Initiative.State.SWAPPED and planned.started_at is None


def _title(plan: Plan) -> str:
    count = len(plan.initiatives)
    if not count:
        return _("Roadmap")
    return ngettext(
        "%(count)d initiative, one level up", "%(count)d initiatives, each one level up", count
    ) % {"count": count}


def _takeaway(plan: Plan, today: date) -> str:
    if not plan.initiatives:
        return _("No initiative has been planned yet.")
    return sentences(_counts(plan), next_decision(plan, today))


def _counts(plan: Plan) -> str:
    states = [one.state for one in plan.initiatives]
    return _("Running: %(running)d of %(count)d. Done: %(done)d.") % {
        "running": states.count(Initiative.State.RUNNING),
        "done": states.count(Initiative.State.DONE),
        "count": len(states),
    }


def next_decision(plan: Plan, today: date) -> str:
    """A sentence on the first decision to come, or the one due the longest; "" without one."""
    ahead = [
        (one.pilot.decide_on, one)
        for one in plan.initiatives
        if one.state == Initiative.State.RUNNING and one.pilot.decide_on and not one.pilot.decision
    ]
    if not ahead:
        return ""
    decide_on, first = min(ahead, key=_by_date)
    words = _("The next decision is on %(date)s: %(title)s.")
    if rhythm_of(first, today).decision_due:
        words = _("A decision has been due since %(date)s: %(title)s.")
    return words % {"date": day(decide_on), "title": first.title}


def _by_date(found: tuple[date, Planned]) -> date:
    return found[0]


def _swap(index: Index, swap: Swap) -> Swapped:
    on = localtime(swap.at).date()
    at = day(on)
    return Swapped(
        title=_("%(taken)s instead of %(given_up)s")
        % {"taken": domain_name(index, swap.taken), "given_up": domain_name(index, swap.given_up)},
        reason=swap.reason,
        who=_("%(name)s, on %(date)s") % {"name": swap.by, "date": at} if swap.by else at,
        on=on,
    )
