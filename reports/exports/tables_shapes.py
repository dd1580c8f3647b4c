"""What a table of the report consists of, before a spreadsheet or a CSV file writes it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from roadmaps.numbers import NOTHING, bare

Value = str | int | Decimal | date | None
"""A text, a number, a day; None and "" are an empty cell."""
Row = tuple[Value, ...]


class Kind(StrEnum):
    """What a column holds. ``PERCENT`` is a share of 1: a half is 0.5 and shown as 50 %."""

    TEXT = "text"
    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Column:
    """`width` is in characters. A cell of a column of numbers can hold a text, such as "2/3"."""

    label: str
    kind: Kind
    width: int


@dataclass(frozen=True, slots=True)
class Table:
    """`code` is ASCII and names a file, `title` a sheet; every row has a value for each column."""

    code: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    def __post_init__(self) -> None:
        if any(len(row) != len(self.columns) for row in self.rows):
            raise ValueError(f"{self.code}: a row does not fit its columns")


def table(code: str, title: str, columns: Iterable[Column], rows: Iterable[Row]) -> Table:
    return Table(code, title, tuple(columns), tuple(rows))


def text(label: str, width: int = 30) -> Column:
    return Column(label, Kind.TEXT, width)


def number(label: str, width: int = 11) -> Column:
    return Column(label, Kind.NUMBER, width)


def percent(label: str, width: int = 12) -> Column:
    return Column(label, Kind.PERCENT, width)


def day(label: str, width: int = 13) -> Column:
    return Column(label, Kind.DAY, width)


def two_decimals(shown: float) -> Decimal:
    """A number that ``Report`` rounded for drawing, as it is written."""
    return bare(Decimal(str(shown)))


def known(shown: str) -> str:
    """The text without the dash that stands on paper where there is nothing: such a cell stays empty."""
    return "" if shown == NOTHING else shown
