"""Histories of a metric, drawn at random or written down, for the tests of goals."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from roadmaps.goals.periods import first_day, index_of
from roadmaps.goals.realism import Realism, judge
from roadmaps.goals.series import run_of

AS_OF = date(2026, 3, 2)
intervals = st.sampled_from(["month", "quarter"])
directions = st.sampled_from(["up", "down"])
amounts = st.decimals(min_value=-1000, max_value=1000, places=2)
factors = st.decimals(min_value="0.01", max_value=1000, places=2)
deadlines = st.dates(min_value=AS_OF + timedelta(days=1), max_value=date(2031, 12, 31))


@st.composite
def histories(draw: Any, *, least: int = 0, most: int = 40) -> tuple[str, list[tuple[date, Decimal]]]:
    """An interval, and values of its periods, with holes and beyond ``AS_OF`` now and then."""
    interval = draw(intervals)
    values = draw(st.lists(amounts, min_size=least, max_size=most))
    start = index_of(AS_OF, interval) - len(values) + draw(st.integers(0, 3))
    holes = draw(st.sets(st.integers(0, 40), max_size=2)) if draw(st.booleans()) else set()
    return interval, [
        (first_day(start + place, interval), value)
        for place, value in enumerate(values)
        if place not in holes
    ]


def series(*values: Any, interval: str = "month", end: date = date(2026, 2, 1)) -> list[tuple[date, Decimal]]:
    """Values of periods that follow each other, the last one in the period of ``end``."""
    start = index_of(end, interval) - len(values) + 1
    return [(first_day(start + place, interval), Decimal(str(value))) for place, value in enumerate(values)]


def judged(
    values: list[tuple[date, Decimal]],
    target: Any,
    deadline: date | None,
    *,
    interval: str = "month",
    direction: str = "up",
    as_of: date = AS_OF,
) -> Realism:
    return judge(
        run_of(values, interval, as_of),
        direction=direction,
        target=None if target is None else Decimal(str(target)),
        deadline=deadline,
        as_of=as_of,
    )
