"""Interim milestones on the way to a target."""

from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given

from roadmaps.goals.milestones import MOST, anchor, deviations, milestones, way_of
from roadmaps.goals.periods import index_of
from roadmaps.goals.series import run_of
from tests.roadmaps.goals.histories import AS_OF, amounts, deadlines, factors, histories, series


def proposed(
    values: Any, baseline: Any, target: Any, deadline: date | None, interval: str = "month"
) -> list[tuple[date, Fraction]]:
    way = way_of(
        run_of(values, interval, AS_OF),
        baseline=None if baseline is None else Decimal(baseline),
        target=None if target is None else Decimal(target),
        deadline=deadline,
        set_on=AS_OF,
    )
    if way is None or deadline is None:
        return []
    return [(one.day, one.value) for one in milestones(way, interval, deadline, AS_OF)]


def test_milestones_lie_at_period_ends_on_the_line_to_the_target() -> None:
    assert proposed([], 10, 19, date(2026, 12, 15)) == [
        (date(2026, 4, 30), 11),
        (date(2026, 6, 30), 13),
        (date(2026, 8, 31), 15),
        (date(2026, 10, 31), 17),
        (date(2026, 12, 15), 19),
    ]


def test_milestones_of_a_deadline_in_the_same_period_are_the_target() -> None:
    assert proposed([], 10, 19, date(2026, 3, 20)) == [(date(2026, 3, 20), 19)]


def test_milestones_need_baseline_target_and_deadline() -> None:
    assert proposed([], None, 19, date(2026, 12, 15)) == []
    assert proposed([], 10, None, date(2026, 12, 15)) == []
    assert proposed([], 10, 19, None) == []
    assert proposed([], 10, 19, AS_OF) == []


def test_milestones_follow_the_season_of_two_years() -> None:
    year = [10, 10, 30, 10]
    values = series(*year, *year, interval="quarter", end=date(2025, 12, 1))
    found = proposed(values, 10, 16, date(2026, 12, 31), "quarter")
    assert found == [
        (date(2026, 3, 31), Fraction(23, 2)),
        (date(2026, 6, 30), 13),
        (date(2026, 9, 30), Fraction(69, 2)),
        (date(2026, 12, 31), 16),
    ]


@pytest.mark.parametrize(
    ("values", "baseline", "period"),
    [
        ((9, 10), 10, date(2026, 2, 1)),
        ((9, 10, 11), 10, date(2026, 2, 1)),  # the last one is of the month of setting
        ((9, 10, 11), 11, date(2026, 3, 1)),
        ((9, 10), 9, date(2026, 3, 1)),
        ((), 9, date(2026, 3, 1)),
    ],
)
def test_baseline_lies_in_the_period_of_the_latest_value(values: Any, baseline: int, period: date) -> None:
    end = date(2026, 3, 1) if len(values) > 2 else date(2026, 2, 1)
    run = run_of(series(*values, end=end), "month", AS_OF)
    assert anchor(run, Fraction(baseline), AS_OF) == index_of(period, "month")


def test_milestones_come_after_the_goal_was_set() -> None:
    old = series(8, 9, 10, end=date(2025, 10, 1))
    found = proposed(old, 10, 24, date(2026, 5, 31))
    assert found == [(date(2026, 3, 31), 20), (date(2026, 4, 30), 22), (date(2026, 5, 31), 24)]


@given(history=histories(least=8, most=40))
def test_deviations_of_full_years_add_up_to_nothing(history: Any) -> None:
    interval, values = history
    assert sum(deviations(run_of(values, interval, AS_OF))) == 0


@given(history=histories(), baseline=amounts, target=amounts, deadline=deadlines)
def test_milestones_end_at_the_target_and_are_few(
    history: Any, baseline: Decimal, target: Decimal, deadline: date
) -> None:
    interval, values = history
    found = proposed(values, baseline, target, deadline, interval)
    assert found[-1] == (deadline, target)
    assert len(found) <= MOST
    steps = [
        index_of(after, interval) - index_of(before, interval) for (before, _), (after, _) in pairwise(found)
    ]
    assert len(set(steps)) <= 1


@given(history=histories(most=7), baseline=amounts, target=amounts, deadline=deadlines)
def test_milestones_without_season_go_steadily_from_baseline_to_target(
    history: Any, baseline: Decimal, target: Decimal, deadline: date
) -> None:
    interval, values = history
    path = [
        Fraction(baseline),
        *(value for _, value in proposed(values, baseline, target, deadline, interval)),
    ]
    assert path == sorted(path, reverse=baseline > target)


@given(history=histories(), baseline=amounts, target=amounts, deadline=deadlines, factor=factors)
def test_milestones_scale(
    history: Any, baseline: Decimal, target: Decimal, deadline: date, factor: Decimal
) -> None:
    interval, values = history
    larger = [(day, value * factor) for day, value in values]
    found = proposed(values, baseline, target, deadline, interval)
    assert proposed(larger, baseline * factor, target * factor, deadline, interval) == [
        (day, value * Fraction(factor)) for day, value in found
    ]
