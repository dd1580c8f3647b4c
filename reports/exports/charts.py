"""The charts as SVG and PNG for slides: each a file of its own, with its heading and what it shows.

They are the page's drawings, in the report's colour; what a style sheet adds there is written out here.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from reports.charts import Svg, claims, gap_bars, radar, timeline
from reports.charts.heatmap import heatmap
from reports.charts.svg import ACCENT, FONT_SIZE, INK, MUTED, drawn_width, number, tag, wrapped
from reports.exports.charts_png import png_of
from reports.pdf.colours import palette_of
from reports.report import Report
from reports.report import choices as codes

FONTS = "'Maturity Sans', 'Source Sans 3', Arial, sans-serif"
OPENING = re.compile(r'<svg [^>]*?viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>')
NAMED = re.compile(r"<title>.*?</title>(<desc>.*?</desc>)?", re.DOTALL)
CLASS = re.compile(r' class="[\w -]*"')
NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EARLIEST = (1980, 1, 1, 0, 0, 0)
EDGE, HEAD_SIZE, NOTE_SIZE, FOOT_SIZE = 16.0, 19, 15, 12


@dataclass(frozen=True, slots=True)
class Chart:
    """One of the report's charts: its drawing, heading, and the sentence that says what it shows."""

    drawn: Svg
    title: str
    takeaway: str


def _radar(report: Report) -> Chart:
    profile = report.profile
    return Chart(radar(profile), profile.title, profile.takeaway)


def _claims(report: Report) -> Chart:
    profile = report.profile
    return Chart(claims(profile), profile.claims_title, profile.claims_takeaway)


def _gaps(report: Report) -> Chart | None:
    chart = report.gap_chart
    return Chart(gap_bars(chart), chart.title, chart.takeaway) if chart.rows else None


def _heatmap(report: Report) -> Chart:
    chart = report.heatmap
    return Chart(heatmap(chart, report.accent), chart.title, chart.takeaway)


def _timeline(report: Report) -> Chart | None:
    times = report.roadmap.timeline if report.roadmap else None
    return Chart(timeline(times), times.title, times.takeaway) if times else None


def _goal(report: Report) -> Chart | None:
    goal = report.roadmap.goal if report.roadmap else None
    return Chart(goal.chart, goal.chart_title, goal.takeaway) if goal and goal.chart else None


def _rounds(report: Report) -> Chart | None:
    profile = report.rounds.profile if report.rounds else None
    return Chart(radar(profile), profile.title, profile.takeaway) if profile else None


CHARTS: Mapping[str, tuple[Callable[[Report], Chart | None], frozenset[str]]] = {
    "radar": (_radar, frozenset({codes.PROFILE, codes.OUTLOOK})),
    "claims": (_claims, frozenset({codes.PROFILE})),
    "gaps": (_gaps, frozenset({codes.PROFILE, codes.GAPS})),
    "heatmap": (_heatmap, frozenset({codes.HEATMAP})),
    "timeline": (_timeline, frozenset({codes.INITIATIVES, codes.OUTLOOK})),
    "goal": (_goal, frozenset({codes.INITIATIVES})),
    "rounds": (_rounds, frozenset({codes.ROUNDS})),
}
"""Every chart by its name, and the sections that it belongs to."""


def names_of(report: Report) -> tuple[str, ...]:
    """Names of the charts that the report has, for the sections that it has."""
    return tuple(name for name in CHARTS if _chart(report, name) is not None)


def _chart(report: Report, name: str) -> Chart | None:
    make, sections = CHARTS[name]
    return make(report) if sections & {section.code for section in report.sections} else None


def svg_of(report: Report, name: str) -> Svg:
    """The chart as a file of its own. Raises KeyError for one that the report does not have."""
    chart = _chart(report, name)
    if chart is None:
        raise KeyError(name)
    drawn = chart.drawn
    palette = palette_of(report.accent)
    if palette is not None:
        # Quotation marks stand around attributes alone: those of texts are escaped.
        drawn = Svg(drawn.replace(f'"{ACCENT}"', f'"{palette.accent}"'))
    return Svg(NOT_IN_XML.sub("\ufffd", _framed(drawn, chart, report.scope)))


def write(report: Report) -> bytes:
    """All charts, each as SVG and as PNG, in a ZIP: the same report gives the same bytes."""
    packed = BytesIO()
    with ZipFile(packed, "w", ZIP_DEFLATED) as files:
        for name in names_of(report):
            svg = svg_of(report, name)
            files.writestr(_entry(f"{name}.svg"), svg)
            files.writestr(_entry(f"{name}.png"), png_of(svg))
    return packed.getvalue()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, date_time=EARLIEST)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _framed(drawn: Svg, chart: Chart, foot: str) -> str:
    """The drawing below its heading, on white, with the framework and the date at its foot."""
    opening, *_rest = OPENING.finditer(drawn)
    width, height = float(opening[1]), float(opening[2])
    inner = CLASS.sub("", NAMED.sub("", drawn[opening.end() : -len("</svg>")], count=1))
    head, top = _lines(chart.title, EDGE + HEAD_SIZE, width, size=HEAD_SIZE, colour=INK, font_weight="600")
    note, top = _lines(chart.takeaway, top, width, size=NOTE_SIZE, colour=MUTED)
    below = top + height + HEAD_SIZE / 2
    end, bottom = _lines(foot, below, width, size=FOOT_SIZE, colour=MUTED)
    whole = (number(width + 2 * EDGE), number(bottom))
    return tag(
        "svg",
        tag("title", escape(chart.title))
        + tag("desc", escape(chart.takeaway))
        + tag("rect", width="100%", height="100%", fill="#ffffff")
        + "".join([*head, *note])
        + tag("g", inner, transform=f"translate({number(EDGE)} {number(top - HEAD_SIZE / 2)})")
        + "".join(end),
        xmlns="http://www.w3.org/2000/svg",
        role="img",
        viewBox=f"0 0 {whole[0]} {whole[1]}",
        width=whole[0],
        height=whole[1],
        font_family=FONTS,
        font_size=FONT_SIZE,
    )


def _lines(
    text: str, y: float, width: float, *, size: int, colour: str, **more: str
) -> tuple[list[str], float]:
    """The whole text, the first baseline at y; and where the next text begins."""
    room = width * FONT_SIZE / size
    average = max(drawn_width(text) / max(len(text), 1), 1)
    parts = []
    for line in wrapped(text, max(int(room / average * 0.95), 8), len(text) + 1) if text else []:
        parts.append(tag("text", escape(line), x=EDGE, y=y, fill=colour, font_size=size, **more))
        y += size * 1.3
    return parts, y + 4
