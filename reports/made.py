"""Reports as they are shown.

Remembered by the value of their source, never by a key: the same source makes the same report, and a changed
one is a different source. Most of a report's page is the same for every reader and is rendered once.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from reports import charts
from reports.pdf import digest_of
from reports.plotly_figures import gap_figure, radar_figure
from reports.report import Report, build
from reports.sample import sample_report
from reports.source import Source


@dataclass(frozen=True, slots=True)
class Made:
    """A report, the digest of its PDF, and the part of its page that is the same for every reader."""

    report: Report
    digest: str
    body: SafeString


def made_of(source: Source) -> Made:
    """The report of the source, whose texts have to be in the active language."""
    return _made(source, get_language() or "en")


def sample_made() -> Made:
    """The public sample in the active language."""
    return _sample_made(get_language() or "en")


@cache
def _sample_made(language: str) -> Made:
    return _finished(sample_report(), language)


@lru_cache(maxsize=32)
def _made(source: Source, language: str) -> Made:
    return _finished(build(source), language)


def _finished(report: Report, language: str) -> Made:
    body = render_to_string("reports/_body.html", context_of(report))
    return Made(report=report, digest=digest_of(report, language), body=body)


def context_of(report: Report) -> dict[str, Any]:
    """The report with its pictures, as the templates show it."""
    headline = report.headline
    times = report.roadmap.timeline if report.roadmap else None
    rounds = report.rounds.profile if report.rounds else None
    return {
        "report": report,
        "radar": charts.radar(report.profile),
        "claims": charts.claims(report.profile),
        "gap_bars": charts.gap_bars(report.gap_chart),
        "rounds_radar": charts.radar(rounds) if rounds else "",
        "timeline": charts.timeline(times) if times else "",
        "ladder": charts.ladder(headline.level, headline.evidenced, report.top, headline.answer),
        "domains": [
            (domain, charts.ladder(domain.level, domain.evidenced, report.top, domain.verdict))
            for domain in report.domains
        ],
        "radar_figure": radar_figure(report.profile),
        "gap_figure": gap_figure(report.gap_chart),
    }
