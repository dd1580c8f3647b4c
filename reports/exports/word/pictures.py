"""The report's charts as PNG for the document, each with what stands for it where it is not seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import resvg_py

from reports.exports.word.blocks import Picture
from reports.exports.word.text import clean
from reports.pdf.figures import Figures, figures_of
from reports.report import Report

FONTS = Path(__file__).parents[3] / "static" / "fonts"
TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
ZOOM = 2.5


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one report in its colour."""

    figures: Figures

    def picture(
        self, name: str, *, width: int, height: int = 110, caption: str = "", style: str = "Figure"
    ) -> Iterator[Picture]:
        """The chart of that name, if the report has it. Its title is its alternative text."""
        svg = clean(getattr(self.figures, name))
        found = TITLE.search(svg)
        if found is not None:
            alt = unescape(found[1])
            yield Picture(png_of(svg), alt, width=width, height=height, caption=caption, style=style)


def charts_of(report: Report, accent: str) -> Charts:
    return Charts(figures_of(report, accent))


def png_of(svg: str) -> bytes:
    """The drawing with the product's fonts on white paper."""
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            background="#ffffff",
            zoom=ZOOM,
            skip_system_fonts=True,
            font_dirs=[str(FONTS)],
            font_family="Maturity Sans",
            sans_serif_family="Maturity Sans",
        )
    )
