"""The pictures of the PDF: those of the page, with the takeaway in the title, which a PDF reads out alone."""

import re
from dataclasses import dataclass, replace
from html import escape
from typing import TYPE_CHECKING

from reports.charts import Svg, gap_bars, ladder, radar, timeline
from reports.charts.svg import ACCENT

if TYPE_CHECKING:
    from reports.report import Report

TITLE = re.compile(r"<title>.*?</title>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Figures:
    """Markup of the document's pictures."""

    steps: Svg
    radar: Svg
    gaps: Svg
    goal: Svg
    timeline: Svg
    rounds: Svg


def figures_of(report: "Report", accent: str = "") -> Figures:
    """Draws every picture of the document, in the product's colour or in the ``accent`` ("#1f5c57")."""
    headline, profile, chart = report.headline, report.profile, report.gap_chart
    times = report.roadmap.timeline if report.roadmap else None
    rounds = report.rounds.profile if report.rounds else None
    return Figures(
        steps=_in(accent, ladder(headline.level, headline.evidenced, report.top, headline.answer)),
        radar=_in(accent, radar(replace(profile, title=f"{profile.title}. {profile.takeaway}"))),
        gaps=_in(accent, gap_bars(replace(chart, title=f"{chart.title}. {chart.takeaway}"))),
        goal=_in(accent, _goal_chart(report)),
        timeline=_in(accent, timeline(replace(times, title=f"{times.title}. {times.takeaway}")))
        if times
        else Svg(),
        rounds=_in(accent, radar(replace(rounds, title=f"{rounds.title}. {rounds.takeaway}")))
        if rounds
        else Svg(),
    )


def _goal_chart(report: "Report") -> Svg:
    """With its takeaway in the title, too; the title stands first in the picture."""
    goal = report.roadmap.goal if report.roadmap else None
    if goal is None or goal.chart is None:
        return Svg()
    named = escape(f"{goal.chart_title}. {goal.takeaway}")
    return Svg(TITLE.sub(lambda _found: f"<title>{named}</title>", goal.chart, count=1))


def _in(accent: str, drawn: Svg) -> Svg:
    """Quotation marks stand around attributes alone: those of texts are escaped."""
    return Svg(drawn.replace(f'"{ACCENT}"', f'"{accent}"')) if accent else drawn
