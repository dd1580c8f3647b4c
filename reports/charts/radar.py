"""The radar: claimed, evidenced and target levels of all domains on fixed axes from 0 to K."""

from collections.abc import Callable
from math import cos, pi, sin

from reports.charts.claims import claims
from reports.charts.svg import (
    LINE,
    LINE_HEIGHT,
    POLE_CHARACTERS,
    Svg,
    drawn_width,
    label,
    legend,
    marker,
    outline,
    picture,
    points,
    runs,
    side_characters,
    small,
    tag,
    wrapped,
)
from reports.report.profile_shapes import Axis, Profile

WIDTH = 440.0
CENTRE_DOWN = 188.0
RADIUS = 124.0
LABEL_GAP = 16.0
SIDE_LINES, POLE_LINES = 4, 2
FEWEST_AXES = 3
SIDEWAYS = 0.3

Place = Callable[[int, float], tuple[float, float]]


def radar(profile: Profile) -> Svg:
    """The chart; with fewer than three domains there is no area to draw, and bars stand in."""
    axes = profile.axes
    if len(axes) < FEWEST_AXES:
        return claims(profile, title=profile.title, text=profile.takeaway)

    side = side_characters(_text(axis) for axis in axes)
    width = _width(axes, side)

    def place(index: int, value: float) -> tuple[float, float]:
        angle = 2 * pi * index / len(axes) - pi / 2
        reach = RADIUS * value / profile.top
        return width / 2 + reach * cos(angle), CENTRE_DOWN + reach * sin(angle)

    words = [("claimed", profile.claimed_name), ("evidenced", profile.evidenced_name)]
    if any(axis.target is not None for axis in axes):
        words.append(("target", profile.target_name))
    key, bottom = legend(words, 6, 396, width - 12)
    parts = [*_grid(profile, place), *_target(axes, place)]
    for kind in ("evidenced", "claimed"):
        parts += _outline(kind, [getattr(axis, kind) for axis in axes], place)
    parts += [_name(axis, place(index, profile.top), width / 2, side) for index, axis in enumerate(axes)]
    return picture(
        [*parts, *key],
        width=width,
        height=bottom + 16,
        css="chart chart--radar",
        title=profile.title,
        text=profile.takeaway,
    )


def _grid(profile: Profile, place: Place) -> list[str]:
    count = len(profile.axes)
    rings = [
        tag(
            "polygon",
            class_="chart-grid",
            points=points(place(index, rank) for index in range(count)),
            fill="none",
            stroke=LINE,
            stroke_width=1.0 if rank == profile.top else 0.5,
        )
        for rank in range(1, profile.top + 1)
    ]
    spokes = [_spoke(place(index, 0), place(index, profile.top)) for index in range(count)]
    numbers = [
        small(str(rank), place(0, rank)[0] + 6, place(0, rank)[1] + 12) for rank in range(1, profile.top + 1)
    ]
    return rings + spokes + numbers


def _spoke(start: tuple[float, float], end: tuple[float, float]) -> str:
    return tag(
        "line",
        class_="chart-grid",
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=LINE,
        stroke_width=0.5,
    )


def _outline(kind: str, values: list[float | None], place: Place) -> list[str]:
    corners = [None if value is None else place(index, value) for index, value in enumerate(values)]
    whole = None not in corners
    lines = [outline(kind, run, closed=whole) for run in runs(corners) if len(run) > 1]
    return lines + [marker(kind, *corner) for corner in corners if corner is not None]


def _target(axes: tuple[Axis, ...], place: Place) -> list[str]:
    """From the neighbours' claimed points up to each target, and its marker; the rest would lie on the
    claimed one.
    """
    parts = []
    for index, axis in enumerate(axes):
        if axis.target is None:
            continue
        corner = place(index, axis.target)
        for other in ((index - 1) % len(axes), (index + 1) % len(axes)):
            value = axes[other].target if axes[other].target is not None else axes[other].claimed
            if value is not None:
                parts.append(outline("target", [corner, place(other, value)]))
        parts.append(marker("target", *corner))
    return parts


def _width(axes: tuple[Axis, ...], side: int) -> float:
    """As wide as the names on both sides need, from the usual width up."""
    reach = [
        abs(sin(2 * pi * index / len(axes))) * (RADIUS + LABEL_GAP) + drawn_width(line)
        for index, axis in enumerate(axes)
        if _is_sideways(index, len(axes))
        for line in wrapped(_text(axis), side, SIDE_LINES)
    ]
    return max([WIDTH, *(2 * one for one in reach)])


def _is_sideways(index: int, count: int) -> bool:
    return abs(sin(2 * pi * index / count)) > SIDEWAYS


def _text(axis: Axis) -> str:
    return axis.name if axis.claimed is not None else f"{axis.name} ({axis.claimed_label})"


def _name(axis: Axis, corner: tuple[float, float], middle: float, side: int) -> str:
    x, y = corner
    across, down = (x - middle) / RADIUS, (y - CENTRE_DOWN) / RADIUS
    sideways = abs(across) > SIDEWAYS
    text = _text(axis)
    lines = wrapped(text, side, SIDE_LINES) if sideways else wrapped(text, POLE_CHARACTERS, POLE_LINES)
    anchor = ("start" if across > 0 else "end") if sideways else "middle"
    height = LINE_HEIGHT * len(lines)
    top = y + LABEL_GAP * down - height / 2 + height / 2 * (down if not sideways else down / 2) + 13
    return label(lines, x + LABEL_GAP * across, top, anchor=anchor)
