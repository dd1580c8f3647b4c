"""Values that are typed or pasted from a spreadsheet, in three languages."""

from datetime import date
from decimal import Decimal
from functools import partial

import pytest

from roadmaps.goals.pasting import MOST_LINES, Fault, Values, read_values
from roadmaps.numbers import parse_number

TODAY = date(2026, 11, 22)
MARCH = ((date(2026, 3, 1), Decimal("18.5")),)


def read(text: str, *, interval: str = "month", language: str = "en") -> tuple[Values, tuple[Fault, ...]]:
    return read_values(
        text,
        interval=interval,
        today=TODAY,
        number=partial(parse_number, language=language),
        day_first=language != "en",
    )


@pytest.mark.parametrize(
    ("line", "language"),
    [
        ("2026-03\t18.5", "en"),
        ("2026-03;18,5", "nl"),
        ("2026-03,18.5", "en"),
        ("2026-03,18,5", "tr"),
        ('"2026-03","18,5"', "tr"),
        ("2026-03 18.5", "en"),
        ("03/2026\t18.5 %", "en"),
        ("3.2026\t%18,5", "tr"),
        ("March 2026\t18.5", "en"),
        ("Mar-26\t18.5", "en"),
        ("31 March 2026, 18.5", "en"),
        ("maart 2026;18,5", "nl"),
        ("mrt 2026 18,5", "nl"),
        ("MAART 2026\t18,5", "nl"),
        ("Mart 2026;18,5", "tr"),
        ("2026 Mart;18,5", "tr"),
        ("2026-03-31\t18.5", "en"),
        ("2026-03-31 00:00:00\t18.5", "en"),
        ("31.03.2026;18,5", "tr"),
        ("01/03/2026;18,5", "nl"),
        ("03/31/2026,18.5", "en"),
        ("  2026-03 \t 18.5  ", "en"),
    ],
)
def test_line_of_a_month_is_read(line: str, language: str) -> None:
    assert read(line, language=language) == (MARCH, ())


@pytest.mark.parametrize(
    ("name", "month"),
    [
        ("Kasım 2025", 11),
        ("KASIM 2025", 11),
        ("Ağu 2025", 8),
        ("İlk", 0),
        ("Şubat 2025", 2),
        ("okt. 2025", 10),
    ],
)
def test_names_of_months_are_read_without_regard_to_case_and_accents(name: str, month: int) -> None:
    values, faults = read(f"2025-01\t1\n{name}\t5", language="tr")
    assert [day.month for day, _value in values] == ([1, month] if month else [])
    assert bool(faults) is not bool(month)


@pytest.mark.parametrize(
    "period",
    [
        "Q1 2026",
        "2026-Q1",
        "2026Q1",
        "q1/26",
        "K1 2026",
        "1e kwartaal 2026",
        "Ç1 2026",
        "2026 1. çeyrek",
        "2026-02",
        "maart 2026",
    ],
)
def test_line_of_a_quarter_is_read(period: str) -> None:
    assert read(f"{period}\t18.5", interval="quarter") == (((date(2026, 1, 1), Decimal("18.5")),), ())


def test_heading_and_blank_lines_are_left_out_and_values_come_oldest_first() -> None:
    pasted = "Month\tWin rate\r\n\r\n2026-03\t18.5\r\n2026-02\t18\r\n\t\r\n"
    assert read(pasted) == (((date(2026, 2, 1), Decimal(18)), *MARCH), ())


def test_nothing_is_no_history() -> None:
    assert read(" \n") == ((), ())


@pytest.mark.parametrize(
    ("line", "language", "code", "text"),
    [
        ("2026-04\t1.234", "en", "ambiguous", "1.234"),
        ("2026-04\t1,234", "nl", "ambiguous", "1,234"),
        ("2026-04\tmany", "en", "invalid", "many"),
        ("2026-04\t", "en", "value", ""),
        ("2026-04", "en", "value", ""),
        ("April\t18", "en", "period", "April"),
        ("2026-13\t18", "en", "period", "2026-13"),
        ("2026-02-30\t18", "en", "period", "2026-02-30"),
        ("04/01/2026\t18", "en", "ambiguous_day", "04/01/2026"),
        ("Q2 2026\t18", "en", "quarter_for_month", "Q2 2026"),
        ("2026-12\t18", "en", "future", ""),
        ("1926-12\t18", "en", "ancient", ""),
        ("March 2026\t18", "en", "twice", ""),
        ("2026-04\t18\t19", "en", "columns", ""),
        ("2026-04\t1234567890123", "en", "large", "1234567890123"),
    ],
)
def test_faulty_line_is_named_and_everything_refused(line: str, language: str, code: str, text: str) -> None:
    values, faults = read(f"2026-03\t18.5\n{line}".replace("18.5", "18"), language=language)
    assert values == ()
    assert faults == (Fault(2, code, text),)


def test_every_faulty_line_is_named() -> None:
    values, faults = read("2026-01\tx\n2026-02\t1\nnever\t2")
    assert values == ()
    assert [(fault.line, fault.code) for fault in faults] == [(1, "invalid"), (3, "period")]


def test_heading_alone_is_no_history() -> None:
    assert read("See the dashboard") == ((), (Fault(1, "period", "See"),))


def test_more_lines_than_anybody_needs_are_refused() -> None:
    assert read("2026-01\t1\n" * (MOST_LINES + 2))[1] == (Fault(MOST_LINES + 2, "many", ""),)


def test_line_of_many_words_is_refused_at_once() -> None:
    assert [fault.code for fault in read("2026-01 1\n" + "1 " * 9000)[1]] == ["period"]
