"""The heatmap for a slide: domains down, practices across, told apart by numbers and signs before shades."""

from collections.abc import Callable, Iterable, Sequence
from html import escape

from reports.charts.svg import (
    ACCENT,
    BREAKABLE,
    ELLIPSIS,
    FONT_SIZE,
    INK,
    LINE,
    MUTED,
    Svg,
    drawn_width,
    label,
    number,
    picture,
    points,
    shortened,
    small,
    tag,
)
from reports.pdf.colours import Shade, palette_of
from reports.report.heatmap_shapes import Cell, Heatmap, HeatmapRow

WIDTH = 960.0
LEFT, RIGHT, TOP = 4.0, 956.0, 4.0
NAMES = 182.0  # how much of the width the domains' names take
NAME_LINES = 3
LEAST_ROW, USUAL_TABLE = 60.0, 440.0
BETWEEN = 3.0
SMALLEST = 11  # of the practices' words
LINE_HEIGHT = 13.0
MARK_SIZE, MARK_ROOM = 22, 30.0
LEAST_WORDS = 84.0  # a narrower cell has its practice's number instead of the words
PLAIN = (
    Shade("#f4f7f6", INK),
    Shade("#d5e3df", INK),
    Shade("#a9c7c0", INK),
    Shade("#2f7271", "#ffffff"),
    Shade(ACCENT, "#ffffff"),
)

Sign = Callable[[float, float, str], str]


def heatmap(chart: Heatmap, accent: str = "") -> Svg:
    """The chart, as high as its rows need and no flatter than a slide, in the product's or another colour."""
    palette = palette_of(accent)
    shades = palette.shades if palette else PLAIN
    height = max(LEAST_ROW, USUAL_TABLE / max(len(chart.rows), 1))
    parts: list[str] = []
    for index, row in enumerate(chart.rows):
        parts += _row(row, TOP + index * (height + BETWEEN), height, chart.columns, shades)
    legend, bottom = _legend(chart, TOP + len(chart.rows) * (height + BETWEEN) + 22)
    return picture(
        [*parts, *legend],
        width=WIDTH,
        height=bottom + 12,
        css="chart chart--heatmap",
        title=chart.title,
        text=chart.takeaway,
    )


def _row(row: HeatmapRow, y: float, height: float, columns: int, shades: Sequence[Shade]) -> list[str]:
    lines = _fitted(row.name, NAMES - 12, FONT_SIZE, NAME_LINES)
    middle = y + height / 2 - 9 * len(lines) + 10
    width = (RIGHT - LEFT - NAMES) / columns
    found = [label(lines, LEFT, middle)]
    level = _fitted(row.level_label, NAMES - 12, 13, 1)
    found += [small(line, LEFT, middle + 18 * len(lines) - 2) for line in level]
    for place, cell in enumerate(row.cells):
        found += _cell(cell, (LEFT + NAMES + place * width, y), (width - BETWEEN, height), shades)
    return found


def _cell(
    cell: Cell, corner: tuple[float, float], size: tuple[float, float], shades: Sequence[Shade]
) -> list[str]:
    """The ground, the mark, its signs below it, and what the practice is."""
    x, y = corner
    width, height = size
    shade = shades[cell.shade - 1] if cell.shade else Shade("#ffffff", MUTED)
    ground = tag(
        "rect",
        x=x,
        y=y,
        width=width,
        height=height,
        fill=shade.ground,
        stroke=LINE,
        stroke_width=1.0,
        stroke_dasharray="none" if cell.shade else "4 3",
    )
    wordy = width - MARK_ROOM >= LEAST_WORDS
    mark = tag(
        "text", escape(cell.mark), x=x + 8, y=y + 26, fill=shade.text, font_size=MARK_SIZE, font_weight="600"
    )
    found = [ground, mark, *_signs(cell, x + 13, y + 36, shade.text)]
    if not wordy:
        return found if width < MARK_ROOM + 24 else [*found, _number(cell, x + width - 5, y + 14, shade.text)]
    room = int((height - 8) / LINE_HEIGHT)
    lines = _fitted(cell.text, width - MARK_ROOM - 8, SMALLEST, max(room, 1))
    return [*found, *_words(lines, x + MARK_ROOM, y + 15, shade.text)]


def _number(cell: Cell, x: float, y: float, colour: str) -> str:
    return tag("text", escape(cell.number), x=x, y=y, fill=colour, font_size=SMALLEST, text_anchor="end")


def _words(lines: Iterable[str], x: float, y: float, colour: str) -> list[str]:
    return [
        tag("text", escape(line), x=x, y=y + LINE_HEIGHT * place, fill=colour, font_size=SMALLEST)
        for place, line in enumerate(lines)
    ]


def _signs(cell: Cell, x: float, y: float, colour: str) -> list[str]:
    signs = [SIGNS[cell.pattern]] if cell.pattern else []
    if cell.key:
        signs.append(_diamond)
    return [sign(x, y + place * 14, colour) for place, sign in enumerate(signs)]


def _check(x: float, y: float, colour: str) -> str:
    path = f"M{number(x - 5)} {number(y)}l4 4l7 -8"
    return tag("path", d=path, fill="none", stroke=colour, stroke_width=2.0)


def _ring(x: float, y: float, colour: str) -> str:
    return tag("circle", cx=x, cy=y, r=4.5, fill="none", stroke=colour, stroke_width=1.75)


def _diamond(x: float, y: float, colour: str) -> str:
    return tag("polygon", points=points([(x, y - 5), (x + 5, y), (x, y + 5), (x - 5, y)]), fill=colour)


SIGNS: dict[str, Sign] = {"evidenced": _check, "unproven": _ring}


def _legend(chart: Heatmap, y: float) -> tuple[list[str], float]:
    """What the marks and the signs say, over as many rows as needed; and where it ends."""
    signs: list[tuple[Sign, str]] = [
        (_check, chart.evidenced_name),
        (_ring, chart.unproven_name),
        (_diamond, chart.key_name),
    ]
    entries: list[tuple[Sign | str, str]] = [(fact.label, fact.value) for fact in chart.legend]
    parts: list[str] = []
    x = LEFT
    for sign, word in [*entries, *signs]:
        needed = 22 + drawn_width(word)
        if x > LEFT and x + needed > RIGHT:
            x, y = LEFT, y + 22
        before = (
            tag("text", escape(sign), x=x, y=y, fill=INK, font_weight="600")
            if isinstance(sign, str)
            else sign(x + 6, y - 5, INK)
        )
        parts += [before, label(_fitted(word, RIGHT - LEFT - 40, FONT_SIZE, 1), x + 20, y)]
        x += needed + 8
    return parts, y


def _fitted(text: str, width: float, size: float, lines: int) -> list[str]:
    """The text on so many lines of this width; what is too long ends with an ellipsis."""
    room = width * FONT_SIZE / size
    found = [""]
    for piece in BREAKABLE.findall(text):
        if found[-1] and drawn_width((found[-1] + piece).rstrip()) > room:
            found.append("")
        found[-1] += piece
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1].rstrip() + ELLIPSIS]
    return [shortened(line.strip(), room) for line in found]
