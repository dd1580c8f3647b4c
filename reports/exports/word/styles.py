"""The document's styles: built-in names, so that Word's own panes, contents and navigation know them."""

from pathlib import Path
from string import Template

from reports.charts.svg import ACCENT, INK, LINE, MUTED
from reports.pdf.colours import Palette, Shade, palette_of

SANS, SEMIBOLD, SERIF = "Maturity Sans", "Maturity Sans Semibold", "Maturity Serif Semibold"
PAPER, HAIR, WHITE = "#f2eee5", "#ded8cb", "#ffffff"
LANGUAGES = {"en": "en-GB", "tr": "tr-TR", "nl": "nl-NL"}
PRODUCT = Palette(
    accent=ACCENT,
    tint="#e1ebe8",
    line="#c9d6d2",
    shades=(
        Shade("#f4f7f6", INK),
        Shade("#d5e3df", INK),
        Shade("#a9c7c0", INK),
        Shade("#2f7271", WHITE),
        Shade(ACCENT, WHITE),
    ),
)
"""The product's own colours, as its pages and PDFs have them."""
SOURCE = Path(__file__).with_name("styles.xml")


def language_of(code: str) -> str:
    """The language by which Word hyphenates and checks: "nl-NL"."""
    return LANGUAGES.get(code, code)


def palette(accent: str) -> Palette:
    """The colours of a report's accent, or those of the product where it has none that is one."""
    return palette_of(accent) or PRODUCT


def styles_xml(colours: Palette, language: str) -> bytes:
    """The part with all styles, in these colours."""
    return (
        Template(SOURCE.read_text(encoding="utf-8"))
        .substitute(
            sans=SANS,
            semibold=SEMIBOLD,
            serif=SERIF,
            language=language_of(language),
            ink=_hex(INK),
            muted=_hex(MUTED),
            line=_hex(LINE),
            paper=_hex(PAPER),
            hair=_hex(HAIR),
            accent=_hex(colours.accent),
            tint=_hex(colours.tint),
        )
        .encode()
    )


def _hex(colour: str) -> str:
    return colour.removeprefix("#").upper()
