"""A drawing as PNG, with the product's own fonts and nothing of the machine's: the same bytes everywhere."""

from pathlib import Path

import resvg_py

from reports.charts import Svg

FONTS = Path(__file__).parents[2] / "static" / "fonts"
TYPEFACE = "Maturity Sans"
PAPER = "#ffffff"
SCALE = 2
"""Of a file for a slide: pixels for each unit of the drawing."""


def png_of(svg: Svg, *, width: int | None = None) -> bytes:
    """The drawing on white paper, so many pixels wide or at ``SCALE``.

    Raises ValueError for markup that cannot be drawn.
    """
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=svg,
            width=width,
            zoom=None if width else SCALE,
            background=PAPER,
            skip_system_fonts=True,
            font_files=[str(FONTS / name) for name in ("Sans-Regular.ttf", "Sans-Semibold.ttf")],
            font_family=TYPEFACE,
            sans_serif_family=TYPEFACE,
        )
    )
