"""The section on disagreement: who sees it differently, function by function, and what was agreed."""

from collections.abc import Mapping

from reports.report import build
from reports.report.shapes import Report
from tests.reports.sources import make_content, make_source

LEADERS_AND_REPS = ("Sales leader", "Sales leader", "Sales rep", "Sales rep")


def report(*answers: Mapping[str, int | None] | int, functions: tuple[str, ...] = ()) -> Report:
    return build(make_source(None, *answers, functions=functions))


def test_disagreements_come_by_spread_then_deviation() -> None:
    found = report(
        {"d1-q1": 1, "d1-q2": 1, "d2-q1": 1},
        {"d1-q1": 3, "d1-q2": 4, "d2-q1": 3},
        {"d1-q1": 3, "d1-q2": 4, "d2-q1": 1},
        {"d1-q1": 3, "d1-q2": 4, "d2-q1": 3},
    )
    assert [item.question for item in found.disagreements] == ["d1-q2", "d2-q1", "d1-q1"]
    assert [item.deviation for item in found.disagreements] == [
        "0.75 from the median on average",
        "1 from the median on average",
        "0.5 from the median on average",
    ]


def test_functions_stand_beside_domains() -> None:
    agreement = report(3, 3, 1, 2, functions=LEADERS_AND_REPS).agreement
    assert [(column.name, column.counted) for column in agreement.columns] == [
        ("Sales leader", "2 respondents"),
        ("Sales rep", "2 respondents"),
        ("Everybody", "4 respondents"),
    ]
    assert [[cell.mark for cell in row.cells] for row in agreement.rows] == [["3", "1", "2"], ["3", "1", "2"]]
    assert agreement.rows[0].cells[0].label == "Level\xa03 Managed"
    assert [row.apart for row in agreement.rows] == [
        "Seen differently by function: Sales leader at level\xa03, Sales rep at level\xa01."
    ] * 2


def test_takeaway_says_which_function_sees_it_higher_and_where_most() -> None:
    reps = {"d1-q1": 2, "d1-q2": 2, "d1-q3": 2, "d2-q1": 1, "d2-q2": 1, "d2-q3": 1}
    agreement = report(3, 3, reps, reps, functions=LEADERS_AND_REPS).agreement
    assert agreement.takeaway == (
        "Sales leader rates the practices highest, Sales rep lowest: on average 1.5 levels apart, and most "
        "of all in Domain d2."
    )


def test_takeaway_says_that_functions_agree() -> None:
    agreement = report(2, 2, functions=("Sales leader", "Sales rep")).agreement
    assert agreement.takeaway == "The functions see the whole much the same; single practices differ."


def test_takeaway_without_functions_names_the_widest_practice() -> None:
    agreement = report({"d1-q1": 1}, {"d1-q1": 4}).agreement
    assert (agreement.columns, agreement.rows) == ((), ())
    assert agreement.takeaway == (
        "The answers lie furthest apart in Domain d1: “How about d1-q1?” (3 levels apart)."
    )


def test_one_respondent_differs_from_nobody() -> None:
    agreement = report(2).agreement
    assert (agreement.takeaway, agreement.furthest, agreement.rows) == ("", "", ())


def test_furthest_names_whose_answers_differ_most() -> None:
    assert report(2, 2, 4).agreement.furthest == (
        "The answers of Person 3 lie furthest from the median: 2 levels on average."
    )
    assert report(2, 4).agreement.furthest == ""
    assert report(2, 2, 2).agreement.furthest == ""


def test_dissent_stands_beside_the_consensus() -> None:
    source = make_source(None, {"d1-q1": 4}, {"d1-q1": 2}, {"d1-q1": 3}, consensus={"d1-q1": 3})
    (item,) = build(source).disagreements
    assert item.dissent == "Person 1 and Person 2 had answered with other levels, which stay beside it."
    assert [share.who for share in item.shares] == ["", "Person 2", "Person 3", "Person 1"]


def test_domain_says_where_functions_lie_two_levels_apart() -> None:
    low = {"d1-q1": 1, "d1-q2": 1, "d1-q3": 1}
    domains = report(3, low, functions=("Sales leader", "Sales rep")).domains
    assert [domain.seen_differently for domain in domains] == [
        "Seen differently by function: Sales leader at level\xa03, Sales rep at level\xa01.",
        "",
    ]


def test_names_of_many_are_left_out_beside_a_number() -> None:
    source = make_source(make_content(((1,),)), *[1] * 13, 4)
    (item,) = build(source).disagreements
    assert [(share.counted, share.who) for share in item.shares] == [
        ("13 respondents", ""),
        ("0 respondents", ""),
        ("0 respondents", ""),
        ("1 respondent", "Person 14"),
    ]
