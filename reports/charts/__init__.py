"""SVG drawn by our own functions, for the page's first paint and for the PDF."""

from reports.charts.claims import claims
from reports.charts.gap_bars import gap_bars
from reports.charts.ladder import ladder
from reports.charts.radar import radar
from reports.charts.svg import Svg
from reports.charts.timeline import timeline

__all__ = ["Svg", "claims", "gap_bars", "ladder", "radar", "timeline"]
