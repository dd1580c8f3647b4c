"""What the earlier round's roadmap brought: its initiatives as the later round finds them, and the metric."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.report.ladder import Ladder
from reports.report.rounds_shapes import MetricChange, Outcome
from reports.report.shapes import Fact
from reports.rounds.sides import Side
from roadmaps.numbers import show
from roadmaps.plan import Aim, Planned
from scoring import DomainResult

Found = tuple[bool | None, str]
Values = tuple[tuple[date, Decimal], ...]


def outcomes(before: Side, after: Side, *, comparable: bool) -> list[tuple[str, Outcome]]:
    """Each initiative with the slug of its domain; one that was swapped before it began is none."""
    names = {domain.slug: domain.name for side in (after, before) for domain in side.content.domains}
    found = {one.domain: one for one in after.result.domains}
    ladder = Ladder(before.content)
    rows = []
    for one in _initiatives(before):
        confirmed, state = _state(one, found.get(one.domain) if comparable else None, ladder)
        move = _("From %(before)s to %(after)s") % {
            "before": ladder.inner(one.current),
            "after": ladder.inner(one.target),
        }
        rows.append((one.domain, Outcome(one.title, names[one.domain], move, state, confirmed)))
    return rows


def _initiatives(before: Side) -> list[Planned]:
    plan = before.plan
    everything = (*plan.initiatives, *plan.former) if plan else ()
    return [one for one in everything if one.state != "swapped"]


def _state(one: Planned, now: DomainResult | None, ladder: Ladder) -> Found:
    if one.state == "done":
        return _confirmation(one, now, ladder)
    if one.state == "stopped":
        return None, _("Stopped.")
    if one.state == "planned":
        return None, _("Planned, but not started.")
    decided = [pilot.decision for pilot in one.pilots if pilot.decision]
    words = {"scale": _("Decided to scale; it goes on."), "adjust": _("Adjusted; it goes on.")}
    return None, words.get(decided[-1], _("Running.")) if decided else _("Running.")


def _confirmation(one: Planned, now: DomainResult | None, ladder: Ladder) -> Found:
    """A finished initiative claims its level until the next round confirms it."""
    level = {"level": ladder.inner(one.target)}
    if now is None or now.level is None or now.evidenced is None:
        return False, _("Done, but the later round has no level that could confirm %(level)s.") % level
    if now.level < one.target:
        return False, _("Done, but not confirmed: the later round does not reach %(level)s.") % level
    if now.evidenced < one.target:
        return True, _("Done and confirmed by the answers, not yet by evidence: %(level)s.") % level
    return True, _("Done and confirmed: %(level)s.") % level


def metric_change(before: Side, after: Side) -> MetricChange | None:
    """Of the earlier round's goal, or the later one's if that had none; None where there is no metric.

    Values that the other goal notes of the same metric count, too.
    """
    goals = [side.plan.goal for side in (before, after) if side.plan and side.plan.goal]
    aim = next((goal for goal in goals if goal.metric), None)
    if aim is None:
        return None
    values = merged_values(aim, goals)
    start, end = _at(values, before.submitted_at.date()), _at(values, after.submitted_at.date())
    first = start[1] if start else aim.baseline
    between = tuple(one for one in values if start and end and start[0] <= one[0] <= end[0])
    return MetricChange(
        name=aim.metric,
        sentence=_metric(aim, first, end[1] if end and end != start else None),
        values=tuple(Fact(period(day, aim.interval), show(value, aim.unit)) for day, value in between),
    )


def merged_values(aim: Aim, goals: list[Aim]) -> Values:
    """The values of all goals that measure the same, oldest first; a later goal's word stands."""
    same = [goal for goal in goals if (goal.metric, goal.unit) == (aim.metric, aim.unit)]
    return tuple(sorted({day: value for goal in same for day, value in goal.values}.items()))


def period(day: date, interval: str) -> str:
    """The month or quarter that begins on this day."""
    if interval == "quarter":
        return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
    return date_format(day, "YEAR_MONTH_FORMAT")


def _at(values: Values, day: date) -> tuple[date, Decimal] | None:
    """The value of the last period that had begun by then."""
    return next((one for one in reversed(values) if one[0] <= day), None)


def _metric(aim: Aim, first: Decimal | None, last: Decimal | None) -> str:
    words = {
        "metric": aim.metric,
        "before": show(first, aim.unit),
        "after": show(last, aim.unit),
        "target": show(aim.target, aim.unit),
    }
    return next(_metric_words(aim, first, last)) % words


def _metric_words(aim: Aim, first: Decimal | None, last: Decimal | None) -> Iterator[str]:
    """The first one that holds."""
    if last is None:
        yield _("%(metric)s: no value was noted between the two rounds.")
    elif first is None:
        yield _("%(metric)s: now at %(after)s.")
    elif first == last:
        yield _("%(metric)s: unchanged at %(after)s.")
    elif aim.target is None:
        yield _("%(metric)s: from %(before)s to %(after)s.")
    elif _is_better(aim, last, aim.target) or last == aim.target:
        yield _("%(metric)s: from %(before)s to %(after)s, which reaches the target of %(target)s.")
    elif _is_better(aim, last, first):
        yield _("%(metric)s: from %(before)s to %(after)s, nearer to the target of %(target)s.")
    else:
        yield _("%(metric)s: from %(before)s to %(after)s, further from the target of %(target)s.")


def _is_better(aim: Aim, one: Decimal, other: Decimal) -> bool:
    return one > other if aim.direction == "up" else one < other
