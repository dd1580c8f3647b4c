"""Several respondents, one rating a question."""

from fractions import Fraction

import pytest

from scoring import Consensus, QuestionResult, Response, Responses, rate
from tests.scoring.builders import answers, domain, instrument


def consolidated(
    *cells: str, top: int = 4, evidence_from: int = 3, consensus: int | None = None
) -> QuestionResult:
    """Rate one question by one respondent a cell."""
    made = instrument(domain("q", weights="1"), top=top, evidence_from=evidence_from)
    given = tuple(Response(f"R{number}", answers("q", cell)) for number, cell in enumerate(cells))
    agreed = {} if consensus is None else {"q1": Consensus(consensus, "we looked at the deals together")}
    return rate(made, Responses(given, consensus=agreed)).domains[0].questions[0]


@pytest.mark.parametrize(
    ("cells", "median"),
    [("2", 2), ("2 3", 2), ("3 2", 2), ("1 4 4", 4), ("1 2 3 4", 2), ("1 4", 1), ("4 ? 3 -", 3)],
)
def test_rating_is_the_lower_median_of_the_known_ratings(cells: str, median: int) -> None:
    result = consolidated(*cells.split())
    assert (result.status, result.rating, result.median) == ("known", median, median)


@pytest.mark.parametrize(
    ("cells", "status"),
    [
        ("- -", "not_applicable"),
        ("- .", "not_applicable"),
        ("- ?", "unknown"),
        ("? ?", "unknown"),
        (". .", "unknown"),
        ("", "unknown"),
        ("- 1", "known"),
    ],
)
def test_question_is_not_applicable_only_if_everyone_who_answered_said_so(cells: str, status: str) -> None:
    assert consolidated(*cells.split()).status == status


def test_question_without_rating_has_no_numbers() -> None:
    assert consolidated("?", "-") == QuestionResult(
        question="q1",
        status="unknown",
        rating=None,
        evidenced=None,
        median=None,
        lowest=None,
        highest=None,
        spread=0,
        average_deviation=Fraction(0),
        known=0,
        consensus=False,
        counts=(0, 0, 0, 0),
    )


def test_question_tells_how_far_its_respondents_lie_apart() -> None:
    assert consolidated("1", "4e", "2", "4", "?") == QuestionResult(
        question="q1",
        status="known",
        rating=2,
        evidenced=2,
        median=2,
        lowest=1,
        highest=4,
        spread=3,
        average_deviation=Fraction(5, 4),
        known=4,
        consensus=False,
        counts=(1, 1, 0, 2),
    )


def test_consensus_takes_the_place_of_the_median_and_keeps_the_dissent() -> None:
    result = consolidated("1", "4", "2", consensus=3)
    assert (result.rating, result.consensus) == (3, True)
    assert (result.median, result.lowest, result.highest, result.spread) == (2, 1, 4, 3)
    assert result.average_deviation == Fraction(1)


@pytest.mark.parametrize(
    ("cells", "evidence_from", "evidenced"),
    [
        ("4", 3, 2),
        ("4e", 3, 4),
        ("2", 3, 2),
        ("1", 3, 1),
        ("4 4e", 3, 4),
        ("4 3e", 3, 3),
        ("4 4 3e", 3, 3),
        ("3 4e", 3, 3),
        ("4 4 1e", 3, 2),
        ("4", 4, 3),
        ("4", 2, 1),
        ("4", 1, 1),
        ("4 4 2e", 1, 2),
        ("1e", 1, 1),
    ],
)
def test_evidenced_rating_is_the_best_proven_one_and_never_above_the_rating(
    cells: str, evidence_from: int, evidenced: int
) -> None:
    assert consolidated(*cells.split(), evidence_from=evidence_from).evidenced == evidenced


def test_evidence_for_less_than_the_consensus_counts_as_what_it_proves() -> None:
    assert consolidated("2", "3e", "4", consensus=4).evidenced == 3


@pytest.mark.parametrize(("cells", "flagged"), [("2 3", False), ("2 4", True), ("1 ? 4", True), ("3", False)])
def test_disagreement_is_flagged_from_a_spread_of_two(cells: str, flagged: bool) -> None:
    made = instrument(domain("q", weights="1"))
    given = tuple(Response(f"R{number}", answers("q", cell)) for number, cell in enumerate(cells.split()))
    assert bool(rate(made, Responses(given)).disagreements) == flagged


def test_disagreements_come_in_framework_order_and_survive_a_consensus() -> None:
    made = instrument(domain("a", weights="1 1"), domain("b", weights="1"))
    first = Response("A", {**answers("a", "1 3"), **answers("b", "4")})
    second = Response("B", {**answers("a", "4 3"), **answers("b", "2")})
    agreed = {"b1": Consensus(4, "the second looked at last year")}
    found = rate(made, Responses((first, second), consensus=agreed)).disagreements
    assert [(entry.question, entry.median, entry.spread, entry.average_deviation) for entry in found] == [
        ("a1", 1, 3, Fraction(3, 2)),
        ("b1", 2, 2, Fraction(1)),
    ]
