"""Values of a metric as they are typed or pasted from a spreadsheet: a line a period, refused whole.

A line is a period and a number, with a tab, a semicolon, a comma or blanks between. Dates with slashes are
read day first, and refused where the reader's language leaves open which number is the month.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import islice

from roadmaps.goals.naming import AmbiguousPeriod, PeriodTooShort, read_period
from roadmaps.goals.periods import first_day, index_of

EARLIEST = date(1990, 1, 1)
MOST_LINES = 240
CELLS = 2
MOST_PARTS = 6  # that blanks and commas part a period from its value into
BETWEEN = re.compile(r"\s*[,\s]\s*")

ReadNumber = Callable[[str], Decimal]  # raises ValueError with a ``code``


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a line (from 1), as a code, and the part of it that is meant."""

    line: int
    code: str
    text: str


Values = tuple[tuple[date, Decimal], ...]


def read_values(
    text: str, *, interval: str, today: date, number: ReadNumber, day_first: bool
) -> tuple[Values, tuple[Fault, ...]]:
    """The values, by the first day of their period, oldest first; none where a line has a fault.

    A first line whose two parts are neither period nor number is a heading. Codes are those of the number,
    and: columns, period, ambiguous_day, quarter_for_month, twice, future, ancient, value (missing), many.
    """
    lines = [(place, line) for place, line in enumerate(text.splitlines(), 1) if line.strip(' \t,;"')]
    if len(lines) > MOST_LINES + 1:
        return (), (Fault(lines[-1][0], "many", ""),)
    found: dict[date, Decimal] = {}
    faults: list[Fault] = []
    heading: Fault | None = None
    for order, (place, line) in enumerate(lines):
        try:
            day, value = _read(line, interval, number, day_first)
            _check(day, found, interval, today)
        except _Refused as refused:
            fault = Fault(place, refused.code, refused.text)
            if order == 0 and refused.is_heading:
                heading = fault
            else:
                faults.append(fault)
        else:
            found[day] = value
    if heading and not found and not faults:
        faults.append(heading)
    return (() if faults else tuple(sorted(found.items()))), tuple(faults)


class _Refused(Exception):
    def __init__(self, code: str, text: str, *, is_heading: bool = False) -> None:
        super().__init__(code)
        self.code, self.text, self.is_heading = code, text, is_heading


def _check(day: date, found: dict[date, Decimal], interval: str, today: date) -> None:
    if day in found:
        raise _Refused("twice", "")
    if day < EARLIEST:
        raise _Refused("ancient", "")
    if index_of(day, interval) > index_of(today, interval):
        raise _Refused("future", "")


def _read(line: str, interval: str, number: ReadNumber, day_first: bool) -> tuple[date, Decimal]:
    period, typed = _split(line, interval, day_first)
    try:
        day = _day(period, interval, day_first)
    except _Refused as refused:
        refused.is_heading = not _is_number(typed, number)
        raise
    if not typed:
        raise _Refused("value", "")
    try:
        return day, number(typed)
    except ValueError as error:
        raise _Refused(getattr(error, "code", "invalid"), typed) from None


def _split(line: str, interval: str, day_first: bool) -> tuple[str, str]:
    """The two cells of a line. Between commas and blanks, the longest part that is a period is the period."""
    for mark in "\t;":
        if mark in line:
            cells = [cell.strip(' "') for cell in line.strip(" ").split(mark)]
            if any(cells[CELLS:]):
                raise _Refused("columns", "")
            return cells[0], cells[1]
    bare = line.replace('"', "").strip(" ,")
    cuts = [(bare[: cut.start()], bare[cut.end() :]) for cut in islice(BETWEEN.finditer(bare), MOST_PARTS)]
    for period, typed in [(bare, ""), *reversed(cuts)]:
        try:
            _day(period, interval, day_first)
        except _Refused as refused:
            if refused.code == "period":
                continue
        return period, typed
    return next(iter(cuts), (bare, ""))


def _day(period: str, interval: str, day_first: bool) -> date:
    """The first day of the period that is named."""
    try:
        day = read_period(period, by_month=interval == "month", day_first=day_first)
    except AmbiguousPeriod:
        raise _Refused("ambiguous_day", period) from None
    except PeriodTooShort:
        raise _Refused("quarter_for_month", period) from None
    except ValueError:
        raise _Refused("period", period) from None
    return first_day(index_of(day, interval), interval)


def _is_number(typed: str, number: ReadNumber) -> bool:
    try:
        number(typed)
    except ValueError:
        return False
    return True
