"""The small line of a metric's weeks, as numbers for an SVG; a table stands beside it. Pure."""

from dataclasses import dataclass
from decimal import Decimal

from roadmaps.course import Course

WIDTH, HEIGHT, EDGE = 168, 44, 5


@dataclass(frozen=True, slots=True)
class Sparkline:
    """Coordinates as text, with a point for the decimals in every language; ``points`` joins the ``dots``.

    ``baseline`` and ``target`` are heights, None where there is none.
    """

    dots: tuple[tuple[str, str], ...]
    points: str
    baseline: str | None
    target: str | None


def sparkline_of(course: Course) -> Sparkline | None:
    """Weeks to the right by their dates, so that a missed one leaves a gap; None without any value."""
    if not course.values:
        return None
    marks = [mark for mark in (course.metric.baseline, course.metric.target) if mark is not None]
    heights = [*(value for _week, value in course.values), *marks]
    lowest, highest = min(heights), max(heights)
    first = course.values[0][0]
    days = max((course.values[-1][0] - first).days, 1)

    def height(value: Decimal) -> str:
        share = (value - lowest) / (highest - lowest) if highest > lowest else Decimal("0.5")
        return f"{HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE):.1f}"

    dots = tuple(
        (f"{EDGE + Decimal((week - first).days) / days * (WIDTH - 2 * EDGE):.1f}", height(value))
        for week, value in course.values
    )
    return Sparkline(
        dots=dots,
        points=" ".join(f"{x},{y}" for x, y in dots),
        baseline=height(course.metric.baseline) if course.metric.baseline is not None else None,
        target=height(course.metric.target) if course.metric.target is not None else None,
    )
