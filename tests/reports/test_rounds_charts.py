"""The pictures of the trend: steps on a fixed scale, and the goal's metric."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from reports.charts.metric import metric
from reports.charts.steps import steps
from reports.report.plain_shapes import Fact
from reports.rounds.trend import Course, MetricCourse, Step
from tests.reports.svg_reading import Read, read_svg

START = datetime(2026, 1, 12, tzinfo=UTC)


def drawn(*levels: int | None, days: int = 90, versions: tuple[int, ...] = (), top: int = 4) -> Read:
    course = Course(
        name="Coaching & <rhythm>",
        takeaway="Up.",
        top=top,
        steps=tuple(
            Step(START + timedelta(days=days * number), f"Day {number}", level, level)
            for number, level in enumerate(levels)
        ),
        versions=versions or (1,) * len(levels),
        claimed_name="Claimed",
        evidenced_name="Evidenced",
    )
    return read_svg(steps(course))


def circles(read: Read) -> list[tuple[float, float]]:
    """Those of the rounds; the last one is the legend's."""
    found = read.of("chart-point--claimed")
    return [(float(one["cx"]), float(one["cy"])) for one in found[:-1]]


def test_steps_stand_on_the_same_scale_whatever_the_levels_are() -> None:
    low, high = circles(drawn(1, 2)), circles(drawn(2, 4))
    assert low[1][1] == high[0][1]
    assert low[0][1] > low[1][1] > high[1][1]
    assert [text for text in drawn(1).text if text.isdigit()][:4] == ["1", "2", "3", "4"]


def test_steps_leave_a_hole_where_a_round_has_no_level() -> None:
    read = drawn(2, 2, None, 3, 3)
    assert len(circles(read)) == 4
    lines = [one for one in read.of("chart-line--claimed") if "points" in one][:-1]
    assert len(lines) == 2


def test_rounds_of_one_day_do_not_lie_on_each_other() -> None:
    xs = [x for x, _y in circles(drawn(1, 2, 3, days=0))]
    assert xs == sorted(set(xs))
    assert xs[1] - xs[0] == xs[2] - xs[1] > 50


def test_new_version_is_marked_between_its_rounds() -> None:
    read = drawn(2, 2, 2, versions=(1, 1, 3))
    (mark,) = read.of("chart-version")
    (_first, second, third) = (x for x, _y in circles(read))
    assert second < float(mark["x1"]) < third
    assert "v3" in read.text


def test_chart_shows_names_as_text() -> None:
    assert "Coaching & <rhythm>" in drawn(2).text


def test_metric_of_one_value_is_a_point_without_a_line() -> None:
    read = read_svg(metric(measured(18.0)))
    assert len(read.of("chart-point--claimed")) == 2  # and the legend's
    assert read.of("chart-point--target") == []


def measured(*points: float, **changed: Any) -> MetricCourse:
    """Of one month after the other from the number 100 on."""
    values = tuple(Fact(f"Month {number}", f"{point:g}") for number, point in enumerate(points))
    places = tuple(range(100, 100 + len(points)))
    course = MetricCourse("Win rate", "", values, points, places, "Value", None, "Target by 1 May", 102, None)
    return replace(course, **changed)


@pytest.mark.parametrize(
    ("due_at", "last", "due"), [(104, 3 / 4, 1), (105, 3 / 5, 1), (200, 1 / 2, 1), (102, 1, 2 / 3)]
)
def test_target_goes_from_its_setting_to_its_deadline(due_at: int, last: float, due: float) -> None:
    points = (16.0, 17.0, 18.0, 19.0)
    read = read_svg(metric(measured(*points, target=21.0, set_at=101, due_at=due_at)))
    values = circles(read)
    width = 416.0
    assert values[-1][0] == pytest.approx(12 + width * last, abs=0.1)
    (mark, _legend) = read.of("chart-point--target")
    left = float(mark["points"].split()[0].split(",")[0])
    assert left == pytest.approx(12 + width * due, abs=0.1)
    (line, *_others) = read.of("chart-line--target")
    start = float(line["points"].split(",")[0])
    assert start == pytest.approx(values[1][0], abs=0.1)
    assert "Target by 1 May" in read.text
