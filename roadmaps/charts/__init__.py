"""SVG drawn by our own functions, for pages and the PDF."""

from roadmaps.charts.progress import Progress, progress_chart
from roadmaps.charts.svg import Svg

__all__ = ["Progress", "Svg", "progress_chart"]
