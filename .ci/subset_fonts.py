"""Cut the fonts in static/fonts/ from the originals that static/fonts/README.md names.

Usage: python .ci/subset_fonts.py SOURCE_SANS_TTF_FOLDER SOURCE_SERIF_TTF_FOLDER

The PDF wants TrueType outlines in plain TTF (WeasyPrint reads them a tenth faster), the browser
wants WOFF2, so every cut is written as both. The licence reserves the name "Source" for the
unmodified fonts, so the cuts carry names of our own.
"""

import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

FONTS = Path(__file__).resolve().parent.parent / "static" / "fonts"

# original file → name of the cut, family, style
SANS = {
    "SourceSans3-Regular.ttf": ("Sans-Regular", "Maturity Sans", "Regular"),
    "SourceSans3-Semibold.ttf": ("Sans-Semibold", "Maturity Sans", "Semibold"),
}
SERIF = {
    "SourceSerif4-Regular.ttf": ("Serif-Regular", "Maturity Serif", "Regular"),
    "SourceSerif4-Semibold.ttf": ("Serif-Semibold", "Maturity Serif", "Semibold"),
    "SourceSerif4-It.ttf": ("Serif-Italic", "Maturity Serif", "Italic"),
}

CHARACTERS = [
    *range(0x0020, 0x007F),  # Basic Latin
    *range(0x00A0, 0x0180),  # Latin-1 and Latin Extended-A: Turkish, Dutch and the rest of Europe
    0x0218, 0x0219, 0x021A, 0x021B, 0x1E9E,  # Romanian commas, capital sharp s
    *range(0x0300, 0x030D), 0x0327, 0x0328,  # combining marks, for text that arrives decomposed
    *range(0x2000, 0x2070),  # general punctuation: dashes, quotes, bullet, thin and fixed spaces
    0x20AC, 0x20BA, 0x2122,  # euro, lira, trade mark
    0x00B2, 0x00B3, 0x00B9,  # superscripts
    *range(0x2190, 0x219A),  # arrows
    0x2202, 0x2206, 0x2211, 0x2212, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265,  # mathematics
    0x25A0, 0x25A1, 0x25B2, 0x25B3, 0x25B6, 0x25BC, 0x25C6, 0x25CB, 0x25CF,  # chart markers
    0x2713, 0x2717,  # tick and cross
]  # fmt: skip
FEATURES = ["kern", "mark", "mkmk", "ccmp", "locl", "liga", "case", "tnum", "pnum", "lnum"]


def cut(*, source: Path, stem: str, family: str, style: str) -> None:
    """Write one font's subset as TTF and WOFF2, renamed to `family` and `style`."""
    font = TTFont(source)
    options = subset.Options(
        layout_features=FEATURES,
        hinting=False,
        notdef_outline=True,
        name_IDs=[0, 1, 2, 3, 4, 5, 6, 13, 14, 16, 17],
    )
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=CHARACTERS)
    subsetter.subset(font)
    rename(font, family=family, style=style)
    # The modification date would make every run differ.
    font.recalcTimestamp = False
    font.save(FONTS / f"{stem}.ttf")
    font.flavor = "woff2"
    font.save(FONTS / f"{stem}.woff2")


def rename(font: TTFont, *, family: str, style: str) -> None:
    """Set the names that readers of the font group and show it by."""
    linked = style in {"Regular", "Italic"}
    postscript = f"{family.replace(' ', '')}-{style}"
    names = {
        1: family if linked else f"{family} {style}",
        2: style if linked else "Regular",
        3: f"{font['name'].getDebugName(5)};{postscript}",
        4: family if style == "Regular" else f"{family} {style}",
        6: postscript,
        16: None if linked else family,
        17: None if linked else style,
    }
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        if text:
            font["name"].setName(text, number, 3, 1, 0x409)


def main() -> None:
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    for folder, cuts in zip(sys.argv[1:], (SANS, SERIF), strict=True):
        for name, (stem, family, style) in cuts.items():
            cut(source=Path(folder) / name, stem=stem, family=family, style=style)
            sizes = [(FONTS / f"{stem}{suffix}").stat().st_size for suffix in (".ttf", ".woff2")]
            print(f"{stem}: {sizes[0]:,} bytes as TTF, {sizes[1]:,} as WOFF2")


if __name__ == "__main__":
    main()
