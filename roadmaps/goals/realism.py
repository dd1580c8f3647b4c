"""Whether a target is realistic, judged by the team's own past values; docs/decisions/0019 has the formula.

Everything is exact: figures are fractions and scale with the values, verdicts do not change when all values
are multiplied by the same number. Paces count towards the target: positive is nearer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise

from roadmaps.goals.periods import index_of
from roadmaps.goals.series import Run, year_over_year

SUSTAINED = 3  # intervals over which a pace counts as one that the team can keep up
AMBITION = 2  # a stretch may ask for this many times the average pace
FEWEST = 2  # values that make a pace


class Verdict(StrEnum):
    """From the easiest target to the hardest; UNKNOWN where it cannot be said."""

    ALREADY_REACHED = "already_reached"
    WITHIN_TREND = "within_trend"
    STRETCH = "stretch"
    OUT_OF_REACH = "out_of_reach"
    UNKNOWN = "unknown"


class Unknown(StrEnum):
    """Why a target cannot be judged."""

    NO_TARGET = "no_target"
    NO_DEADLINE = "no_deadline"
    DEADLINE_PASSED = "deadline_passed"  # not after the day that it is judged as of
    NO_VALUE = "no_value"
    ONE_VALUE = "one_value"


@dataclass(frozen=True, slots=True)
class Realism:
    """The verdict and the figures that explain it; a figure is None where there is none.

    ``last`` is the latest value, ``expected`` the one at the deadline at the average pace; ``needed``,
    ``average`` and ``best`` are paces per interval, ``intervals`` how many are left after the last value.
    ``needed`` is None with a verdict of OUT_OF_REACH where no interval is left. With a season ``peak`` is the
    value nearest to the target that is expected in a period up to the deadline, in the one of ``peak_index``.
    """

    verdict: Verdict
    reason: Unknown | None = None
    count: int = 0
    left_out: int = 0
    is_seasonal: bool = False
    intervals: int | None = None
    last: Fraction | None = None
    expected: Fraction | None = None
    needed: Fraction | None = None
    average: Fraction | None = None
    best: Fraction | None = None
    peak: Fraction | None = None
    peak_index: int | None = None

    @property
    def is_beyond_best(self) -> bool:
        """Whether the target asks for more than the best pace kept up, so that the average decides."""
        return self.needed is not None and self.best is not None and self.needed > self.best


def judge(run: Run, *, direction: str, target: Decimal | None, deadline: date | None, as_of: date) -> Realism:
    """Judges a target as of a day, by the run of values up to then; ``direction`` is "up" or "down"."""
    sign = 1 if direction == "up" else -1
    count = len(run.values)
    if target is None or deadline is None or deadline <= as_of or count < FEWEST:
        reason = _reason(target, deadline, as_of, count)
        last = run.values[-1] if count else None
        return Realism(Verdict.UNKNOWN, reason, count, run.left_out, last=last)

    towards = Run(run.interval, run.start, tuple(sign * value for value in run.values), run.left_out)
    goal, end = sign * Fraction(target), index_of(deadline, run.interval)
    average, best = _paces(towards)
    needed = _needed(towards, goal, end)
    peak = _peak(towards, average, end)
    return Realism(
        _verdict(goal - _reached(towards), needed, average, best),
        None,
        count,
        run.left_out,
        run.is_seasonal,
        intervals=max(0, end - run.end),
        last=run.values[-1],
        expected=sign * _expected(towards, average, end),
        needed=needed,
        average=average,
        best=best,
        peak=sign * peak[0] if peak else None,
        peak_index=peak[1] if peak else None,
    )


def _reason(target: Decimal | None, deadline: date | None, as_of: date, count: int) -> Unknown:
    if target is None:
        return Unknown.NO_TARGET
    if deadline is None:
        return Unknown.NO_DEADLINE
    if deadline <= as_of:
        return Unknown.DEADLINE_PASSED
    return Unknown.ONE_VALUE if count else Unknown.NO_VALUE


def _verdict(missing: Fraction, needed: Fraction | None, average: Fraction, best: Fraction) -> Verdict:
    if missing <= 0:
        return Verdict.ALREADY_REACHED
    if needed is None:
        return Verdict.OUT_OF_REACH
    if average >= needed:
        return Verdict.WITHIN_TREND
    return Verdict.STRETCH if max(best, AMBITION * average) >= needed else Verdict.OUT_OF_REACH


def _paces(run: Run) -> tuple[Fraction, Fraction]:
    """The average pace, and the best one kept up over three intervals, or over all where there are fewer."""
    values = run.values
    if run.is_seasonal:
        changes: Sequence[Fraction] = year_over_year(run)
    else:
        changes = [after - before for before, after in pairwise(values)]
    width = min(SUSTAINED, len(changes))
    windows = [sum(changes[at : at + width], Fraction()) / width for at in range(len(changes) - width + 1)]
    return sum(changes, Fraction()) / len(changes), max(windows)


def _start(run: Run, index: int) -> tuple[Fraction, int]:
    """The value that a later period grows from, and how many intervals before it: the same season's."""
    every = run.a_year if run.is_seasonal else 1
    steps = every * -((run.end - index) // every)
    if not run.is_seasonal:
        return run.values[-1], steps
    return run.at(index - steps), steps


def _expected(run: Run, average: Fraction, end: int) -> Fraction:
    if end <= run.end:
        return run.values[-1]
    start, steps = _start(run, end)
    return start + average * steps


def _reached(run: Run) -> Fraction:
    """What the team is at by now: the latest value, with a season the lowest of the last year."""
    return min(run.values[-run.a_year :]) if run.is_seasonal else run.values[-1]


def _peak(run: Run, average: Fraction, end: int) -> tuple[Fraction, int] | None:
    if not run.is_seasonal or end <= run.end:
        return None
    return max((_expected(run, average, index), index) for index in _tried(run, end))


def _tried(run: Run, end: int) -> set[int]:
    """Periods up to the deadline's; within a season the first or the last one is the best."""
    first = range(run.end + 1, min(end, run.end + run.a_year) + 1)
    return {*first, *range(max(run.end + 1, end - run.a_year + 1), end + 1)}


def _needed(run: Run, goal: Fraction, end: int) -> Fraction | None:
    """The smallest pace that reaches the goal in one of the periods up to the deadline; None without one."""
    tried = [_start(run, index) for index in _tried(run, end)]
    return min(((goal - start) / steps for start, steps in tried), default=None)
