"""Whether a target is realistic: worked examples, and properties that hold for every history."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.goals.periods import index_of
from roadmaps.goals.realism import Realism, Unknown, Verdict
from tests.roadmaps.goals.histories import AS_OF, amounts, deadlines, directions, factors, histories, judged
from tests.roadmaps.goals.histories import series as values_of

JUNE, DECEMBER = date(2026, 6, 30), date(2026, 12, 31)
EASY_TO_HARD = [Verdict.ALREADY_REACHED, Verdict.WITHIN_TREND, Verdict.STRETCH, Verdict.OUT_OF_REACH]
FIGURES = ("last", "expected", "needed", "average", "best", "peak")


@pytest.mark.parametrize(
    ("target", "verdict"),
    [
        (13, Verdict.ALREADY_REACHED),
        (15, Verdict.WITHIN_TREND),  # half a point a month for four months
        ("15.01", Verdict.STRETCH),
        (17, Verdict.STRETCH),  # the best three months brought a point a month
        ("17.01", Verdict.OUT_OF_REACH),
    ],
)
def test_target_is_judged_by_average_and_best_pace(target: Any, verdict: Verdict) -> None:
    values = values_of(10, 11, 12, 13, "12.5", 12, 13)
    found = judged(values, target, JUNE)
    assert found.verdict == verdict
    assert (found.count, found.intervals, found.last) == (7, 4, 13)
    assert (found.average, found.best, found.expected) == (Fraction(1, 2), 1, 15)


def test_target_to_go_down_to_is_judged_the_other_way_round() -> None:
    found = judged(values_of(60, 58, 56), 48, JUNE, direction="down")
    assert found.verdict == Verdict.WITHIN_TREND
    assert (found.average, found.needed, found.expected) == (2, 2, 48)


def test_twice_the_average_is_a_stretch_where_the_pace_never_changed() -> None:
    steady = values_of(10, 11, 12)
    assert judged(steady, 20, JUNE).verdict == Verdict.STRETCH
    assert judged(steady, 21, JUNE).verdict == Verdict.OUT_OF_REACH


def test_metric_that_moves_away_makes_every_further_target_out_of_reach() -> None:
    found = judged(values_of(10, 9, 8, 7), 8, DECEMBER)
    assert found.verdict == Verdict.OUT_OF_REACH
    assert found.average == -1


def test_values_before_a_missing_period_are_left_out() -> None:
    values = [*values_of(1, 2, end=date(2025, 9, 1)), *values_of(10, 11, 12)]
    found = judged(values, 16, JUNE)
    assert (found.count, found.left_out, found.average) == (3, 2, 1)


def test_season_drops_out_with_two_full_years() -> None:
    year = [10, 10, 30, 10]  # every third quarter is high
    values = values_of(*year, *(value + 4 for value in year), interval="quarter", end=date(2025, 12, 1))
    found = judged(values, 18, DECEMBER, interval="quarter")
    assert found.is_seasonal
    assert (found.average, found.expected) == (1, 18)
    assert judged(values[1:], 18, DECEMBER, interval="quarter").is_seasonal is False


def test_target_counts_as_reached_in_any_season_up_to_the_deadline() -> None:
    year = [10, 10, 30, 10]
    values = values_of(*year, *year, interval="quarter", end=date(2025, 12, 1))
    summer, winter = date(2026, 9, 30), DECEMBER
    assert judged(values, 30, JUNE, interval="quarter").verdict == Verdict.OUT_OF_REACH
    for deadline in (summer, winter):
        assert judged(values, 30, deadline, interval="quarter").verdict == Verdict.WITHIN_TREND


def test_one_high_season_is_no_target_that_is_reached_already() -> None:
    year = [10, 10, 30, 10]
    values = values_of(*year, *year, 10, 10, 30, interval="quarter", end=date(2025, 9, 1))
    high = judged(values, 20, date(2026, 6, 30), interval="quarter")
    assert (high.verdict, high.last) == (Verdict.OUT_OF_REACH, 30)
    assert judged(values, 10, date(2026, 6, 30), interval="quarter").verdict == Verdict.ALREADY_REACHED


def test_best_season_up_to_the_deadline_is_told_beside_the_deadline() -> None:
    year = [10, 10, 30, 10]
    values = values_of(*year, *(value + 4 for value in year), interval="quarter", end=date(2025, 12, 1))
    found = judged(values, 38, DECEMBER, interval="quarter")
    summer = index_of(date(2026, 9, 1), "quarter")
    assert (found.verdict, found.expected) == (Verdict.WITHIN_TREND, 18)
    assert (found.peak, found.peak_index) == (38, summer)


@pytest.mark.parametrize(
    ("count", "target", "deadline", "reason"),
    [
        (3, None, JUNE, Unknown.NO_TARGET),
        (3, 20, None, Unknown.NO_DEADLINE),
        (3, 20, AS_OF, Unknown.DEADLINE_PASSED),
        (0, 20, JUNE, Unknown.NO_VALUE),
        (1, 20, JUNE, Unknown.ONE_VALUE),
    ],
)
def test_target_that_cannot_be_judged_says_why(
    count: int, target: Any, deadline: date | None, reason: Unknown
) -> None:
    found = judged(values_of(*range(10, 10 + count)), target, deadline)
    assert (found.verdict, found.reason, found.needed) == (Verdict.UNKNOWN, reason, None)


def test_deadline_in_the_period_of_the_last_value_leaves_no_interval() -> None:
    found = judged(values_of(10, 11, 12, end=AS_OF), 13, date(2026, 3, 31))
    assert (found.verdict, found.intervals, found.needed) == (Verdict.OUT_OF_REACH, 0, None)


def scaled(found: Realism, factor: Decimal) -> Realism:
    figures = {name: getattr(found, name) for name in FIGURES}
    return replace(
        found, **{name: None if one is None else one * Fraction(factor) for name, one in figures.items()}
    )


@given(history=histories(), target=amounts, deadline=deadlines, direction=directions, factor=factors)
def test_realism_is_scale_free(
    history: Any, target: Decimal, deadline: date, direction: str, factor: Decimal
) -> None:
    interval, values = history
    options = {"interval": interval, "direction": direction}
    multiplied = [(day, value * factor) for day, value in values]
    found = judged(values, target, deadline, **options)
    assert judged(multiplied, target * factor, deadline, **options) == scaled(found, factor)


@given(history=histories(least=2), target=amounts, more=amounts, deadline=deadlines, direction=directions)
def test_harder_target_never_gets_an_easier_verdict(
    history: Any, target: Decimal, more: Decimal, deadline: date, direction: str
) -> None:
    interval, values = history
    harder = target + abs(more) * (1 if direction == "up" else -1)
    options = {"interval": interval, "direction": direction}
    easy, hard = judged(values, target, deadline, **options), judged(values, harder, deadline, **options)
    if easy.verdict == Verdict.UNKNOWN:
        assert hard.verdict == Verdict.UNKNOWN
    else:
        assert EASY_TO_HARD.index(easy.verdict) <= EASY_TO_HARD.index(hard.verdict)


@given(
    history=histories(least=2),
    target=amounts,
    deadline=deadlines,
    later=st.integers(1, 1500),
    direction=directions,
)
def test_later_deadline_never_gets_a_harder_verdict(
    history: Any, target: Decimal, deadline: date, later: int, direction: str
) -> None:
    interval, values = history
    options = {"interval": interval, "direction": direction}
    soon = judged(values, target, deadline, **options)
    late = judged(values, target, deadline + timedelta(days=later), **options)
    if soon.verdict == Verdict.UNKNOWN:
        assert late.verdict == Verdict.UNKNOWN
    else:
        assert EASY_TO_HARD.index(late.verdict) <= EASY_TO_HARD.index(soon.verdict)


@given(
    history=histories(),
    future=st.lists(amounts, max_size=6),
    target=amounts,
    deadline=deadlines,
    direction=directions,
)
def test_realism_uses_no_future_value(
    history: Any, future: list[Decimal], target: Decimal, deadline: date, direction: str
) -> None:
    interval, values = history
    options = {"interval": interval, "direction": direction}
    later = [(date(2026, 7 + place, 1), value) for place, value in enumerate(future)]
    past = [(day, value) for day, value in values if day <= AS_OF]
    assert judged([*past, *later], target, deadline, **options) == judged(past, target, deadline, **options)


@given(history=histories(most=1), target=amounts, deadline=deadlines, direction=directions)
def test_realism_is_defined_for_one_past_value_and_for_none(
    history: Any, target: Decimal, deadline: date, direction: str
) -> None:
    interval, values = history
    found = judged(values, target, deadline, interval=interval, direction=direction)
    assert found.verdict == Verdict.UNKNOWN
    assert found.reason in {Unknown.NO_VALUE, Unknown.ONE_VALUE}
    assert found.count <= 1
