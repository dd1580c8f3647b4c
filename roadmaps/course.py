"""What a metric did since its baseline: the values of the check-ins, and where they are heading. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise
from math import floor

from roadmaps.plan import Metric

WHOLE = 100  # per cent
STEPS_AWAY = 2  # one worse week is noise, two in a row are a direction


@dataclass(frozen=True, slots=True)
class Course:
    """The values by the Mondays of their weeks, oldest first; those that nobody knew are left out."""

    metric: Metric
    values: tuple[tuple[date, Decimal], ...]

    @property
    def last(self) -> Decimal | None:
        return self.values[-1][1] if self.values else None

    @property
    def trend(self) -> str:
        """The last value against the one before it, or the baseline: "better", "worse", "same" or ""."""
        line = self._line()
        if len(line) <= 1 or not self.values:
            return ""
        return self._step(line[-2], line[-1])

    @property
    def moves_away(self) -> bool:
        """The last two steps both led away from a target that is not reached; the baseline counts as well."""
        steps = [self._step(earlier, later) for earlier, later in pairwise(self._line())][-STEPS_AWAY:]
        return steps == ["worse"] * STEPS_AWAY and not self.is_reached

    @property
    def is_reached(self) -> bool:
        """Whether the last value is at the target or beyond."""
        return self.last is not None and self.meets(self.metric.target) is True

    @property
    def way(self) -> int | None:
        """How far the last value is from the baseline (0) to the target (100), in per cent, halves up.

        Short of the target it is 99 at most, and further from it than at the start it is below 0. None while
        a value is missing, or where both are equal.
        """
        baseline, target = self.metric.baseline, self.metric.target
        if self.last is None or baseline is None or target is None or baseline == target:
            return None
        share = (self.last - baseline) * WHOLE / (target - baseline)
        nearest = floor(share + Decimal("0.5"))
        if share < 0:
            return min(nearest, -1)
        return min(nearest, WHOLE - 1) if share < WHOLE else nearest

    def meets(self, criterion: Decimal | None, value: Decimal | None = None) -> bool | None:
        """Whether ``value`` (the last one unless given) meets the criterion; None while either is missing.

        At least, or at most where the metric's target lies below its baseline.
        """
        found = self.last if value is None else value
        if found is None or criterion is None:
            return None
        return found <= criterion if self.metric.rises is False else found >= criterion

    def _line(self) -> list[Decimal]:
        known = [value for _week, value in self.values]
        return [self.metric.baseline, *known] if self.metric.baseline is not None else known

    def _step(self, earlier: Decimal, later: Decimal) -> str:
        if earlier == later:
            return "same"
        falls = self.metric.rises is False
        return "better" if (later < earlier) == falls else "worse"


def course_of(metric: Metric, values: Sequence[tuple[date, Decimal | None]]) -> Course:
    """The course of a metric by the values of its weeks, in any order."""
    return Course(metric, tuple(sorted((week, value) for week, value in values if value is not None)))
