"""How a level went from round to round: steps on a fixed scale from 1 to K, claimed and evidenced."""

from collections.abc import Sequence
from itertools import pairwise

from reports.charts.svg import LINE, Svg, legend, marker, outline, picture, small, tag
from reports.rounds.trend import Course

WIDTH = 440.0
LEFT, RIGHT = 26.0, 416.0
TOP, STEP = 20.0, 34.0
NARROWEST = 0.25  # of the mean distance, so that rounds of one week do not lie on each other


def steps(course: Course) -> Svg:
    """The chart; time runs to the right, and a round without a level leaves a hole."""
    xs = _places([step.at.timestamp() for step in course.steps])
    floor = TOP + STEP * (course.top - 1)
    parts = [_rung(rank, course.top) for rank in range(1, course.top + 1)]
    parts += _version_marks(course, xs, floor)
    for kind in ("evidenced", "claimed"):
        values = [step.evidenced if kind == "evidenced" else step.level for step in course.steps]
        parts += _stairs(kind, values, xs, course.top)
    parts += _dates(course, xs, floor + 26)
    words = [("claimed", course.claimed_name), ("evidenced", course.evidenced_name)]
    key, bottom = legend(words, LEFT, floor + 54, RIGHT - LEFT)
    return picture(
        [*parts, *key],
        width=WIDTH,
        height=bottom + 14,
        css="chart chart--steps",
        title=course.name,
        text=course.takeaway,
    )


def _places(times: Sequence[float]) -> list[float]:
    """Where each round stands, the first at the left end and the last at the right one."""
    if len(times) == 1:
        return [(LEFT + RIGHT) / 2]
    gaps = [max(later - earlier, 0.0) for earlier, later in pairwise(times)]
    least = NARROWEST * (sum(gaps) / len(gaps) or 1.0)
    gaps = [max(gap, least) for gap in gaps]
    whole, places = sum(gaps), [LEFT]
    for gap in gaps:
        places.append(places[-1] + (RIGHT - LEFT) * gap / whole)
    return places


def _height(level: int, top: int) -> float:
    return TOP + STEP * (top - level)


def _rung(rank: int, top: int) -> str:
    y = _height(rank, top)
    line = tag("line", class_="chart-grid", x1=LEFT, y1=y, x2=RIGHT, y2=y, stroke=LINE, stroke_width=0.5)
    return small(str(rank), LEFT - 12, y + 5, anchor="end") + line


def _version_marks(course: Course, xs: Sequence[float], floor: float) -> list[str]:
    """An upright line where the framework's version changed, with the number of the new one."""
    parts = []
    for index, (old, new) in enumerate(pairwise(course.versions), 1):
        if old != new:
            x = (xs[index - 1] + xs[index]) / 2
            parts.append(
                tag(
                    "line",
                    class_="chart-version",
                    x1=x,
                    y1=TOP - 12,
                    x2=x,
                    y2=floor + 8,
                    stroke=LINE,
                    stroke_width=1.0,
                    stroke_dasharray="4 3",
                )
            )
            parts.append(small(f"v{new}", x + 4, TOP - 4))
    return parts


def _stairs(kind: str, values: Sequence[int | None], xs: Sequence[float], top: int) -> list[str]:
    """A level holds until the next round finds another; markers are the rounds themselves."""
    runs: list[list[tuple[float, float]]] = [[]]
    for x, value in zip(xs, values, strict=True):
        if value is None:
            runs.append([])
            continue
        y = _height(value, top)
        if runs[-1]:
            runs[-1].append((x, runs[-1][-1][1]))
        runs[-1].append((x, y))
    lines = [outline(kind, run) for run in runs if len(run) > 1]
    found = [(x, value) for x, value in zip(xs, values, strict=True) if value is not None]
    return lines + [marker(kind, x, _height(value, top)) for x, value in found]


def _dates(course: Course, xs: Sequence[float], y: float) -> list[str]:
    """The first and the last round's; the others are in the table."""
    if len(course.steps) == 1:
        return [small(course.steps[0].label, xs[0], y, anchor="middle")]
    return [
        small(course.steps[0].label, LEFT, y),
        small(course.steps[-1].label, RIGHT, y, anchor="end"),
    ]
