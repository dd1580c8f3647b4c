"""The picked gaps, their printed arithmetic, and what to do in each."""

from fractions import Fraction

import pytest

from assessments.content import KpiText
from reports.report import build
from reports.report.wording import decimal, exact
from scoring import Parameters
from tests.reports.sources import GOAL, make_content, make_source

LOW = {"d1-q1": 1, "d1-q2": 1, "d1-q3": 1}


def test_arithmetic_is_printed_with_every_factor():
    gaps = build(make_source(None, LOW, signs=("sign-1",))).gaps
    assert [gap.arithmetic for gap in gaps] == [
        "impact 5.63 = relevance 3 × distance 1 × signs 1.25 (1 warning sign) × weakest 1.5",
        "impact 2 = relevance 3 × distance 2/3 × signs 1 (0 warning signs) × weakest 1 "
        "(not among the weakest)",
    ]


def test_factors_are_explained():
    gap = build(make_source(None, LOW, signs=("sign-1",))).gaps[0]
    assert [(factor.label, factor.value, factor.why) for factor in gap.factors] == [
        ("Relevance to the goal", "3", "decisive"),
        ("Distance to the highest level", "1", "(4 − 1) ÷ (4 − 1)"),
        ("Warning signs", "1.25", "1 + 0.25 × 1"),
        ("Weakest domain", "1.5", "among the lowest-rated domains"),
    ]
    assert gap.signs == ("Sign 1 rings",)


def test_without_a_goal_every_domain_counts_the_same():
    report = build(make_source(None, LOW, goal=None))
    assert report.gaps[0].factors[0].why == ("no business goal was chosen, so every domain counts the same")
    assert report.gap_chart.takeaway == "One level up in Domain d1 and Domain d2 has the highest impact."
    assert report.rules[0].text.startswith("No goal was chosen")


def test_gap_goes_one_level_up_with_its_steps():
    gap = build(make_source(None, LOW)).gaps[0]
    assert gap.title == "Domain d1: from level\xa01 Reactive to level\xa02 Structured"
    assert [step.next_step for step in gap.steps] == ["Take d1-q1 to 2.", "Take d1-q2 to 2."]
    assert gap.reach == "Raising these 2 practices reaches level 2 as claimed."


def test_one_practice_to_raise_is_not_counted():
    gap = build(make_source(None, {"d1-q1": 3})).gaps[0]
    assert (len(gap.steps), gap.reach) == (1, "Raising this practice reaches level 3 as claimed.")


def test_gap_names_what_else_has_to_be_proven():
    answers = {"d1-q1": 3, "d1-q2": 2, "d1-q3": 2}
    gaps = [build(make_source(None, answers, proven=proven)).gaps[0] for proven in (True, False)]
    assert gaps[1].name == "Domain d1"
    assert [gap.proof for gap in gaps] == [
        "",
        "For level 3 to be evidenced, 1 practice that is not proven needs a note or link as well: 1.1.",
    ]


def test_kpis_fit_domain_and_level_leading_first():
    gap = build(make_source(None, LOW)).gaps[0]
    assert [(kpi.kind_label, kpi.name) for kpi in gap.kpis] == [
        ("Leading", "KPI d1 1 leading"),
        ("Lagging", "KPI d1 1 lagging"),
    ]


def test_kpis_for_every_domain_stand_in_where_a_domain_has_none():
    shared = KpiText("shared", "Revenue per seller", "Reveals.", "Hides.", "lagging", 1, None)
    gap = build(make_source(make_content(kpis=(shared,)), LOW)).gaps[0]
    assert [kpi.name for kpi in gap.kpis] == ["Revenue per seller"]


def test_candidates_tell_picked_from_the_rest():
    shape = ((1, 1, 1),) * 4
    answers = {**LOW, **{f"d4-q{q}": 4 for q in (1, 2, 3)}}
    content = make_content(shape, parameters=Parameters(third_gap_share=Fraction(1)))
    chart = build(make_source(content, answers)).gap_chart
    assert [(row.domain, row.move, row.picked_label) for row in chart.rows] == [
        ("d1", "Level\N{NO-BREAK SPACE}1 to\N{NO-BREAK SPACE}2", "Picked"),
        ("d2", "Level\N{NO-BREAK SPACE}2 to\N{NO-BREAK SPACE}3", "Picked"),
        ("d3", "Level\N{NO-BREAK SPACE}2 to\N{NO-BREAK SPACE}3", "Not picked"),
    ]
    assert chart.takeaway == (
        "One level up in Domain d1 and Domain d2 has the highest impact on the goal “Raise the win rate”."
    )


@pytest.mark.parametrize(
    ("answers", "note"),
    [
        (
            4,
            "There is no gap to pick: every rated domain is at the highest level. Prove what is claimed, "
            "and rate the rest first.",
        ),
        (
            {**LOW, **{f"d2-q{q}": 4 for q in (1, 2, 3)}},
            "One domain has a gap; all the others are at the highest level or have no level.",
        ),
        (2, ""),
    ],
)
def test_few_gaps_are_explained(answers, note):
    assert build(make_source(None, answers, goal=GOAL)).gaps_note == note


@pytest.mark.parametrize(
    ("number", "text"),
    [(Fraction(81, 16), "5.06"), (Fraction(45, 8), "5.63"), (Fraction(3), "3"), (Fraction(3, 2), "1.5")],
)
def test_decimals_round_halves_up_and_drop_zeros(number, text):
    assert decimal(number) == text


def test_factors_are_written_so_that_the_product_can_be_checked():
    assert [exact(Fraction(3, 4)), exact(Fraction(2, 3)), exact(Fraction(1))] == ["0.75", "2/3", "1"]
