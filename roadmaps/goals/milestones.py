"""Interim milestones: what the metric should be at the ends of some periods on the way to the target."""

from dataclasses import dataclass
from datetime import date, timedelta
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


@dataclass(frozen=True, slots=True)
class Way:
    """From the baseline in the period ``start`` to the target in the period ``end``; see ``way_of``."""

    start: int
    end: int
    low: Fraction
    high: Fraction
    season: tuple[Fraction, ...]

    def at(self, index: int) -> Fraction:
        """The value to have in a period; before the start it is the baseline, after the end the target."""
        place = min(max(index, self.start), self.end)
        share = Fraction(place - self.start, self.end - self.start) if self.end > self.start else Fraction(1)
        return self.low + (self.high - self.low) * share + self.season[place % len(self.season)]


def way_of(
    run: Run, *, baseline: Decimal | None, target: Decimal | None, deadline: date | None, set_on: date
) -> Way | None:
    """The straight line from the baseline, in the period of ``anchor``, to the target at the deadline.

    With two full years of values each season's usual deviation from the trend is added. None where baseline,
    target or deadline is missing, or the deadline is not after ``set_on``.
    """
    if baseline is None or target is None or deadline is None or deadline <= set_on:
        return None
    start, end = anchor(run, Fraction(baseline), set_on), index_of(deadline, run.interval)
    season = deviations(run)
    low, high = Fraction(baseline) - season[start % run.a_year], Fraction(target) - season[end % run.a_year]
    return Way(start, end, low, high, season)


def anchor(run: Run, baseline: Fraction, set_on: date) -> int:
    """The period of the baseline: that of the latest value, where it is that value, else of ``set_on``.

    The value of the period of ``set_on`` is only known when that is over, so the one before counts as well.
    """
    now = index_of(set_on, run.interval)
    latest = [index for index in (run.end, now - 1) if run.start <= index <= run.end]
    return next((index for index in latest if run.at(index) == baseline), now)


def milestones(way: Way, interval: str, deadline: date, set_on: date) -> tuple[Milestone, ...]:
    """At most six, as many periods apart from each other, counted back from the deadline.

    They lie on the way after ``set_on``, each at the end of its period; the last one is the target at the
    deadline.
    """
    start = max(way.start, index_of(set_on + timedelta(days=1), interval) - 1)
    step = max(1, -(-(way.end - start) // MOST))
    places = [way.end - step * back for back in range(MOST) if way.end - step * back > start]
    return tuple(
        Milestone(index, min(last_day(index, interval), deadline), way.at(index))
        for index in reversed(places or [way.end])
    )


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
