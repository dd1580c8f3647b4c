"""The timeline: a line an initiative, from its start to its decision, with the reviews in between."""

from collections.abc import Iterable
from datetime import date

from reports.charts.svg import (
    ACCENT,
    FONT_SIZE,
    INK,
    LINE,
    LINE_HEIGHT,
    MUTED,
    PAPER,
    Svg,
    drawn_width,
    fitted,
    label,
    picture,
    points,
    small,
    tag,
)
from reports.report.roadmap_shapes import Span, Timeline, Track

WIDTH = 520.0
LEFT, RIGHT = 8.0, 512.0
CHARACTERS, LINES = 66, 2
NOTE_CHARACTERS, NOTE_SIZE = 78, 13
TOP = 38.0
SIGNS = ("on_track", "at_risk", "stuck", "missed", "decision", "ahead")


def timeline(chart: Timeline) -> Svg:
    """The chart over whole months; what stands for what is told by shapes, not by colours."""
    parts: list[str] = []
    y = TOP
    for track in chart.tracks:
        drawn, y = _track(chart, track, y + 20)
        parts += drawn
    entries = list(zip(SIGNS, chart.words, strict=True))
    legend, bottom = _legend(entries, y + 34)
    return picture(
        [*_axis(chart), *parts, *legend],
        width=WIDTH,
        height=bottom + 10,
        css="chart chart--timeline",
        title=chart.title,
        text=chart.takeaway,
    )


def _x(chart: Timeline, day: date) -> float:
    whole = (chart.end - chart.start).days
    return LEFT + (RIGHT - LEFT) * min(max((day - chart.start).days / whole, 0), 1)


def _axis(chart: Timeline) -> list[str]:
    """The names of the months over their first days, and that of today."""
    x = _x(chart, chart.today)
    anchor = "end" if x > (LEFT + RIGHT) / 2 else "start"
    return [
        *(small(name, _x(chart, month), TOP - 4) for month, name in chart.months),
        label([chart.today_name], x, 13, anchor=anchor),
        _upright(x, (18, TOP), css="chart-difference", colour=INK, dashes="6 3"),
    ]


def _ticks(chart: Timeline, y: float) -> list[str]:
    """Thin lines where months begin, and a dashed one for today, as high as the signs between them."""
    months = [
        _upright(_x(chart, month), (y - 8, y + 8), css="chart-grid", colour=LINE, dashes="none")
        for month, _name in chart.months
    ]
    ends = (y - 11, y + 11)
    return [*months, _upright(_x(chart, chart.today), ends, css="chart-difference", colour=INK, dashes="6 3")]


def _upright(x: float, ends: tuple[float, float], *, css: str, colour: str, dashes: str) -> str:
    top, bottom = ends
    return tag("line", class_=css, x1=x, y1=top, x2=x, y2=bottom, stroke=colour, stroke_dasharray=dashes)


def _track(chart: Timeline, track: Track, y: float) -> tuple[list[str], float]:
    """Name, note and line of an initiative, and where it ends."""
    lines = fitted(track.name, RIGHT - LEFT, CHARACTERS, LINES)
    below = y + LINE_HEIGHT * len(lines)
    middle = below + 16
    note = fitted(track.note, (RIGHT - LEFT) * FONT_SIZE / NOTE_SIZE, NOTE_CHARACTERS, 1)[0]
    parts = [label(lines, LEFT, y), small(note, LEFT, below - 1)]
    parts += _ticks(chart, middle)
    for span in track.spans:
        parts += _span(chart, span, middle)
    for week in track.missed:
        parts.append(sign("missed", _x(chart, week), middle))
    for week, status in track.checks:
        parts.append(sign(status, _x(chart, week), middle))
    for span in track.spans:
        parts.append(sign("decision" if span.decided else "ahead", _x(chart, span.end), middle))
    return parts, middle + 12


def _span(chart: Timeline, span: Span, y: float) -> list[str]:
    return [
        tag(
            "line",
            class_="chart-line chart-line--claimed",
            x1=_x(chart, span.start),
            y1=y,
            x2=_x(chart, span.end),
            y2=y,
            stroke=ACCENT,
            stroke_width=2.5,
        )
    ]


def sign(kind: str, x: float, y: float) -> str:
    """A full circle, a hollow triangle, a full square, a cross, or a diamond: full once decided."""
    if kind == "on_track":
        return tag(
            "circle", class_="chart-point chart-point--claimed", cx=x, cy=y, r=5, fill=ACCENT, stroke=ACCENT
        )
    if kind == "missed":
        cross = f"M{x - 4:.2f} {y - 4:.2f}l8 8m0 -8l-8 8"
        return tag("path", class_="chart-missed", d=cross, fill="none", stroke=MUTED, stroke_width=2)
    full = kind in {"stuck", "decision"}
    corners = {
        "at_risk": [(x, y - 7), (x + 7, y + 5), (x - 7, y + 5)],
        "stuck": [(x - 5, y - 5), (x + 5, y - 5), (x + 5, y + 5), (x - 5, y + 5)],
    }.get(kind, [(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)])
    css = "chart-point chart-point--full" if full else "chart-point chart-point--target"
    fill = INK if full else PAPER
    return tag("polygon", class_=css, points=points(corners), fill=fill, stroke=INK, stroke_width=1.5)


def _legend(entries: Iterable[tuple[str, str]], y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    left = LEFT
    for kind, word in entries:
        needed = 30 + drawn_width(word)
        if left > LEFT and left + needed > RIGHT:
            left, y = LEFT, y + LINE_HEIGHT + 6
        parts += [sign(kind, left + 8, y - 5), label([word], left + 22, y, css="chart-legend")]
        left += needed + 10
    return parts, y
