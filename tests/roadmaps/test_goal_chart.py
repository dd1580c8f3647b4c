"""The progress chart of a goal."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.charts import Progress, progress_chart
from roadmaps.goal_chart import ticks
from roadmaps.goal_page import GoalView, goal_view
from roadmaps.goal_words import rounded, short_metric
from roadmaps.plan import Aim, Plan

AIM = Aim(
    name="Raise <the> win rate",
    why="",
    metric="",
    unit="%",
    direction="up",
    interval="month",
    baseline=Decimal(18),
    target=Decimal(22),
    deadline=date(2026, 12, 31),
    basis="",
    owner="",
    set_on=date(2026, 3, 2),
    values=(
        (date(2025, 11, 1), Decimal(16)),
        (date(2026, 1, 1), Decimal("17.5")),
        (date(2026, 2, 1), Decimal(18)),
    ),
)


def drawn(aim: Aim = AIM, today: date = date(2026, 5, 4)) -> str:
    view = goal_view(Plan(aim, (), (), ()), today)
    assert view is not None
    return str(view.chart or "")


@given(values=st.lists(st.floats(-1e9, 1e9).map(lambda value: round(value, 4)), min_size=1, max_size=40))
def test_scale_has_few_even_steps_and_holds_every_value(values: list[float]) -> None:
    scale = ticks(values)
    assert 2 <= len(scale) <= 7
    assert scale[0] <= min(values)
    assert max(values) <= scale[-1]
    steps = {round(after - before, 6) for before, after in pairwise(scale)}
    assert len(steps) == 1


def test_chart_names_itself_and_escapes_what_was_typed() -> None:
    assert "<title>Progress: Raise &lt;the&gt; win rate</title>" in drawn()
    takeaway = "From 18\u00a0% in February 2026, the next milestone is 18.8\u00a0% by 30 April 2026."
    assert f"<desc>{takeaway}</desc>" in drawn()


def test_chart_draws_no_line_across_a_missing_period() -> None:
    assert drawn().count('class="chart-line chart-line--claimed"') == 2  # one of them in the legend
    assert drawn().count('class="chart-point chart-point--claimed"') == 4


def test_scale_is_written_as_the_numbers_of_the_page() -> None:
    thousands = replace(AIM, unit="EUR", baseline=Decimal(18000), target=Decimal(22000), values=())
    assert ">18,000<" in drawn(thousands)
    with override("nl"):
        assert ">18.000<" in drawn(thousands)


def test_goal_without_values_and_way_has_no_chart() -> None:
    empty = replace(AIM, values=(), target=None)
    assert drawn(empty) == ""


def test_goal_with_one_value_is_drawn() -> None:
    one = replace(AIM, values=AIM.values[:1], baseline=None)
    assert drawn(one).count("chart-point--claimed") == 2


def test_day_outside_the_chart_is_not_drawn() -> None:
    assert "Today" in drawn()
    assert "Today" not in drawn(today=date(2029, 1, 1))


@pytest.mark.parametrize(
    ("last", "takeaway"),
    [
        (None, "The deadline has passed. Add the value of December 2026 to see if it was met."),
        (22, "Met: 22\u00a0% in December 2026, for a target of 22\u00a0%."),
        (21, "Not met: 21\u00a0% in December 2026, for a target of 22\u00a0%."),
    ],
)
def test_after_the_deadline_it_says_whether_the_target_was_met(last: int | None, takeaway: str) -> None:
    values = AIM.values if last is None else (*AIM.values, (date(2026, 12, 1), Decimal(last)))
    view = goal_view(Plan(replace(AIM, values=values), (), (), ()), date(2027, 1, 4))
    assert view is not None
    assert view.takeaway == takeaway


@pytest.mark.parametrize(
    ("deadline", "outlook"),
    [
        (date(2026, 12, 31), "At the average pace, 18\u00a0% is to be expected by 31 December 2026."),
        (
            date(2027, 3, 31),
            "At the average pace, 18\u00a0% is to be expected in Q4 2026, the best season "
            "up to the deadline, and 17\u00a0% by 31 March 2027.",
        ),
    ],
)
def test_goal_with_a_season_names_the_best_one_up_to_the_deadline(deadline: date, outlook: str) -> None:
    values = tuple(
        (date(2024 + place // 4, place % 4 * 3 + 1, 1), Decimal(value))
        for place, value in enumerate((5, 5, 5, 10, 9, 9, 9, 14))
    )
    aim = replace(AIM, interval="quarter", values=values, deadline=deadline, target=Decimal(17))
    view = goal_view(Plan(replace(aim, baseline=Decimal(9)), (), (), ()), date(2026, 4, 1))
    assert view is not None
    assert view.notes[1:] == (outlook, "Two full years are there, so each season is compared with itself.")


def test_chart_of_a_single_place_is_whole() -> None:
    svg = progress_chart(
        Progress(
            "Title",
            "Takeaway",
            ((0, 1),),
            (),
            (0, 1, 2),
            ("0", "1", "2"),
            ((0, "01/2026"),),
            None,
            "Value",
            "Way",
            "Today",
        )
    )
    assert svg.startswith("<svg")


def view_of(**changed: Any) -> GoalView:
    view = goal_view(Plan(replace(AIM, **changed), (), (), ()), date(2026, 5, 4))
    assert view is not None
    return view


def test_milestone_that_the_latest_value_has_passed_says_so() -> None:
    later = ((date(2026, 4, 1), Decimal(20)),)
    states = [row.state for row in view_of(values=AIM.values + later).milestones]
    assert states == ["Reached", "Reached already", "To come", "To come", "To come"]


@pytest.mark.parametrize(
    ("target", "baseline", "why"),
    [
        (17, 18, "There are no milestones: the target does not lie ahead of the baseline."),
        (18, 17, "There are no milestones: the target was reached already when it was set."),
    ],
)
def test_target_that_is_not_ahead_has_no_milestones(target: int, baseline: int, why: str) -> None:
    view = view_of(target=Decimal(target), baseline=Decimal(baseline))
    assert view.milestones == ()
    assert view.notes[-1] == why


def test_milestone_short_of_the_baseline_is_seasonal() -> None:
    values = tuple(
        (date(2024 + place // 4, place % 4 * 3 + 1, 1), Decimal(value))
        for place, value in enumerate((5, 5, 5, 10, 9, 9, 9, 14))
    )
    rows = view_of(interval="quarter", values=values, baseline=Decimal(14), target=Decimal(15)).milestones
    assert ["seasonal" in row.planned for row in rows] == [True, True, True, False]
    assert rows[1].state == "To come"


def test_stretch_by_the_average_names_the_limit() -> None:
    months = (date(2025, month, 1) for month in (9, 10, 11, 12))
    values = tuple((day, Decimal(value)) for day, value in zip(months, (10, 11, 12, 13), strict=True))
    view = view_of(values=values, baseline=Decimal(13), target=Decimal(30))
    assert view.verdict == "A stretch"
    assert "a stretch goes up to twice your average: +2 percentage points a month." in view.sentence


def test_outlook_needs_four_values() -> None:
    few = "Fewer than four values are too few to say what is to be expected."
    assert few in view_of(values=AIM.values[1:]).notes


def test_halves_are_rounded_up() -> None:
    assert [str(rounded(Fraction(one, 4))) for one in (75, 81)] == ["18.8", "20.3"]


@pytest.mark.parametrize(
    ("metric", "name"),
    [
        ("Won of all closed deals. Counted per month, by the buyer.", "Won of all closed deals"),
        ("Revenue, excl. VAT", "Revenue, excl. VAT"),
        ("Revenue, excl. VAT, a month.", "Revenue, excl. VAT, a month"),
        ("Meetings at 9.30 a.m. sharp", "Meetings at 9.30 a.m. sharp"),
        ("", ""),
    ],
)
def test_metric_is_named_by_its_first_sentence(metric: str, name: str) -> None:
    assert short_metric(metric) == name
