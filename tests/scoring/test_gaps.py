"""Which gaps are picked, with the arithmetic, and which claims are to be proved first."""

from dataclasses import replace
from fractions import Fraction

import pytest

from scoring import (
    Factors,
    Gap,
    Goal,
    Instrument,
    Parameters,
    Response,
    Responses,
    Result,
    WarningSign,
    rate,
)
from tests.scoring.builders import answers, domain, instrument

GOAL = Goal("forecast", (("a", 1), ("b", 2), ("c", 3)))
SIGNS = (WarningSign("late", ("a", "b")), WarningSign("blind", ("b",)), WarningSign("quiet", ("d",)))


def framework(*weights: str, parameters: Parameters | None = None) -> Instrument:
    domains = (domain(slug, weights=each) for slug, each in zip("abcdef", weights, strict=False))
    made = instrument(*domains)
    known = {built.slug for built in made.domains}
    return replace(
        made,
        parameters=parameters or Parameters(),
        goals=(replace(GOAL, relevance=tuple(pair for pair in GOAL.relevance if pair[0] in known)),),
        warning_signs=tuple(sign for sign in SIGNS if set(sign.domains) <= known),
    )


def rated(
    *rows: str, goal: str | None = None, signs: tuple[str, ...] = (), parameters: Parameters | None = None
) -> Result:
    made = framework(*("1 " * len(row.split()) for row in rows), parameters=parameters)
    given = {
        key: rating
        for slug, row in zip("abcdef", rows, strict=False)
        for key, rating in answers(slug, row).items()
    }
    return rate(made, Responses((Response("A", given),), goal=goal, warning_signs=signs))


def slugs(gaps: tuple[Gap, ...]) -> str:
    return " ".join(gap.domain for gap in gaps)


def test_gap_shows_its_arithmetic() -> None:
    result = rated("2 2", "2 2", "3 3", "3 3", goal="forecast", signs=("late", "blind"))
    assert result.candidates[0] == Gap(
        domain="b",
        current=2,
        target=3,
        impact=2 * Fraction(2, 3) * Fraction(3, 2) * Fraction(3, 2),
        factors=Factors(relevance=2, need=Fraction(2, 3), signs=2, weakest=True),
        practices=("b1", "b2"),
    )


def test_factors_of_each_candidate() -> None:
    result = rated("2 2", "2 2", "3 3", "3 3", goal="forecast", signs=("late",))
    found = {
        gap.domain: (gap.factors.relevance, gap.factors.signs, gap.factors.weakest, gap.impact)
        for gap in result.candidates
    }
    assert found == {
        "a": (1, 1, True, Fraction(5, 4)),
        "b": (2, 1, True, Fraction(5, 2)),
        "c": (3, 0, False, Fraction(1)),
        "d": (1, 0, False, Fraction(1, 3)),
    }
    assert (slugs(result.candidates), slugs(result.gaps)) == ("b a c d", "b a")


def test_relevance_is_one_without_a_goal() -> None:
    assert [gap.factors.relevance for gap in rated("1", "1", "1").candidates] == [1, 1, 1]


@pytest.mark.parametrize(
    ("rows", "picked"),
    [
        (("1", "1", "1", "1"), "a b c"),
        (("1", "2", "3"), "a b"),
        (("2", "2", "3"), "a b"),
        (("3", "3", "3"), "a b c"),
        (("3", "4", "4"), "a"),
        (("4", "4", "4"), ""),
    ],
)
def test_third_gap_is_picked_only_with_half_of_the_first_impact(rows: tuple[str, ...], picked: str) -> None:
    assert slugs(rated(*rows).gaps) == picked


def test_third_gap_with_exactly_the_share_is_picked() -> None:
    parameters = Parameters(weakest_bonus=Fraction(1), third_gap_share=Fraction(1, 3))
    assert slugs(rated("1", "2", "3", parameters=parameters).gaps) == "a b c"


def test_parameters_of_the_framework_change_the_arithmetic() -> None:
    parameters = Parameters(Fraction(1, 2), Fraction(2), Fraction(1))
    result = rated("1", "2", signs=("late",), parameters=parameters)
    assert [gap.impact for gap in result.candidates] == [Fraction(3), Fraction(1)]


def test_tie_goes_to_fewer_blockers_then_to_position() -> None:
    assert slugs(rated("2 2 2", "2", "2 2 2").candidates) == "b a c"


def test_domain_at_the_top_or_without_rating_is_no_gap() -> None:
    result = rated("4 4", "? 1 ?", "- -", "3 3")
    assert [(gap.domain, gap.factors.weakest) for gap in result.candidates] == [("d", True)]


def test_lowest_rated_domains_are_all_weakest() -> None:
    assert [gap.factors.weakest for gap in rated("2", "3", "2", "4").candidates] == [True, True, False]


def test_prove_first_lists_the_widest_difference_first() -> None:
    result = rated("3e 3", "4 4", "4e 4e", "3 2 3", "1 2", "? 4 ?")
    assert [
        (entry.domain, entry.level, entry.evidenced, entry.questions) for entry in result.prove_first
    ] == [
        ("b", 4, 2, ("b1", "b2")),
        ("a", 3, 2, ("a2",)),
        ("d", 3, 2, ("d1", "d3")),
    ]


def test_prove_first_is_there_without_gaps() -> None:
    result = rated("4 4")
    assert (result.gaps, [entry.domain for entry in result.prove_first]) == ((), ["a"])
