"""How a goal's metric goes: its values, the way to the target with the milestones, and the day that it is."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from roadmaps.charts.svg import (
    INK,
    LINE,
    Svg,
    drawn_width,
    legend,
    marker,
    outline,
    picture,
    small,
    tag,
)

WIDTH = 400.0
TOP, BOTTOM, RIGHT = 30.0, 210.0, 384.0
TICK_GAP = 10.0
NOTE_SCALE = 13 / 15  # of a note's letters to a label's
LABEL_GAP = 6.0

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Progress:
    """What is drawn, in periods (x, whole numbers) and the metric's unit (y).

    ``actual`` are values, with a break where a period has none; ``way`` goes from the baseline over the
    milestones to the target, empty while it is not known. ``ticks`` are the scale, lowest first, and
    ``tick_names`` say them; ``periods`` names some places of the time axis, ``today`` is one.
    """

    title: str
    takeaway: str
    actual: tuple[Corner, ...]
    way: tuple[Corner, ...]
    ticks: tuple[float, ...]
    tick_names: tuple[str, ...]
    periods: tuple[tuple[float, str], ...]
    today: float | None
    actual_name: str
    way_name: str
    today_name: str


def progress_chart(progress: Progress) -> Svg:
    """The chart; without a value and a way there is only its frame."""
    left = max(drawn_width(name) for name in progress.tick_names) * NOTE_SCALE + TICK_GAP
    first, last = progress.periods[0][0], progress.periods[-1][0]
    low, high = progress.ticks[0], progress.ticks[-1]

    def place(corner: Corner) -> Corner:
        across = (corner[0] - first) / (last - first) if last > first else 0.5
        return left + (RIGHT - left) * across, BOTTOM - (BOTTOM - TOP) * (corner[1] - low) / (high - low)

    key, bottom = legend(_words(progress), left, BOTTOM + 56, RIGHT - left)
    return picture(
        [
            *_scale(progress, place, left),
            *_times(progress, place),
            *_today(progress, place),
            *_way(progress, place),
            *_actual(progress, place),
            *key,
        ],
        width=WIDTH,
        height=bottom + 14,
        css="chart chart--progress",
        title=progress.title,
        text=progress.takeaway,
    )


Place = Callable[[Corner], Corner]


def _words(progress: Progress) -> list[tuple[str, str]]:
    words = [("claimed", progress.actual_name)] if progress.actual else []
    return [*words, ("target", progress.way_name)] if progress.way else words


def _scale(progress: Progress, place: Place, left: float) -> list[str]:
    parts = []
    for tick, name in zip(progress.ticks, progress.tick_names, strict=True):
        y = place((0, tick))[1]
        parts.append(_line((left, y), (RIGHT, y)))
        parts.append(small(name, left - 6, y + 4, anchor="end"))
    return parts


def _line(
    start: Corner, end: Corner, *, css: str = "chart-grid", stroke: str = LINE, dashes: str = ""
) -> str:
    return tag(
        "line",
        class_=css,
        x1=start[0],
        y1=start[1],
        x2=end[0],
        y2=end[1],
        stroke=stroke,
        stroke_width=0.5 if css == "chart-grid" else 1.25,
        stroke_dasharray=dashes or "none",
    )


def _times(progress: Progress, place: Place) -> list[str]:
    parts, free = [], 0.0
    for index, (period, name) in enumerate(progress.periods):
        x, width = place((period, 0))[0], drawn_width(name) * NOTE_SCALE
        anchor = "end" if period == progress.periods[-1][0] and index else "middle"
        start = x - width if anchor == "end" else x - width / 2
        if index and start < free:
            continue
        parts.append(small(name, max(x, width / 2) if not index else x, BOTTOM + 22, anchor=anchor))
        free = x + width / 2 + LABEL_GAP
    return parts


def _today(progress: Progress, place: Place) -> list[str]:
    if progress.today is None:
        return []
    x = place((progress.today, 0))[0]
    half = drawn_width(progress.today_name) * NOTE_SCALE / 2
    return [
        _line((x, TOP - 8), (x, BOTTOM), css="chart-today", stroke=INK, dashes="2 3"),
        small(progress.today_name, min(x, RIGHT - half), TOP - 14, anchor="middle"),
    ]


def _way(progress: Progress, place: Place) -> list[str]:
    corners = [place(corner) for corner in progress.way]
    return [outline("target", corners), *(marker("target", *corner) for corner in corners)] if corners else []


def _actual(progress: Progress, place: Place) -> list[str]:
    parts = [
        outline("claimed", [place(corner) for corner in run])
        for run in unbroken(progress.actual)
        if len(run) > 1
    ]
    return [*parts, *(marker("claimed", *place(corner)) for corner in progress.actual)]


def unbroken(corners: Sequence[Corner]) -> list[list[Corner]]:
    """The values in runs of periods that follow each other: no line is drawn across a missing one."""
    runs: list[list[Corner]] = []
    for corner in corners:
        if runs and corner[0] - runs[-1][-1][0] <= 1:
            runs[-1].append(corner)
        else:
            runs.append([corner])
    return runs
