"""The organisation's colour and its tints, on which the document's text stays readable.

The colour itself is dark enough for white text (``accounts.colours.is_readable``); what is lighter carries
dark text, what is darker white text.
"""

import re
from dataclasses import dataclass

COLOUR = re.compile(r"#[0-9a-f]{6}")
WHITE, BLACK = 255, 0
INK, PAPER = "#1d1b18", "#ffffff"
# How much of the colour is in the lower three shades of the heatmap, in the tint and in the thin lines.
LIGHT_SHADES = (0.05, 0.17, 0.34)
TINT, LINE, DARKEST = 0.12, 0.3, 0.65


@dataclass(frozen=True, slots=True)
class Shade:
    """A cell of the heatmap: "#rrggbb" of the ground, and of the text on it."""

    ground: str
    text: str


@dataclass(frozen=True, slots=True)
class Palette:
    """All that is coloured in the document; `shades` are those of the levels, the lowest first."""

    accent: str
    tint: str
    line: str
    shades: tuple[Shade, ...]


def palette_of(accent: str) -> Palette | None:
    """The palette of a colour ("#1f5c57"); None for any other text, which may harm in a style sheet."""
    if not COLOUR.fullmatch(accent):
        return None
    return Palette(
        accent=accent,
        tint=_mixed(accent, TINT, WHITE),
        line=_mixed(accent, LINE, WHITE),
        shades=(
            *(Shade(_mixed(accent, part, WHITE), INK) for part in LIGHT_SHADES),
            Shade(accent, PAPER),
            Shade(_mixed(accent, DARKEST, BLACK), PAPER),
        ),
    )


def _mixed(colour: str, part: float, ground: int) -> str:
    parts = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#" + "".join(f"{round(part * value + (1 - part) * ground):02x}" for value in parts)
