"""Colours that can be read on white paper, and the nearest one that can."""

import pytest

from accounts.colours import contrast_with_white, is_readable, nearest_readable
from accounts.models import ACCENT


@pytest.mark.parametrize(
    ("colour", "contrast"), [("#ffffff", 1), ("#000000", 21), ("#777777", 4.48), ("#ff0000", 4.0)]
)
def test_contrast_is_that_of_the_standard(colour: str, contrast: float) -> None:
    assert contrast_with_white(colour) == pytest.approx(contrast, abs=0.005)


def test_the_default_accent_can_be_read() -> None:
    assert is_readable(ACCENT)


@pytest.mark.parametrize("colour", ["#000000", "#1f5c57", "#767676"])
def test_readable_colour_is_its_own_nearest(colour: str) -> None:
    assert nearest_readable(colour) == colour


@pytest.mark.parametrize("colour", ["#ffffff", "#ffff00", "#ff0000", "#777777", "#00ff80"])
def test_nearest_readable_is_darker_by_no_more_than_it_takes(colour: str) -> None:
    nearest = nearest_readable(colour)
    assert is_readable(nearest)
    assert contrast_with_white(nearest) < 4.6
    assert all(nearest[i : i + 2] <= colour[i : i + 2] for i in (1, 3, 5))
