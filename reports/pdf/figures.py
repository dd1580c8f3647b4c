"""The pictures of the PDF: those of the page, with the takeaway in the title, which a PDF reads out alone."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reports.charts import Svg, gap_bars, ladder, radar

if TYPE_CHECKING:
    from reports.report import Report


@dataclass(frozen=True, slots=True)
class Figures:
    """Markup of the document's pictures."""

    steps: Svg
    radar: Svg
    gaps: Svg


def figures_of(report: "Report") -> Figures:
    """Draws every picture of the document."""
    headline, profile, chart = report.headline, report.profile, report.gap_chart
    return Figures(
        steps=ladder(headline.level, headline.evidenced, report.top, headline.answer),
        radar=radar(replace(profile, title=f"{profile.title}. {profile.takeaway}")),
        gaps=gap_bars(replace(chart, title=f"{chart.title}. {chart.takeaway}")),
    )
