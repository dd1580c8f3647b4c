"""Months and quarters as whole numbers in a row, so that periods can be counted."""

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3}
A_YEAR = {"month": 12, "quarter": 4}  # intervals
LAST_MONTH = date.max.year * 12 + 11


def index_of(day: date, interval: str) -> int:
    """The number of the period that the day is in; the next period has the next number."""
    return (day.year * 12 + day.month - 1) // MONTHS[interval]


def first_day(index: int, interval: str) -> date:
    month = index * MONTHS[interval]
    return date(month // 12, month % 12 + 1, 1)


def last_day(index: int, interval: str) -> date:
    if (index + 1) * MONTHS[interval] > LAST_MONTH:
        return date.max
    return first_day(index + 1, interval) - timedelta(days=1)
