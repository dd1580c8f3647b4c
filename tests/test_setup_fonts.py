"""The fonts that page and PDF are set in."""

from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"
FACES = {
    "Sans-Regular": ("Maturity Sans", 400),
    "Sans-Semibold": ("Maturity Sans", 600),
    "Serif-Regular": ("Maturity Serif", 400),
    "Serif-Semibold": ("Maturity Serif", 600),
    "Serif-Italic": ("Maturity Serif", 400),
}
LETTERS = "abcxyzABCXYZ ÇçĞğİıÖöŞşÜü ÁáÉéËëÏïÓóÍíÚúÈèÂâÎîÛû"
SIGNS = "0123456789 .,:;!?%&()[]/€₺ ‘’“”–—…•· ←→↑↓↗ ✓◆▲■ ≥≤×−±½"
MARKS_OF_THE_SANS = "✗●○□ĳĲ"


@pytest.fixture(params=FACES)
def face(request: pytest.FixtureRequest) -> str:
    return request.param


def test_font_has_every_letter_and_sign_of_the_three_languages(face: str) -> None:
    wanted = set(LETTERS + SIGNS + (MARKS_OF_THE_SANS if face.startswith("Sans") else ""))
    for suffix in ("ttf", "woff2"):
        with TTFont(FONTS / f"{face}.{suffix}") as font:
            assert wanted - set(map(chr, font.getBestCmap())) == set()


def test_font_keeps_its_family_and_weight(face: str) -> None:
    with TTFont(FONTS / f"{face}.ttf") as font:
        assert (font["name"].getBestFamilyName(), font["OS/2"].usWeightClass) == FACES[face]


def test_figures_are_of_one_width(face: str) -> None:
    with TTFont(FONTS / f"{face}.ttf") as font:
        glyphs = [font.getBestCmap()[ord(figure)] for figure in "0123456789"]
        assert len({font["hmtx"][glyph][0] for glyph in glyphs}) == 1


def test_font_is_light_and_has_outlines_for_the_pdf(face: str) -> None:
    assert (FONTS / f"{face}.ttf").stat().st_size < 120_000
    assert (FONTS / f"{face}.woff2").stat().st_size < 40_000
    with TTFont(FONTS / f"{face}.ttf") as font:
        assert "glyf" in font
