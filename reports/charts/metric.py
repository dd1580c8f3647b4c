"""How the goal's metric went, with the target it is to reach; the scale is that of its own values."""

from collections.abc import Callable

from reports.charts.svg import Svg, legend, marker, outline, picture, small
from reports.rounds.trend import MetricCourse

WIDTH = 440.0
LEFT, RIGHT = 12.0, 428.0
TOP, BOTTOM = 30.0, 150.0
ROOM = 34.0  # that a value above its point needs below the line of the target

Scale = Callable[[float], float]


def metric(course: MetricCourse) -> Svg:
    """The chart: a point a period, and the target as a level line from its setting to its deadline."""
    across, height = _across(course), _height(course)
    corners = [
        (across(place), height(value)) for place, value in zip(course.places, course.points, strict=True)
    ]
    parts = [outline("claimed", corners)] if len(corners) > 1 else []
    parts += [marker("claimed", *corner) for corner in corners]
    words = [("claimed", course.value_name)]
    if course.target is not None:
        start, end = across(course.set_at), across(_due(course))
        target = height(course.target)
        parts += [
            outline("target", [(min(start, end), target), (end, target)]),
            marker("target", end, target),
        ]
        words.append(("target", course.target_name))
    key, bottom = legend(words, LEFT, BOTTOM + 56, RIGHT - LEFT)
    return picture(
        [*parts, *_ends(course, corners, height), *key],
        width=WIDTH,
        height=bottom + 14,
        css="chart chart--metric",
        title=course.name,
        text=course.takeaway,
    )


def _due(course: MetricCourse) -> int:
    """The period of the target's diamond: the deadline's, or the last one without a deadline."""
    return max(course.places) if course.due_at is None else course.due_at


def _across(course: MetricCourse) -> Scale:
    """Places of periods: the values take half the width at least, and what lies beyond stands at the edge."""
    first, last = course.places[0], course.places[-1]
    if first == last:
        return lambda place: LEFT if place < first else (LEFT + RIGHT) / 2 if place == first else RIGHT
    end = last if course.target is None else min(max(last, _due(course)), 2 * last - first)
    return lambda place: LEFT + (RIGHT - LEFT) * (min(max(place, first), end) - first) / (end - first)


def _height(course: MetricCourse) -> Scale:
    marks = [*course.points, *([] if course.target is None else [course.target])]
    low, high = min(marks), max(marks)
    if low == high:
        return lambda _value: (TOP + BOTTOM) / 2
    return lambda value: BOTTOM - (BOTTOM - TOP) * (value - low) / (high - low)


def _ends(course: MetricCourse, corners: list[tuple[float, float]], height: Scale) -> list[str]:
    """The first and the last value with their periods."""
    target = None if course.target is None else height(course.target)
    found: list[str] = []
    ends = ((0, "start"), (-1, "end")) if len(corners) > 1 else ((0, "middle"),)
    for index, anchor in ends:
        x, y = corners[index]
        found += [
            small(course.values[index].label, x, BOTTOM + 28, anchor=anchor),
            small(course.values[index].value, x, _beside(y, target), anchor=anchor),
        ]
    return found


def _beside(y: float, target: float | None) -> float:
    """Where a point's value is written: above it, or below where the target's line leaves no room."""
    return y + 22 if target is not None and 0 <= y - target < ROOM else y - 12
