"""How the goal's metric went, with the target it is to reach; the scale is that of its own values."""

from reports.charts.svg import Svg, legend, marker, outline, picture, small
from reports.rounds.trend import MetricCourse

WIDTH = 440.0
LEFT, RIGHT = 12.0, 428.0
TOP, BOTTOM = 30.0, 150.0
ROOM = 34.0  # that a value above its point needs below the line of the target


def metric(course: MetricCourse) -> Svg:
    """The chart: a point a period, and the target as a level line."""
    marks = [*course.points, *([] if course.target is None else [course.target])]
    low, high = min(marks), max(marks)

    def height(value: float) -> float:
        return (TOP + BOTTOM) / 2 if low == high else BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

    target = None if course.target is None else height(course.target)

    count = len(course.points)
    xs = (
        [(LEFT + RIGHT) / 2]
        if count == 1
        else [LEFT + (RIGHT - LEFT) * n / (count - 1) for n in range(count)]
    )
    corners = [(x, height(value)) for x, value in zip(xs, course.points, strict=True)]
    parts = [outline("claimed", corners)] if count > 1 else []
    parts += [marker("claimed", *corner) for corner in corners]
    words = [("claimed", course.name)]
    if target is not None:
        parts += [outline("target", [(LEFT, target), (RIGHT, target)]), marker("target", RIGHT - 60, target)]
        words.append(("target", course.target_name))
    first, last = (_beside(y, target) for _x, y in (corners[0], corners[-1]))
    parts += [
        small(course.values[0].label, LEFT, BOTTOM + 28),
        small(course.values[-1].label, RIGHT, BOTTOM + 28, anchor="end"),
        small(course.values[0].value, LEFT, first),
        *([small(course.values[-1].value, RIGHT, last, anchor="end")] if count > 1 else []),
    ]
    key, bottom = legend(words, LEFT, BOTTOM + 56, RIGHT - LEFT)
    return picture(
        [*parts, *key],
        width=WIDTH,
        height=bottom + 14,
        css="chart chart--metric",
        title=course.name,
        text=course.takeaway,
    )


def _beside(y: float, target: float | None) -> float:
    """Where a point's value is written: above it, or below where the target's line leaves no room."""
    return y + 22 if target is not None and 0 <= y - target < ROOM else y - 12
