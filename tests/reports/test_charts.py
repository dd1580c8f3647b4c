"""The drawings: named, escaped, on fixed axes, and told apart without colour."""

import time
from dataclasses import replace

import pytest
from django.template import Context, Template
from django.utils import translation

from reports import charts
from reports.charts.svg import wrapped
from reports.report import build
from tests.reports.sources import make_content, make_source
from tests.reports.svg_reading import read_svg

HOSTILE = "<script>alert(1)</script>\"'&<!--]]>{{ 7|add:7 }}%s"
SIX = ((1, 1, 1),) * 6


def six(**fields):
    answers = {f"d{d}-q{q}": 1 + d % 4 for d in range(1, 7) for q in (1, 2, 3)}
    return build(make_source(make_content(SIX), answers, **fields))


def drawings(report):
    return [
        charts.radar(report.profile),
        charts.claims(report.profile),
        charts.gap_bars(report.gap_chart),
        charts.ladder(report.headline.level, report.headline.evidenced, report.top, report.headline.answer),
    ]


def test_every_drawing_has_a_name_and_no_style():
    for svg in drawings(six()):
        read = read_svg(svg)
        assert read.attributes[0]["role"] == "img"
        assert read.tags[1] == "title"
        assert not any("style" in attributes for attributes in read.attributes)
        assert "id" not in {name for attributes in read.attributes for name in attributes}


def test_templates_do_not_escape_a_drawing_again():
    svg = charts.radar(six().profile)
    assert Template("{{ svg }}").render(Context({"svg": svg})) == svg


def test_hostile_names_stay_text():
    content = make_content(SIX)
    hostile = replace(content, domains=tuple(replace(domain, name=HOSTILE) for domain in content.domains))
    report = build(make_source(hostile, {"d1-q1": 1}))
    for svg, plain in zip(drawings(report), drawings(six()), strict=True):
        assert set(read_svg(svg).tags) <= {*read_svg(plain).tags, "line", "rect", "polygon", "polyline"}
        assert "script" not in read_svg(svg).tags


def test_radar_has_three_outlines_told_apart_by_dashes_and_markers():
    read = read_svg(charts.radar(six(proven=False).profile))
    dashes = {
        kind: read.of(f"chart-line--{kind}")[0]["stroke-dasharray"]
        for kind in ("claimed", "evidenced", "target")
    }
    assert len(set(dashes.values())) == 3
    markers = {
        kind: read.tags[read.attributes.index(read.of(f"chart-point--{kind}")[0])]
        for kind in ("claimed", "evidenced", "target")
    }
    assert markers == {"claimed": "circle", "evidenced": "rect", "target": "polygon"}
    assert {attributes["fill"] for attributes in read.of("chart-line")} == {"none"}


def test_radar_breaks_at_a_domain_without_a_level():
    content = make_content(SIX)
    whole = read_svg(charts.radar(build(make_source(content, 2)).profile))
    unknown = dict.fromkeys(["d3-q1", "d3-q2", "d3-q3"])
    broken = read_svg(charts.radar(build(make_source(content, unknown)).profile))
    # One more of each kind stands in the legend.
    assert [len(read.of("chart-point--claimed")) for read in (whole, broken)] == [7, 6]
    assert [read.of("chart-line--claimed")[0]["points"].count(",") for read in (whole, broken)] == [6, 5]
    assert "(Not rated)" in " ".join(broken.text.split())


def test_radar_axes_are_fixed_whatever_the_values():
    grids = [
        [
            a["points"]
            for a in read_svg(charts.radar(build(make_source(make_content(SIX), level)).profile)).of(
                "chart-grid"
            )
            if "points" in a
        ]
        for level in (1, 4)
    ]
    assert grids[0] == grids[1]
    assert len(grids[0]) == 4


@pytest.mark.parametrize("domains", [1, 2])
def test_radar_of_few_domains_falls_back_to_bars(domains):
    report = build(make_source(make_content(((1, 1),) * domains), 2))
    read = read_svg(charts.radar(report.profile))
    assert read.attributes[0]["class"] == "chart chart--claims"
    assert len(read.of("chart-point--target")) == domains + 1


def test_radar_keeps_long_words_of_other_languages_whole():
    content = make_content(SIX)
    named = replace(
        content,
        domains=(
            content.domains[0],
            replace(content.domains[1], name="Accountmanagement"),
            *content.domains[2:],
        ),
    )
    wide, usual = (charts.radar(build(make_source(one, 2)).profile) for one in (named, content))
    assert ">Accountmanagement<" in wide
    assert float(read_svg(wide).attributes[0]["width"]) > float(read_svg(usual).attributes[0]["width"]) == 440


def test_radar_of_three_domains_and_seven_levels_is_drawn():
    report = build(make_source(make_content(((1, 2),) * 3, top=7), {"d1-q1": 7, "d1-q2": 6, "d2-q1": 5}))
    read = read_svg(charts.radar(report.profile))
    assert len([a for a in read.of("chart-grid") if "points" in a]) == 7


def test_picked_gaps_are_full_and_named():
    read = read_svg(charts.gap_bars(six().gap_chart))
    assert {a["fill"] for a in read.of("chart-bar--other")} == {"none"}
    assert "none" not in {a["fill"] for a in read.of("chart-bar--picked")}
    assert read.text.count("Picked") == len(read.of("chart-bar--picked"))


def test_ladder_hatches_what_is_claimed_without_proof():
    read = read_svg(charts.ladder(3, 2, 4, "Level"))
    kinds = [attributes["class"].split("--")[1] for attributes in read.of("chart-step")]
    assert kinds == ["proven", "proven", "claimed", "open"]
    assert len(read.of("chart-hatch")) > 2


def test_impacts_are_labelled_as_in_the_table_and_drawn_alike_in_any_language():
    with translation.override("tr"):
        turkish = read_svg(charts.gap_bars(six().gap_chart))
    english = read_svg(charts.gap_bars(six().gap_chart))
    assert "4,5" in turkish.text
    assert "4.5" in english.text
    places = [[(a["x"], a["width"]) for a in read.of("chart-bar--picked")] for read in (turkish, english)]
    assert places[0] == places[1]


def test_drawing_is_quick():
    profile = six().profile
    charts.radar(profile)
    start = time.process_time()
    for _ in range(20):
        charts.radar(profile)
    assert time.process_time() - start < 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Cross-functional alignment", ["Cross-", "functional", "alignment"]),
        ("x" * 30, ["x" * 13, "x" * 13, "x" * 4]),
        ("one two three four five six seven eight nine", ["one two three", "four five six", "seven eight…"]),
        ("", [""]),
    ],
)
def test_text_is_wrapped_by_length(text, lines):
    assert wrapped(text, 13, 3) == lines
