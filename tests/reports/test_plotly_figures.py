"""The interactive charts hold the same data as the drawings, in values that Plotly accepts."""

import json
from dataclasses import replace

from plotly import graph_objects

from reports.plotly_figures import gap_figure, radar_figure
from reports.report import build
from tests.reports.sources import make_content, make_source

SIX = ((1, 1, 1),) * 6
UNKNOWN = dict.fromkeys(["d3-q1", "d3-q2", "d3-q3"])


def test_plotly_accepts_both_figures():
    report = build(make_source(make_content(SIX), UNKNOWN))
    for figure in (radar_figure(report.profile), gap_figure(report.gap_chart)):
        assert json.loads(json.dumps(figure)) == figure
        graph_objects.Figure(figure)


def test_radar_figure_is_closed_and_has_a_hole_for_what_has_no_level():
    profile = build(make_source(make_content(SIX), UNKNOWN)).profile
    claimed = radar_figure(profile)["data"][0]
    assert claimed["r"] == [2.0, 2.0, None, 2.0, 2.0, 2.0, 2.0]
    assert claimed["connectgaps"] is False


def test_gap_figure_holds_the_ranked_impacts():
    report = build(make_source(make_content(SIX), 2))
    bars = gap_figure(report.gap_chart)["data"][0]
    assert bars["x"] == [row.impact for row in report.gap_chart.rows]
    assert bars["meta"][:2] == ["picked", "picked"]


def test_hostile_names_are_escaped_for_plotlys_own_markup():
    content = make_content(SIX)
    hostile = replace(
        content,
        domains=tuple(replace(d, name="<a href='javascript:alert(1)'>x</a>") for d in content.domains),
    )
    report = build(make_source(hostile, 2))
    for figure in (radar_figure(report.profile), gap_figure(report.gap_chart)):
        assert "<a" not in json.dumps(figure)


def test_quotation_marks_stay_as_they_are_and_plotlys_own_signs_are_escaped():
    content = make_content(SIX)
    named = replace(content, domains=tuple(replace(d, name="\"A\" & 'B' <C>") for d in content.domains))
    labels = radar_figure(build(make_source(named, 2)).profile)["layout"]["polar"]["angularaxis"]["ticktext"]
    assert {label.replace("<br>", " ") for label in labels} == {"\"A\" &amp; 'B' &lt;C&gt;"}


def test_radar_of_one_domain_is_still_a_figure():
    graph_objects.Figure(radar_figure(build(make_source(make_content(((1,),)), 2)).profile))
