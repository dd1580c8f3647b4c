"""Whatever the instrument and the answers, the report is complete, consistent and can be drawn."""

from dataclasses import fields, is_dataclass
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reports import charts
from reports.plotly_figures import gap_figure, radar_figure
from reports.report import build
from reports.source import Source
from tests.reports.sources import make_content, make_source
from tests.reports.svg_reading import read_svg

OPTIONAL = {
    "progress", "progress_label", "explanation", "count", "next_label", "blocking", "change", "why",
    "today", "risk", "typical", "disagreement", "weight_label", "proof", "improve_first", "consensus",
    "reason", "note", "link", "dated", "function", "statement", "strengths_note", "gaps_note",
    "proofs_note", "disagreements_note", "pattern", "pattern_label", "target_label", "organisation",
    "goal", "goal_smart", "goal_metric", "next_step", "assessment", "left_out", "who", "dissent", "apart",
    "takeaway", "furthest", "functions_note", "accent", "respondents_note", "seen_differently", "claim",
    "moves_note",
}  # fmt: skip


@st.composite
def sources(draw: st.DrawFn) -> Source:
    top = draw(st.integers(2, 7))
    shape = draw(st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=5), min_size=1, max_size=7))
    slugs = [f"d{d}-q{q}" for d, weights in enumerate(shape, 1) for q in range(1, len(weights) + 1)]
    keys = draw(st.sets(st.sampled_from(slugs), max_size=2))
    rating = st.integers(1, top) | st.none()
    answers = [
        {slug: draw(rating if slug in keys else rating | st.just("Not our trade.")) for slug in slugs}
        for _ in range(draw(st.integers(1, 3)))
    ]
    content = make_content(shape, top=top, keys=sorted(keys))
    return make_source(content, *answers, proven=draw(st.booleans()))


def texts(value: Any, path: str = "") -> list[tuple[str, str]]:
    if is_dataclass(value):
        return [found for field in fields(value) for found in texts(getattr(value, field.name), field.name)]
    if isinstance(value, tuple):
        return [found for item in value for found in texts(item, path)]
    return [(path, value)] if isinstance(value, str) else []


@settings(max_examples=60, deadline=None)
@given(sources())
def test_report_is_complete_and_can_be_drawn(source: Source):
    report = build(source)
    for name, text in texts(report):
        assert text or name in OPTIONAL, name
        assert "%(" not in text
        assert "None" not in text or name == "value"
    for svg in (
        charts.radar(report.profile),
        charts.claims(report.profile),
        charts.gap_bars(report.gap_chart),
        charts.ladder(report.headline.level, report.headline.evidenced, report.top, "Level"),
    ):
        assert read_svg(svg).tags[0] == "svg"
    assert len(gap_figure(report.gap_chart)["data"][0]["x"]) == len(report.gap_chart.rows)
    assert radar_figure(report.profile)["layout"]["polar"]["radialaxis"]["range"] == [0, report.top]


@settings(max_examples=60, deadline=None)
@given(sources())
def test_evidenced_value_never_exceeds_the_claimed_one(source: Source):
    for domain in build(source).domains:
        if domain.value is not None and domain.evidenced_value is not None:
            assert domain.evidenced_value <= domain.value


@settings(max_examples=30, deadline=None)
@given(sources())
def test_same_source_makes_the_same_report(source: Source):
    assert build(source) == build(source)
    assert hash(source) == hash(source)
