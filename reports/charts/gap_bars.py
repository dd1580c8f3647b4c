"""The gap chart: impact of one level up in each domain, the picked ones full, the others hollow."""

from reports.charts.svg import ACCENT, INK, LINE_HEIGHT, Svg, fitted, label, picture, small, tag
from reports.report.gap_shapes import Candidate, GapChart

WIDTH = 440.0
LEFT, RIGHT = 2.0, 376.0
CHARACTERS, LINES = 56, 2
BAR = 18.0
BETWEEN = 34.0


def gap_bars(chart: GapChart) -> Svg:
    """The chart, highest impact first, from 0 to the highest impact."""
    highest = max((row.impact for row in chart.rows), default=0) or 1
    parts, y = [], 16.0
    for row in chart.rows:
        name = f"{row.name} · {row.picked_label}" if row.picked else row.name
        lines = fitted(name, WIDTH - LEFT, CHARACTERS, LINES)
        top = y + LINE_HEIGHT * (len(lines) - 1) + 8
        parts += [label(lines, LEFT, y), *_bar(row, top, highest)]
        y = top + BAR + BETWEEN
    return picture(
        parts,
        width=WIDTH,
        height=max(y - BETWEEN + 6, LINE_HEIGHT),
        css="chart chart--gaps",
        title=chart.title,
        text=chart.takeaway,
    )


def _bar(row: Candidate, top: float, highest: float) -> list[str]:
    length = max((RIGHT - LEFT) * row.impact / highest, 1)
    kind = "picked" if row.picked else "other"
    return [
        tag(
            "rect",
            class_=f"chart-bar chart-bar--{kind}",
            x=LEFT,
            y=top,
            width=length,
            height=BAR,
            fill=ACCENT if row.picked else "none",
            stroke=ACCENT if row.picked else INK,
            stroke_width=1.25,
        ),
        small(row.impact_label, LEFT + length + 8, top + BAR - 4, css="chart-value"),
    ]
