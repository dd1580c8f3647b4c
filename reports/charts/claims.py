"""Claimed against evidenced: a row a domain, on a fixed scale from 1 to K."""

from reports.charts.svg import (
    INK,
    LINE,
    LINE_HEIGHT,
    Svg,
    fitted,
    label,
    legend,
    marker,
    picture,
    small,
    tag,
)
from reports.report.profile_shapes import Axis, Profile

WIDTH = 440.0
LEFT, RIGHT = 12.0, 428.0
CHARACTERS, LINES = 46, 2
TRACK = 26.0


def claims(profile: Profile, *, title: str = "", text: str = "") -> Svg:
    """The chart; ``title`` and ``text`` replace its own when it stands in for another one."""
    with_target = bool(title) and any(axis.target is not None for axis in profile.axes)
    parts, y = [_scale(profile)], 40.0
    for axis in profile.axes:
        row, y = _row(axis, profile, y, with_target=with_target)
        parts += row
    words = [("claimed", profile.claimed_name), ("evidenced", profile.evidenced_name)]
    if with_target:
        words.append(("target", profile.target_name))
    key, bottom = legend(words, LEFT, y + 18, RIGHT - LEFT)
    return picture(
        [*parts, *key],
        width=WIDTH,
        height=bottom + 14,
        css="chart chart--claims",
        title=title or profile.claims_title,
        text=text or profile.claims_takeaway,
    )


def _at(value: float, top: int) -> float:
    return LEFT + (RIGHT - LEFT) * (value - 1) / (top - 1)


def _scale(profile: Profile) -> str:
    ends = {1: "start", profile.top: "end"}
    return "".join(
        small(str(rank), _at(rank, profile.top), 14, anchor=ends.get(rank, "middle"))
        for rank in range(1, profile.top + 1)
    )


def _row(axis: Axis, profile: Profile, y: float, *, with_target: bool) -> tuple[list[str], float]:
    """The domain's name over its track, and where the next row begins."""
    name = axis.name if axis.claimed is not None else f"{axis.name} ({axis.claimed_label})"
    lines = fitted(name, RIGHT - LEFT, CHARACTERS, LINES)
    track = y + LINE_HEIGHT * len(lines) - 4
    parts = [label(lines, LEFT, y), _line(LEFT, RIGHT, track, "chart-grid", dashed=axis.claimed is None)]
    parts += [_tick(_at(rank, profile.top), track) for rank in range(1, profile.top + 1)]
    if axis.claimed is not None and axis.evidenced is not None:
        start, end = _at(axis.evidenced, profile.top), _at(axis.claimed, profile.top)
        parts.append(_line(start, end, track, "chart-difference"))
        parts += [marker("evidenced", start, track), marker("claimed", end, track)]
    if with_target and axis.target is not None:
        parts.append(marker("target", _at(axis.target, profile.top), track))
    return parts, track + TRACK + 8


def _line(start: float, end: float, y: float, css: str, *, dashed: bool = False) -> str:
    thick = css == "chart-difference"
    return tag(
        "line",
        class_=css,
        x1=start,
        y1=y,
        x2=end,
        y2=y,
        stroke=INK if thick else LINE,
        stroke_width=3.0 if thick else 1.0,
        stroke_dasharray="3 4" if dashed else "none",
    )


def _tick(x: float, y: float) -> str:
    return tag("line", class_="chart-grid", x1=x, y1=y - 5, x2=x, y2=y + 5, stroke=LINE, stroke_width=1.0)
