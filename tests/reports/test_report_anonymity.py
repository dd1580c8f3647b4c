"""What the report of an anonymous assessment prints: no names, and no group of fewer than three people."""

from collections.abc import Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from assessments.anonymity import SMALLEST, withheld
from reports.report import build
from reports.report.index import Index
from reports.report.shapes import Report
from reports.source import Source
from scoring import Response, Responses, rate
from tests.reports.sources import make_content, make_source

CONTENT = make_content(((1, 1), (1,)))
SLUGS = ("d1-q1", "d1-q2", "d2-q1")
FUNCTIONS = ("", "Sales leader", "Sales rep", "Marketing")


def make_anonymous(*answers: Any, functions: Sequence[str] = (), **changes: Any) -> Source:
    """As sealing and reading make it: rated without what is withheld, and without names."""
    source = make_source(CONTENT, *answers, functions=functions)
    responses = withheld(
        [
            Response(str(number), {slug: one.rating for slug, one in answerer.answers})
            for number, answerer in enumerate(source.answerers)
        ]
    )
    return replace(
        source,
        result=rate(CONTENT.instrument(), Responses(tuple(responses))),
        answerers=tuple(replace(answerer, name="") for answerer in source.answerers),
        names_hidden=True,
        **changes,
    )


def texts(value: Any) -> list[str]:
    if is_dataclass(value):
        return [found for field in fields(value) for found in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [found for item in value for found in texts(item)]
    return [value] if isinstance(value, str) else []


def anonymous_report(*answers: Any, **options: Any) -> Report:
    return build(make_anonymous(*answers, **options))


def test_nobody_is_listed_or_named() -> None:
    report = anonymous_report(1, 4, 4, functions=("Sales rep",) * 3)
    assert report.respondents == ()
    assert report.respondents_note == "3 people answered anonymously."
    assert report.agreement.furthest == ""
    assert not any("Respondent 1" in text or "Person" in text for text in texts(report))
    assert all(share.who == "" for item in report.disagreements for share in item.shares)


def test_notes_are_printed_without_whose_they_are() -> None:
    source = make_anonymous(3, 3, 3)
    noted = tuple(
        replace(
            answerer,
            answers=tuple((slug, replace(one, note=note)) for slug, one in answerer.answers),
        )
        for answerer, note in zip(source.answerers, ("Zebra", "", "Apple"), strict=True)
    )
    question = build(replace(source, answerers=noted)).answers[0].questions[0]
    assert [(entry.respondent, entry.function, entry.label, entry.note) for entry in question.entries] == [
        ("", "", "", "Apple"),
        ("", "", "", "Zebra"),
    ]
    assert [(count.label, count.value) for count in question.counts] == [
        ("Level\xa03 Managed", "3 respondents")
    ]


def test_a_practice_that_two_rated_says_so_and_no_more() -> None:
    report = anonymous_report({"d1-q1": 4}, {"d1-q1": 1}, {"d1-q1": None})
    question = report.answers[0].questions[0]
    assert (question.rating_label, question.entries, question.counts) == ("Unknown", (), ())
    assert question.note == "Fewer than three people rated it, so nothing is shown; it counts as unknown."
    assert report.disagreements == ()


def test_functions_of_too_few_are_not_compared() -> None:
    few = anonymous_report(1, 1, 4, 4, 4, functions=("Sales leader",) * 2 + ("Sales rep",) * 3)
    assert few.agreement.rows == ()
    assert all(item.functions == () for item in few.disagreements)
    enough = anonymous_report(1, 1, 1, 4, 4, 4, functions=("Sales leader",) * 3 + ("Sales rep",) * 3)
    assert [column.counted for column in enough.agreement.columns] == [
        "3 respondents",
        "3 respondents",
        "6 respondents",
    ]


def test_strengths_do_not_count_who_gave_evidence() -> None:
    report = anonymous_report(4, 4, 4)
    assert {strength.evidence for strength in report.strengths} == {"Backed by evidence"}


def test_method_says_what_is_left_out() -> None:
    titles = [point.title for point in anonymous_report(2, 2, 2).method]
    assert "Anonymous respondents" in titles
    assert "Anonymous respondents" not in [point.title for point in build(make_source()).method]


RATINGS = st.one_of(st.integers(1, 4), st.none(), st.just("Not our trade."))
TEAMS = st.lists(
    st.tuples(st.sampled_from(FUNCTIONS), st.fixed_dictionaries(dict.fromkeys(SLUGS, RATINGS))),
    min_size=3,
    max_size=10,
)


@settings(max_examples=60, deadline=None)
@given(TEAMS)
def test_no_number_nor_difference_of_numbers_is_about_fewer_than_three(team: Any) -> None:
    source = make_anonymous(*(answers for _, answers in team), functions=[function for function, _ in team])
    report = build(source)
    index = Index(source)
    everybody = sum(any(one.level is not None for one in given.values()) for given in index.given)
    groups_are_large(everybody, list(index.functions.values()))
    for slug, practice in index.practices.items():
        rated = sum(given[slug].level is not None for given in index.given if slug in given)
        assert rated in {0, practice.result.known}
        assert rated == 0 or rated >= SMALLEST
        groups_are_large(rated, [len(levels) for levels in index.function_ratings[slug].values()])
    for item in report.disagreements:
        assert sum(share.count for share in item.shares) >= SMALLEST
        assert all(int(function.counted.split()[0]) >= SMALLEST for function in item.functions)


def groups_are_large(everybody: int, shown: list[int]) -> None:
    """Every group that is shown has three people or more, and so has whoever is in none of some of them."""
    assert all(count >= SMALLEST for count in shown)
    rest = everybody - sum(shown)
    assert not shown or rest == 0 or rest >= SMALLEST


@settings(max_examples=30, deadline=None)
@given(TEAMS)
def test_order_of_anonymous_respondents_changes_nothing(team: Any) -> None:
    first, second = (
        anonymous_report(*(answers for _, answers in order), functions=[function for function, _ in order])
        for order in (team, team[::-1])
    )
    assert first == second
