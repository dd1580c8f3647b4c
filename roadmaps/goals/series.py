"""The part of a metric's history that can be judged: no missing period, and nothing of the future."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from roadmaps.goals.periods import A_YEAR, index_of


@dataclass(frozen=True, slots=True)
class Run:
    """Values of periods that follow each other; ``start`` is the number of the first (see ``index_of``).

    ``left_out`` values lie before a period without a value, so nothing can be said across it.
    """

    interval: str
    start: int
    values: tuple[Fraction, ...]
    left_out: int = 0

    @property
    def end(self) -> int:
        """The number of the last period that has a value."""
        return self.start + len(self.values) - 1

    @property
    def a_year(self) -> int:
        return A_YEAR[self.interval]

    @property
    def is_seasonal(self) -> bool:
        """Whether two full years are there, so that each season can be compared with itself."""
        return len(self.values) >= 2 * self.a_year

    def at(self, index: int) -> Fraction:
        return self.values[index - self.start]


def run_of(values: Iterable[tuple[date, Decimal]], interval: str, as_of: date) -> Run:
    """The latest unbroken run up to the period of ``as_of``; what came later is not known then."""
    latest = index_of(as_of, interval)
    by_index = {index_of(day, interval): Fraction(value) for day, value in values}
    known = {index: value for index, value in by_index.items() if index <= latest}
    if not known:
        return Run(interval, latest, ())
    start = end = max(known)
    while start - 1 in known:
        start -= 1
    run = tuple(known[index] for index in range(start, end + 1))
    return Run(interval, start, run, len(known) - len(run))


def year_over_year(run: Run) -> tuple[Fraction, ...]:
    """The change since the same season a year earlier, a period at a time, as change per interval."""
    return tuple(
        (run.values[place] - run.values[place - run.a_year]) / run.a_year
        for place in range(run.a_year, len(run.values))
    )
