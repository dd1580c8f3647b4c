"""Every number of a table is the one that the report's label says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.formats import number_format
from hypothesis import given, settings
from hypothesis import strategies as st

from reports.exports.tables import Table, Value, tables_of
from reports.report import Report, build
from reports.report.wording import day
from reports.source import Source
from roadmaps.numbers import show
from roadmaps.plan import Metric, Plan
from tests.reports.roadmaps import TODAY, make_aim, make_pilot, make_planned, make_week
from tests.reports.sources import make_content, make_source
from tests.reports.whole import EVERYTHING, whole_edition

pytestmark = pytest.mark.once

SLUGS = tuple(f"d{domain}-q{place}" for domain in (1, 2, 3) for place in (1, 2, 3))
LEVELS = st.one_of(st.integers(1, 4), st.none())
NUMBERS = st.decimals(-99_999, 99_999, places=4)
PEOPLE = st.lists(st.fixed_dictionaries(dict.fromkeys(SLUGS, LEVELS)), min_size=1, max_size=3)
LANGUAGES = st.sampled_from(["en", "tr", "nl"])
CONTENT = make_content(((2, 1, 1), (1, 3, 1), (1, 1, 1)), keys=("d1-q1",))


def source_of(people: list[Mapping[str, int | None]], numbers: tuple[Decimal, ...]) -> Source:
    baseline, latest, target = numbers
    metric = Metric("Win rate", "%", baseline, target)
    planned = make_planned(
        leading=metric,
        lagging=metric,
        check_ins=(make_week(leading=latest, lagging=baseline),),
        pilots=(make_pilot(criterion=target),),
    )
    values = ((date(2026, 1, 1), baseline), (date(2026, 2, 1), latest))
    aim = make_aim(baseline=baseline, target=target, values=values)
    source = make_source(CONTENT, *people, signs=("sign-2",), proven=False)
    return replace(source, plan=Plan(goal=aim, initiatives=(planned,), former=(), swaps=()), today=TODAY)


@settings(max_examples=25, deadline=None)
@given(people=PEOPLE, numbers=st.tuples(NUMBERS, NUMBERS, NUMBERS), language=LANGUAGES)
def test_numbers_are_those_of_the_labels(
    people: list[Mapping[str, int | None]], numbers: tuple[Decimal, ...], language: str
) -> None:
    with translation.override(language):
        report = build(source_of(people, numbers), whole_edition(choices=EVERYTHING))
        found = {one.code: one for one in tables_of(report)}
        check_levels(report, found)
        check_gaps(report, found)
        check_spread(report, found)
        check_roadmap(report, found)


def column(table: Table, place: int) -> list[Value]:
    return [row[place] for row in table.rows]


def written(value: Value) -> str:
    """As the report's language writes a number."""
    assert isinstance(value, int | Decimal)
    return str(number_format(value, use_l10n=True))


def check_levels(report: Report, found: Mapping[str, Table]) -> None:
    ladder = {level.rank: level.label for level in report.levels}
    domains = found["domains"]
    for place, labels in (
        (2, [one.level_label for one in report.domains]),
        (3, [one.evidenced_label for one in report.domains]),
        (4, [one.potential_label for one in report.domains]),
    ):
        levels = column(domains, place)
        assert [ladder[one] for one in levels if isinstance(one, int)] == [
            label for label in labels if label in ladder.values()
        ]
    percents = [
        show(value * 100, "%").replace("\xa0", "")
        for value in column(domains, 5)
        if isinstance(value, Decimal)
    ]
    assert percents == [one.progress_label for one in report.domains if one.progress_label]
    ratings = [ladder[one] if isinstance(one, int) else "" for one in column(found["practices"], 5)]
    labels = [cell.label for row in report.heatmap.rows for cell in row.cells]
    assert all(label.startswith(rating) for rating, label in zip(ratings, labels, strict=True))
    given = [(row[5], row[6]) for row in found["answers"].rows]
    assert all(label == ladder[level] for level, label in given if isinstance(level, int))


def check_gaps(report: Report, found: Mapping[str, Table]) -> None:
    rows = report.gap_chart.rows
    if not rows:
        assert "gaps" not in found
        return
    assert [written(one) for one in column(found["gaps"], 5)] == [one.impact_label for one in rows]
    values = [factor.value for gap in report.gaps for factor in gap.factors]
    shown = [one if isinstance(one, str) else written(one) for one in column(found["factors"], 3) if one]
    assert shown == values


def check_spread(report: Report, found: Mapping[str, Table]) -> None:
    if not report.disagreements:
        return
    rows = {row[2]: row for row in found["spread"].rows}
    for one in report.disagreements:
        *_before, median, low, high, spread, deviation, _rating, _result, _agreed = rows[one.text]
        assert (low, high, spread) == (one.lowest, one.highest, one.spread)
        assert str(median) in one.median_label
        assert written(deviation) in one.deviation
        assert rows[one.text][3 : 3 + report.top] == tuple(share.count for share in one.shares)


def check_roadmap(report: Report, found: Mapping[str, Table]) -> None:
    assert report.roadmap is not None
    [part] = report.roadmap.initiatives
    for row, shown in zip(found["metrics"].rows, part.metrics, strict=True):
        assert [show(number, "%") for number in row[3:6] if isinstance(number, Decimal)] == [
            *(shown.baseline, shown.latest, shown.target)
        ]
    [review], [told] = found["check-ins"].rows, part.check_ins
    assert (day_of(review[1]), shown_of(review[4]), shown_of(review[6])) == (
        *(told.week_label, told.leading, told.lagging),
    )
    [planned] = found["roadmap"].rows
    assert shown_of(planned[13]) in part.pilot[1].value
    assert day_of(planned[16]) == part.decision_date
    goal = report.roadmap.goal
    assert goal is not None
    assert [shown_of(one) for one in column(found["goal-values"], 2)] == [
        value for _p, value, _w in goal.values
    ]
    for row in found["milestones"].rows if "milestones" in found else ():
        assert isinstance(row[4], str)
        assert row[4].startswith(shown_of(row[1]))


def shown_of(value: Value) -> str:
    assert isinstance(value, Decimal)
    return show(value, "%")


def day_of(value: Value) -> str:
    assert isinstance(value, date)
    return day(value)
