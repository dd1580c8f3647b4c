"""The few pieces that our SVG charts are drawn with.

Everything a user typed is escaped here. Colours are presentation attributes, which any style sheet overrides
by class, so the same picture serves page (light and dark) and PDF. Numbers are written for machines, never
localised.
"""

import re
from collections.abc import Iterable, Sequence
from html import escape
from itertools import groupby

INK, MUTED, LINE, ACCENT, PAPER = "#1d1b18", "#5f5a51", "#857e71", "#0d5051", "#fffefb"
FONT_SIZE = 15
LINE_HEIGHT = 18
CHARACTER = 7.0  # mean width of a character at FONT_SIZE
SIDE_CHARACTERS, POLE_CHARACTERS, LONGEST_WORD = 13, 26, 20
WIDE, NARROW = "mwMW", "fiıjlrtI.,-() "
ELLIPSIS = "…"
BREAKABLE = re.compile(r"[^\s-]*-+|[^\s-]+\s*")  # a line can end after a blank or a hyphen


class Svg(str):
    """Markup that is safe as it is: templates print it without escaping it again."""

    __slots__ = ()

    def __html__(self) -> "Svg":
        return self


def number(value: float) -> str:
    """At most two decimals, with a point in every language."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def tag(name: str, content: str = "", /, **attributes: str | float) -> str:
    """An element; ``class_`` and ``stroke_width`` become ``class`` and ``stroke-width``."""
    written = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value) if isinstance(value, str) else number(value)}"'
        for key, value in attributes.items()
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def picture(parts: Iterable[str], *, width: float, height: float, css: str, title: str, text: str) -> Svg:
    """The whole image with its name and description for those who do not see it."""
    return Svg(
        tag(
            "svg",
            tag("title", escape(title)) + (tag("desc", escape(text)) if text else "") + "".join(parts),
            class_=css,
            role="img",
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            xmlns="http://www.w3.org/2000/svg",
            font_family="Maturity Sans, Source Sans 3, sans-serif",
            font_size=FONT_SIZE,
        )
    )


def wrapped(text: str, width: int, lines: int) -> list[str]:
    """The text on at most so many lines of so many characters; what is too long ends with an ellipsis."""
    found = [""]
    for word in BREAKABLE.findall(text):
        for piece in [word[start : start + width] for start in range(0, len(word), width)]:
            if len((found[-1] + piece).rstrip()) <= width:
                found[-1] += piece
            else:
                found.append(piece)
    found = [line.strip() for line in found]
    if len(found) > lines:
        found = [*found[: lines - 1], found[lines - 1][: width - 1] + ELLIPSIS]
    return found


def fitted(text: str, room: float, characters: int, lines: int) -> list[str]:
    """The text on so many lines, with fewer characters on each where they are wide, as capitals are.

    ``room`` is the width in the picture's units at ``FONT_SIZE``; nothing reaches beyond it.
    """
    average = drawn_width(text) / max(len(text), 1)
    width = min(characters, int(room / average)) if average else characters
    return [shortened(line, room) for line in wrapped(text, width, lines)]


def shortened(line: str, room: float) -> str:
    """What is wider than the room ends with an ellipsis; the tables beside a chart hold the whole."""
    if drawn_width(line) <= room:
        return line
    line = line.removesuffix(ELLIPSIS)
    while line and drawn_width(line + ELLIPSIS) > room:
        line = line[:-1]
    return line.rstrip() + ELLIPSIS


def side_characters(texts: Iterable[str]) -> int:
    """How many characters a line beside a radar needs for the longest word, within limits."""
    words = [word.rstrip() for text in texts for word in BREAKABLE.findall(text)]
    return min(max([SIDE_CHARACTERS, *map(len, words)]), LONGEST_WORD)


def drawn_width(text: str) -> float:
    """About how wide a label is drawn, rather too much than too little."""
    return FONT_SIZE * sum(_em(character) for character in text)


def _em(character: str) -> float:
    if character in WIDE:
        return 0.85
    if character in NARROW:
        return 0.35
    return 0.62 if character.isupper() else 0.55


def label(
    lines: Sequence[str], x: float, y: float, *, anchor: str = "start", css: str = "chart-label"
) -> str:
    """Lines of text, the first with its baseline at y."""
    content = "".join(
        tag("tspan", escape(line), x=x, dy=LINE_HEIGHT if index else 0.0) for index, line in enumerate(lines)
    )
    return tag("text", content, class_=css, x=x, y=y, text_anchor=anchor, fill=INK)


def small(text: str, x: float, y: float, *, anchor: str = "start", css: str = "chart-note") -> str:
    """A short note, for axis numbers and values."""
    return tag("text", escape(text), class_=css, x=x, y=y, text_anchor=anchor, fill=MUTED, font_size=13)


def points(corners: Iterable[tuple[float, float]]) -> str:
    return " ".join(f"{number(x)},{number(y)}" for x, y in corners)


def marker(kind: str, x: float, y: float) -> str:
    """The point of an outline: a full circle, a hollow square or a hollow diamond, which need no colour."""
    css = f"chart-point chart-point--{kind}"
    if kind == "claimed":
        return tag("circle", class_=css, cx=x, cy=y, r=4.5, fill=ACCENT, stroke=ACCENT)
    if kind == "evidenced":
        return tag(
            "rect",
            class_=css,
            x=x - 6,
            y=y - 6,
            width=12,
            height=12,
            fill="none",
            stroke=INK,
            stroke_width=1.75,
        )
    corners = points([(x, y - 8), (x + 8, y), (x, y + 8), (x - 8, y)])
    return tag("polygon", class_=css, points=corners, fill=PAPER, stroke=INK, stroke_width=1.5)


DASHES = {"claimed": "none", "evidenced": "7 4", "target": "1.5 4"}


def outline(kind: str, corners: Sequence[tuple[float, float]], *, closed: bool = False) -> str:
    """A line of an outline, told apart by its dashes."""
    return tag(
        "polygon" if closed else "polyline",
        class_=f"chart-line chart-line--{kind}",
        points=points(corners),
        fill="none",
        stroke=ACCENT if kind == "claimed" else INK,
        stroke_width=2.5 if kind == "claimed" else 1.75,
        stroke_dasharray=DASHES[kind],
        stroke_linejoin="round",
        stroke_linecap="round" if kind == "target" else "butt",
    )


def runs(corners: Sequence[tuple[float, float] | None]) -> list[list[tuple[float, float]]]:
    """A closed outline with holes, as the lines that remain of it; whole, it is one line without an end."""
    if None not in corners:
        return [[corner for corner in corners if corner is not None]]
    start = corners.index(None)
    turned = [*corners[start:], *corners[:start]]
    return [
        [corner for corner in group if corner is not None]
        for there, group in groupby(turned, key=lambda corner: corner is not None)
        if there
    ]


def legend(entries: Sequence[tuple[str, str]], x: float, y: float, width: float) -> tuple[list[str], float]:
    """Line, marker and word for each (kind, word), flowing over as many rows as needed; and where it ends."""
    parts, left = [], x
    for kind, word in entries:
        needed = 44 + CHARACTER * len(word)
        if left > x and left + needed > x + width:
            left, y = x, y + LINE_HEIGHT + 6
        parts += [
            outline(kind, [(left, y - 5), (left + 28, y - 5)]),
            marker(kind, left + 14, y - 5),
            label([word], left + 36, y, css="chart-legend"),
        ]
        left += needed + 10
    return parts, y
