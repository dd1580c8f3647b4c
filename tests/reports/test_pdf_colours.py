"""The organisation's colour on paper: every tint of it leaves its text readable."""

import pytest

from accounts.organisation_forms import check_accent
from reports.pdf.colours import palette_of

# The darkest colour, and two that are just dark enough for white text.
COLOURS = ["#000000", "#767676", "#0074d9"]
READABLE = 4.5


def luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("colour", COLOURS)
def test_every_shade_carries_its_text(colour: str) -> None:
    check_accent(colour)
    palette = palette_of(colour)
    assert palette is not None
    assert min(contrast(shade.ground, shade.text) for shade in palette.shades) >= READABLE
    assert min(contrast(palette.tint, text) for text in ("#1d1b18", "#5f5a51")) >= READABLE


@pytest.mark.parametrize("text", ["", "red", "#fff", "#7a1fa2}", "#7A1FA2"])
def test_only_a_colour_has_a_palette(text: str) -> None:
    assert palette_of(text) is None
