"""A small flight of steps: evidenced levels full, claimed but unproven ones hatched, the rest hollow."""

from reports.charts.svg import ACCENT, LINE, Svg, picture, tag

STEP, BETWEEN = 16.0, 4.0
LOWEST, HIGHEST = 8.0, 30.0
HATCHES = 3.5


def ladder(level: int | None, evidenced: int | None, top: int, title: str) -> Svg:
    """The glyph of one level; without a level every step is hollow."""
    parts = []
    for rank in range(1, top + 1):
        height = LOWEST + (HIGHEST - LOWEST) * (rank - 1) / (top - 1)
        kind = "proven" if rank <= (evidenced or 0) else "claimed" if rank <= (level or 0) else "open"
        parts += _step((STEP + BETWEEN) * (rank - 1) + 1, HIGHEST - height + 1, height, kind)
    return picture(
        parts,
        width=(STEP + BETWEEN) * top - BETWEEN + 2,
        height=HIGHEST + 2,
        css="chart chart--ladder",
        title=title,
        text="",
    )


def _step(x: float, y: float, height: float, kind: str) -> list[str]:
    box = tag(
        "rect",
        class_=f"chart-step chart-step--{kind}",
        x=x,
        y=y,
        width=STEP,
        height=height,
        fill=ACCENT if kind == "proven" else "none",
        stroke=LINE if kind == "open" else ACCENT,
        stroke_width=1.25,
    )
    if kind != "claimed":
        return [box]
    return [box, *(_hatch(x, y + down * HATCHES) for down in range(1, int(height / HATCHES)))]


def _hatch(x: float, y: float) -> str:
    return tag("line", class_="chart-hatch", x1=x, y1=y, x2=x + STEP, y2=y, stroke=ACCENT, stroke_width=1.25)
