"""What usually goes wrong with a roadmap, found where it happens: codes, never a reason to refuse. Pure."""

from collections.abc import Iterable
from datetime import date, timedelta

from roadmaps.plan import Metric, Plan, Planned

MOST_HERE = 3  # numbers watched in one initiative: the pair and one more
MOST_IN_ALL = 7  # different numbers on a whole roadmap: a pair for each of three, and the goal's
SHORTEST, LONGEST = timedelta(weeks=2), timedelta(weeks=13)
OPEN = ("planned", "running")
TEAM = 3


def cautions_of(planned: Planned, today: date) -> tuple[str, ...]:
    """Codes for an initiative that is planned or runs, () otherwise.

    "many_here" (more than three numbers watched), "no_manager", "elsewhere" (targets copied from others),
    "no_baseline" (a target is set without one), "beyond_target" and "met_already" (the criterion against
    target and baseline), "short_pilot" (under 2 weeks) and "long_pilot" (over 13).
    """
    if planned.state not in OPEN:
        return ()
    found = [
        ("many_here", len(numbers_of(planned)) > MOST_HERE),
        ("no_manager", not planned.manager),
        ("elsewhere", planned.basis == "elsewhere"),
        ("no_baseline", any(_is_guessed(metric) for metric in (planned.leading, planned.lagging))),
        *_of_criterion(planned),
        *_of_length(planned, today),
    ]
    return tuple(code for code, holds in found if holds)


def cautions_of_plan(plan: Plan) -> tuple[str, ...]:
    """Codes for the whole: "many_in_all" (over seven numbers), "one_owner" (of all three)."""
    watched = [numbers_of(one) for one in plan.initiatives if one.state in OPEN]
    numbers = set().union(*watched) | _folded([plan.goal.metric] if plan.goal else [])
    owners = [one.owner.casefold() for one in plan.initiatives if one.state in OPEN and one.owner]
    found = [
        ("many_in_all", len(numbers) > MOST_IN_ALL),
        ("one_owner", len(owners) >= TEAM and len(set(owners)) == 1),
    ]
    return tuple(code for code, holds in found if holds)


def _is_guessed(metric: Metric) -> bool:
    return metric.target is not None and metric.baseline is None


def numbers_of(planned: Planned) -> set[str]:
    """The different numbers that one initiative watches, however they are capitalised."""
    return _folded([planned.leading.name, planned.lagging.name, *planned.also_watched])


def _folded(names: Iterable[str]) -> set[str]:
    return {name.strip().casefold() for name in names if name.strip()}


def _of_criterion(planned: Planned) -> list[tuple[str, bool]]:
    """The criterion lies after the baseline and up to the target, whichever way the metric goes."""
    pilot = planned.pilot
    metric = planned.leading if pilot.measure == "leading" else planned.lagging
    if pilot.criterion is None or metric.baseline is None or metric.target is None or metric.rises is None:
        return []
    way, needed = metric.target - metric.baseline, pilot.criterion - metric.baseline
    share = needed / way
    return [("beyond_target", share > 1), ("met_already", share <= 0)]


def _of_length(planned: Planned, today: date) -> list[tuple[str, bool]]:
    pilot = planned.pilot
    begins = pilot.started_on or today
    if pilot.decide_on is None or pilot.decide_on <= begins:
        return []
    length = pilot.decide_on - begins
    return [("short_pilot", length < SHORTEST), ("long_pilot", length > LONGEST)]
