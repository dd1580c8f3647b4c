"""Whether a colour can be read on white paper, by WCAG 2.2: text needs a contrast of 4.5 to 1.

Source: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio and #dfn-relative-luminance.
"""

import re

COLOUR = re.compile(r"#[0-9a-f]{6}")
READABLE = 4.5
STEPS = 255
LINEAR_BELOW = 0.04045


def is_colour(text: str) -> bool:
    """Whether the text is # and six hexadecimal digits in lower case."""
    return bool(COLOUR.fullmatch(text))


def contrast_with_white(colour: str) -> float:
    """From 1 (white) to 21 (black), of a colour like "#1f5c57"."""
    return 1.05 / (_luminance(_channels(colour)) + 0.05)


def is_readable(colour: str) -> bool:
    """Whether text in this colour can be read on white."""
    return contrast_with_white(colour) >= READABLE


def nearest_readable(colour: str) -> str:
    """The colour itself when it can be read, else the same one darkened no more than it takes."""
    red, green, blue = _channels(colour)
    darker = (
        "#" + "".join(f"{value * step // STEPS:02x}" for value in (red, green, blue))
        for step in range(STEPS, -1, -1)
    )
    return next(one for one in darker if is_readable(one))


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(channels: tuple[int, int, int]) -> float:
    red, green, blue = (_linear(value / 255) for value in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= LINEAR_BELOW else ((value + 0.055) / 1.055) ** 2.4
