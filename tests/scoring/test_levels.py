"""The gated rule as tables, all computed by hand."""

from fractions import Fraction

import pytest

from tests.scoring.builders import one_domain, several_domains

FOUR_LEVELS = [
    ("1 1 1 1 1", 1),
    ("2 2 2 2 2", 2),
    ("4 4 4 4 4", 4),
    ("4 4 4 4 1", 2),
    ("4 4 4 4 2", 3),
    ("4 4 4 3 3", 4),
    ("4 4 3 3 3", 3),
    ("3 3 3 2 2", 3),
    ("3 3 2 2 2", 2),
    ("3 3 2 2", 2),
    ("2 2 2 1 1", 2),
    ("2 2 1 1 1", 1),
    ("4 4 1 1 1", 1),
    ("3", 3),
]
FIVE_LEVELS = [
    ("5 5 5 4 4", 5),
    ("5 5 4 4 4", 4),
    ("5 5 5 5 3", 4),
    ("5 5 5 5 1", 2),
    ("5 5 4 4 3", 4),
    ("3 3 2 2 1", 2),
    ("3 3 1 1 1", 1),
    ("4 4 4 3 2", 3),
]


@pytest.mark.parametrize(("row", "level"), FOUR_LEVELS)
def test_domain_has_the_level_of_the_table_on_four_levels(row: str, level: int) -> None:
    assert one_domain(row).level == level


@pytest.mark.parametrize(("row", "level"), FIVE_LEVELS)
def test_domain_has_the_level_of_the_table_on_five_levels(row: str, level: int) -> None:
    assert one_domain(row, top=5).level == level


@pytest.mark.parametrize("weights", ["1 1 1 1 1", "9 1 1 1 1", "9 9 9 9 1", "1 1 1 1 3"])
def test_one_question_left_behind_holds_its_domain_at_level_two(weights: str) -> None:
    assert one_domain("4 4 4 4 1", weights=weights).level == 2


@pytest.mark.parametrize("weights", ["1 1 1 1 4", "1 1 1 1 99"])
def test_question_left_behind_that_is_half_of_the_weight_holds_its_domain_at_level_one(weights: str) -> None:
    assert one_domain("4 4 4 4 1", weights=weights).level == 1


@pytest.mark.parametrize(
    ("row", "weights", "level"),
    [("3 3 2 2 2", "2 1 1 1 1", 2), ("3 3 2 2 2", "3 1 1 1 1", 3), ("2 1", "1 1", 1), ("2 1", "2 1", 2)],
)
def test_majority_is_more_than_half_of_the_weight(row: str, weights: str, level: int) -> None:
    assert one_domain(row, weights=weights).level == level


@pytest.mark.parametrize(
    ("row", "level"), [("1 4 4 4 4", 1), ("2 4 4 4 4", 2), ("3 4 4 4 4", 3), ("? 4 4 4 4", 1)]
)
def test_vague_key_practice_holds_its_domain_at_its_own_level(row: str, level: int) -> None:
    assert one_domain(row, keys="1").level == level


def test_every_key_practice_holds() -> None:
    assert one_domain("4 4 3 4 4", keys="1 3").level == 3


@pytest.mark.parametrize(
    ("row", "level", "potential"),
    [("3 3 3 ? ?", 2, 3), ("4 4 4 ? ?", 2, 4), ("4 4 4 . .", 2, 4), ("3 3 ? ?", 1, 3), ("2 2 2 2 ?", 2, 2)],
)
def test_unknown_counts_as_lowest_for_level_and_as_highest_for_potential(
    row: str, level: int, potential: int
) -> None:
    result = one_domain(row)
    assert (result.level, result.potential) == (level, potential)


@pytest.mark.parametrize(
    ("row", "weights", "status", "known", "inapplicable"),
    [
        ("3 3 ? ? ?", "1 1 1 1 1", "not_rated", Fraction(2, 5), Fraction(0)),
        ("3 3 ? ?", "1 1 1 1", "rated", Fraction(1, 2), Fraction(0)),
        ("3 3 - - -", "1 1 1 1 1", "not_rated", Fraction(2, 5), Fraction(3, 5)),
        ("3 ? -", "2 1 1", "rated", Fraction(1, 2), Fraction(1, 4)),
        ("- - -", "1 2 3", "not_applicable", Fraction(0), Fraction(1)),
        ("? - -", "1 2 3", "not_rated", Fraction(0), Fraction(5, 6)),
        (". . .", "1 1 1", "not_rated", Fraction(0), Fraction(0)),
    ],
)
def test_domain_is_rated_from_half_of_its_total_weight_known(
    row: str, weights: str, status: str, known: Fraction, inapplicable: Fraction
) -> None:
    result = one_domain(row, weights=weights)
    assert (result.status, result.known_share, result.not_applicable_share) == (status, known, inapplicable)


@pytest.mark.parametrize("row", ["3 ? ?", "- - -"])
def test_domain_without_rating_has_no_numbers(row: str) -> None:
    result = one_domain(row)
    levels = (result.level, result.evidenced, result.potential, result.progress, result.shares)
    conditions = (result.majority_holds, result.none_behind_holds, result.keys_hold)
    assert levels == (None,) * 5
    assert conditions == (None,) * 3
    assert (result.at_level, result.blockers) == (0, ())


