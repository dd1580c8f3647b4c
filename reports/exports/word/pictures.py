"""The report's charts as PNG for the document, each with what stands for it where it is not seen."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from reports.charts import Svg
from reports.exports.charts_png import png_of
from reports.exports.word.blocks import FIGURE, Picture
from reports.exports.word.text import clean
from reports.pdf.figures import Figures, figures_of
from reports.report import Report

TITLE = re.compile(r"<title>(.*?)</title>", re.DOTALL)
PIXELS = 8
"""For each millimetre: enough for print, little enough for mail."""


@dataclass(frozen=True, slots=True)
class Charts:
    """The charts of one report in its colour."""

    figures: Figures

    def picture(
        self, name: str, *, width: int, height: int = 110, caption: str = "", style: str = FIGURE
    ) -> Iterator[Picture]:
        """The chart of that name, if the report has it. Its title is its alternative text."""
        svg = clean(getattr(self.figures, name))
        found = TITLE.search(svg)
        if found is not None:
            alt = unescape(found[1])
            yield Picture(
                png_of(Svg(svg), width=PIXELS * width),
                alt,
                width=width,
                height=height,
                caption=caption,
                style=style,
            )


def charts_of(report: Report, accent: str) -> Charts:
    return Charts(figures_of(report, accent))
