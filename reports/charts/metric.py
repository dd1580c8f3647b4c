"""How the goal's metric went, with the target it is to reach; the scale is that of its own values."""

from reports.charts.svg import Svg, legend, marker, outline, picture, small
from reports.rounds.trend import MetricCourse

WIDTH = 440.0
LEFT, RIGHT = 12.0, 428.0
TOP, BOTTOM = 30.0, 150.0


def metric(course: MetricCourse) -> Svg:
    """The chart: a point a period, and the target as a level line."""
    marks = [*course.points, *([] if course.target is None else [course.target])]
    low, high = min(marks), max(marks)

    def height(value: float) -> float:
        return (TOP + BOTTOM) / 2 if low == high else BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)

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
    if course.target is not None:
        y = height(course.target)
        parts += [outline("target", [(LEFT, y), (RIGHT, y)]), marker("target", RIGHT - 20, y)]
        words.append(("target", course.target_name))
    parts += [
        small(course.values[0].label, LEFT, BOTTOM + 28),
        small(course.values[-1].label, RIGHT, BOTTOM + 28, anchor="end"),
        small(course.values[0].value, LEFT, corners[0][1] - 12),
        small(course.values[-1].value, RIGHT, corners[-1][1] - 12, anchor="end"),
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
