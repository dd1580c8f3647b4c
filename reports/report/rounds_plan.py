"""What the roadmaps between two rounds brought: initiatives as the next round finds them, and the metric."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.report.ladder import Ladder
from reports.report.plain_shapes import Fact
from reports.report.rounds_shapes import MetricChange, Outcome
from reports.report.wording import day as written
from reports.report.wording import sentences
from reports.rounds.sides import Side, compares
from roadmaps.goal_page import course_of
from roadmaps.goal_words import Figures, short_metric
from roadmaps.goals.periods import index_of
from roadmaps.numbers import bare, show
from roadmaps.plan import Aim, Planned
from scoring import DomainResult

Found = tuple[bool | None, str]
Values = tuple[tuple[date, Decimal], ...]


def all_outcomes(sides: Sequence[Side]) -> list[tuple[str, Outcome]]:
    """Those of every round but the last one, each as the round after it finds them."""
    pairs = list(pairwise(sides))
    if len(pairs) == 1:
        return outcomes(*pairs[0])
    rows = []
    for before, after in pairs:
        words = {"round": written(before.submitted_at), "next": written(after.submitted_at)}
        source = _("From the roadmap of %(round)s; the later round is that of %(next)s.") % words
        rows += [(domain, replace(one, source=source)) for domain, one in outcomes(before, after)]
    return rows


def outcomes(before: Side, after: Side) -> list[tuple[str, Outcome]]:
    """Each initiative with the slug of its domain; one that was swapped before it began is none."""
    comparable = compares(before, after)
    names = {domain.slug: domain.name for side in (after, before) for domain in side.content.domains}
    found = {one.domain: one for one in after.result.domains}
    ladder = Ladder(before.content)
    rows = []
    for one in _initiatives(before):
        now = found.get(one.domain) if comparable else None
        confirmed, state = _too_late(one, after) or _state(one, now, ladder)
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


def _too_late(one: Planned, after: Side) -> Found | None:
    """What came after the later round cannot have led to it; None where it did not."""
    if one.started_at and one.started_at > after.submitted_at:
        return None, _("Started only after the later round.")
    if one.state == "done" and one.ended_at and one.ended_at > after.submitted_at:
        return None, _("Done only after the later round, which cannot confirm it.")
    return None


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


def started_between(sides: Sequence[Side]) -> list[Planned]:
    """The initiatives of all rounds but the last one that had started by then, the oldest round first."""
    end = sides[-1].submitted_at
    every = (one for side in sides[:-1] if side.plan for one in (*side.plan.former, *side.plan.initiatives))
    return [one for one in every if one.started_at and one.started_at <= end]


def metric_change(sides: Sequence[Side]) -> MetricChange | None:
    """Of the newest goal before the last round that has a value for it, or the last round's own.

    None where there is no metric. Values that the other goals note of the same metric count, too.
    """
    goals = [side.plan.goal for side in sides if side.plan and side.plan.goal]
    earlier = [side.plan.goal for side in sides[:-1] if side.plan and side.plan.goal]
    aims = [goal for goal in (*reversed(earlier), *goals[len(earlier) :]) if goal.metric]
    if not aims:
        return None
    dates = sides[0].submitted_at.date(), sides[-1].submitted_at.date()
    spans = [(aim, _between(merged_values(aim, goals), *dates)) for aim in aims]
    aim, values = next((one for one in spans if len(one[1]) > 1), spans[0])
    start = values[0] if values and values[0][0] <= dates[0] else None
    end = values[-1] if values and values[-1] != start else None
    first = start[1] if start else aim.baseline
    return MetricChange(
        name=short_metric(aim.metric),
        sentence=_metric(aim, first, end, ran=bool(started_between(sides))),
        values=tuple(Fact(period(day, aim.interval), show(value, aim.unit)) for day, value in values),
        numbers=tuple((day, bare(value)) for day, value in values),
        unit=aim.unit,
    )


def _between(values: Values, since: date, until: date) -> Values:
    """From the period that had begun last by the first day to the one that had by the second."""
    start = max((day for day, _value in values if day <= since), default=since)
    return tuple(one for one in values if start <= one[0] <= until)


def merged_values(aim: Aim, goals: list[Aim]) -> Values:
    """The values of all goals that measure the same, oldest first; a later goal's word stands."""
    same = [goal for goal in goals if (goal.metric, goal.unit) == (aim.metric, aim.unit)]
    return tuple(sorted({day: value for goal in same for day, value in goal.values}.items()))


def period(day: date, interval: str) -> str:
    """The month or quarter that begins on this day."""
    if interval == "quarter":
        return _("Q%(quarter)d %(year)d") % {"quarter": (day.month + 2) // 3, "year": day.year}
    return date_format(day, "YEAR_MONTH_FORMAT")


def _metric(aim: Aim, first: Decimal | None, end: tuple[date, Decimal] | None, *, ran: bool) -> str:
    planned = _planned(aim, end) if end else None
    words = {
        "metric": short_metric(aim.metric),
        "before": show(first, aim.unit),
        "after": show(end[1] if end else None, aim.unit),
        "target": show(aim.target, aim.unit),
        "planned": "" if planned is None else Figures(aim).value(planned),
    }
    last = end[1] if end else None
    if not ran and end:
        said = next(_metric_words(replace(aim, target=None), first, last, None)) % words
        return sentences(said, _("No roadmap ran between the two rounds, so this is not its doing."))
    return next(_metric_words(aim, first, last, planned)) % words


def _planned(aim: Aim, end: tuple[date, Decimal]) -> Fraction | None:
    """What the way to the target asks for in that period; None before its start, or without a way."""
    way, index = course_of(aim, end[0]).way, index_of(end[0], aim.interval)
    return way.at(index) if way and index > way.start else None


def _metric_words(
    aim: Aim, first: Decimal | None, last: Decimal | None, planned: Fraction | None
) -> Iterator[str]:
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
    elif not _is_better(aim, last, first):
        yield _("%(metric)s: from %(before)s to %(after)s, further from the target of %(target)s.")
    elif planned is not None and _is_better(aim, planned, last):
        yield _(
            "%(metric)s: from %(before)s to %(after)s, nearer to the target of %(target)s, but behind plan "
            "(%(planned)s by then)."
        )
    else:
        yield _("%(metric)s: from %(before)s to %(after)s, nearer to the target of %(target)s.")


def _is_better(aim: Aim, one: Decimal | Fraction, other: Decimal | Fraction) -> bool:
    return one > other if aim.direction == "up" else one < other