def test_shares_are_of_the_applicable_weight() -> None:
    shares = one_domain("4 3 2 - ?", weights="3 1 1 2 1").shares
    assert shares == (Fraction(1), Fraction(5, 6), Fraction(4, 6), Fraction(3, 6))


@pytest.mark.parametrize(
    ("row", "keys", "progress"),
    [
        ("2 2 2 2 2", "", Fraction(0)),
        ("3 2 2 2 2", "", Fraction(2, 5)),
        ("3 3 2 2 2", "", Fraction(4, 5)),
        ("4 4 4 4 1", "", Fraction(4, 5)),
        ("1 4 4 4 4", "1", Fraction(99, 100)),
        ("3 3 2 2", "", Fraction(99, 100)),
        ("4 4 4 4 4", "", Fraction(0)),
    ],
)
def test_progress_is_twice_the_next_share_times_the_share_at_level(
    row: str, keys: str, progress: Fraction
) -> None:
    assert one_domain(row, keys=keys).progress == progress


@pytest.mark.parametrize(
    ("row", "keys", "conditions"),
    [
        ("3 3 2 2 2", "", (False, True, True)),
        ("4 4 4 4 1", "", (True, False, True)),
        ("2 4 4 4 4", "1", (True, True, False)),
        ("1 1 2 2 1", "1", (False, True, False)),
        ("4 4 4 4 4", "1", (None, None, None)),
    ],
)
def test_conditions_tell_what_holds_for_the_next_level(
    row: str, keys: str, conditions: tuple[bool | None, ...]
) -> None:
    result = one_domain(row, keys=keys)
    assert (result.majority_holds, result.none_behind_holds, result.keys_hold) == conditions


def test_questions_at_level_are_counted_among_the_applicable_ones() -> None:
    result = one_domain("3 3 2 - ? 2")
    assert (result.level, result.at_level, result.applicable) == (2, 4, 5)


def test_unknown_question_is_not_counted_at_level_one() -> None:
    result = one_domain("1 1 ?")
    assert (result.level, result.at_level, result.applicable) == (1, 2, 3)


@pytest.mark.parametrize(
    ("row", "evidence_from", "evidenced"),
    [
        ("4 4 4 4 4", 3, 2),
        ("4e 4e 4e 4e 4e", 3, 4),
        ("4e 4e 4e 4 4", 3, 3),
        ("3 3 3 3 3", 4, 3),
        ("4 4 4 4 4", 1, 1),
        ("4 4 4 4 4", 2, 1),
        ("2 2 2 2 2", 3, 2),
    ],
)
def test_claim_without_evidence_counts_up_to_where_evidence_is_asked(
    row: str, evidence_from: int, evidenced: int
) -> None:
    assert one_domain(row, evidence_from=evidence_from).evidenced == evidenced


@pytest.mark.parametrize(
    ("rows", "weights", "level"),
    [
        (("4", "4", "4", "4", "1"), "", 2),
        (("3", "3", "2"), "", 3),
        (("3", "3", "2", "2"), "", 2),
        (("3", "3", "2", "2"), "2 1 1 1", 3),
        (("2", "1", "1"), "", 1),
    ],
)
def test_overall_level_follows_the_same_rule_over_domains(
    rows: tuple[str, ...], weights: str, level: int
) -> None:
    assert several_domains(*rows, weights=weights).overall.level == level


def test_overall_has_evidenced_level_potential_and_progress_of_its_own() -> None:
    overall = several_domains("4e 4e", "4 4", "2 ?", "3e 3").overall
    assert (overall.level, overall.evidenced, overall.potential) == (2, 2, 3)
    assert overall.progress == Fraction(3, 4)


def test_domain_without_rating_counts_as_one_and_with_its_own_potential() -> None:
    overall = several_domains("3e", "3e", "2 ? ?").overall
    assert (overall.level, overall.evidenced, overall.potential) == (2, 2, 3)


def test_overall_leaves_out_what_is_not_applicable() -> None:
    result = several_domains("3", "3", "- -")
    assert [domain.status for domain in result.domains] == ["rated", "rated", "not_applicable"]
    assert result.overall.level == 3


@pytest.mark.parametrize(
    ("rows", "weights", "status"),
    [
        (("3", "?", "?"), "", "not_rated"),
        (("3", "?", "?"), "2 1 1", "rated"),
        (("3", "?", "-"), "", "rated"),
        (("?", "-", "-"), "", "not_rated"),
        (("-", "-", "-"), "", "not_applicable"),
    ],
)
def test_overall_is_rated_from_half_of_the_applicable_weight(
    rows: tuple[str, ...], weights: str, status: str
) -> None:
    overall = several_domains(*rows, weights=weights).overall
    assert overall.status == status
    assert (overall.level is None) == (status != "rated")


def test_overall_counts_the_questions_of_all_domains() -> None:
    overall = several_domains("3 3 2", "2 2 1", "3 ? ? -").overall
    assert (overall.level, overall.at_level, overall.applicable) == (2, 6, 9)


def test_overall_without_rating_counts_none_at_level() -> None:
    overall = several_domains("3 3", "? ?", "? -").overall
    assert (overall.status, overall.at_level, overall.applicable) == ("not_rated", 0, 5)


def test_result_names_its_instrument_and_its_scorer() -> None:
    result = several_domains("3")
    assert (result.scorer, result.framework, result.rubric, result.top) == (1, "framework", "rubric", 4)
