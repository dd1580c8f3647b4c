"""Interim milestones: what the metric should be at the ends of some periods on the way to the target."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from roadmaps.goals.periods import index_of, last_day
from roadmaps.goals.series import Run, year_over_year

MOST = 6


@dataclass(frozen=True, slots=True)
class Milestone:
    """The value to have reached by a day, the end of the period with this number (or the deadline in it)."""

    index: int
    day: date
    value: Fraction


def milestones(
    run: Run, *, baseline: Decimal | None, target: Decimal | None, deadline: date | None, set_on: date
) -> tuple[Milestone, ...]:
    """At most six, as many periods apart from each other, counted back from the deadline.

    They lie on the straight line from the baseline (in the period of ``set_on``) to the target; with two
    full years of values each season's usual deviation from the trend is added. The last one is the target.
    None where baseline, target or deadline is missing, or the deadline is not after ``set_on``.
    """
    if baseline is None or target is None or deadline is None or deadline <= set_on:
        return ()
    start, end = index_of(set_on, run.interval), index_of(deadline, run.interval)
    step = max(1, -(-(end - start) // MOST))
    places = [end - step * back for back in range(MOST) if end - step * back > start] or [end]
    season = deviations(run)
    low, high = Fraction(baseline) - season[start % run.a_year], Fraction(target) - season[end % run.a_year]
    found = []
    for index in reversed(places):
        share = Fraction(index - start, end - start) if end > start else Fraction(1)
        value = low + (high - low) * share + season[index % run.a_year]
        found.append(Milestone(index, min(last_day(index, run.interval), deadline), value))
    return tuple(found)


def deviations(run: Run) -> tuple[Fraction, ...]:
    """How far each season usually lies from the trend, by the period's number modulo a year.

    All 0 without two full years; over the full years that are there they add up to 0.
    """
    found = [Fraction()] * run.a_year
    if not run.is_seasonal:
        return tuple(found)
    years = len(run.values) // run.a_year
    count = years * run.a_year
    values, first = run.values[-count:], run.end - count + 1
    changes = year_over_year(run)
    pace = sum(changes, Fraction()) / len(changes)
    mean, middle = sum(values, Fraction()) / count, Fraction(count - 1, 2)
    for place, value in enumerate(values):
        found[(first + place) % run.a_year] += (value - mean - pace * (place - middle)) / years
    return tuple(found)
