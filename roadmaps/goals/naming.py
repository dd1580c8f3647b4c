"""The ways in which people and spreadsheets name months, quarters and days, in English, Turkish and Dutch."""

import re
import unicodedata
from datetime import date

# In each language, folded as by ``_folded``; a name may be cut to three letters or more.
NAMES = (
    ("january", "ocak", "januari"),
    ("february", "subat", "februari"),
    ("march", "mart", "maart", "mrt"),
    ("april", "nisan"),
    ("may", "mayis", "mei"),
    ("june", "haziran", "juni"),
    ("july", "temmuz", "juli"),
    ("august", "agustos", "augustus"),
    ("september", "eylul", "sept"),
    ("october", "ekim", "oktober"),
    ("november", "kasim"),
    ("december", "aralik"),
)
SHORTEST = 3
CENTURY = 2000
YEARS_OF_TWO_DIGITS = 100
GAP = r"[\s./-]+"
ISO = re.compile(r"(?P<year>\d{4})[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2})(?:[t ]+[0-9:.]+z?)?)?")
MONTH_YEAR = re.compile(r"(?P<month>\d{1,2})[-/. ]+(?P<year>\d{4})")
DAY = re.compile(r"(?P<first>\d{1,2})(?P<mark>[-/.])(?P<second>\d{1,2})(?P=mark)(?P<year>\d{4})")
NAMED = (
    re.compile(rf"(?:\d{{1,2}}\.?{GAP})?(?P<name>[a-z]{{3,}})\.?(?:{GAP}|,\s*)?'?(?P<year>\d{{4}}|\d{{2}})"),
    re.compile(rf"(?P<year>\d{{4}}){GAP}(?P<name>[a-z]{{3,}})"),
)
_QUARTER = r"(?:[qkc](?P<{0}>[1-4])|(?P<{0}b>[1-4])(?:e|\.|st|nd|rd|th)?\s*(?:quarter|kwartaal|ceyrek))"
QUARTERS = (
    re.compile(_QUARTER.format("n") + rf"(?:{GAP})?'?(?P<year>\d{{4}}|\d{{2}})"),
    re.compile(rf"(?P<year>\d{{4}})(?:{GAP})?" + _QUARTER.format("n")),
)


class AmbiguousPeriod(ValueError):
    """A date that means one day to some readers and another one to others."""


class PeriodTooShort(ValueError):
    """A quarter where months are asked for."""


def read_period(text: str, *, by_month: bool, day_first: bool) -> date:
    """The first day of the month or quarter that is named.

    Raises AmbiguousPeriod, PeriodTooShort (a quarter although ``by_month``), and ValueError.
    """
    folded = _folded(text)
    quarter = _first(QUARTERS, folded)
    if quarter:
        if by_month:
            raise PeriodTooShort
        number = int(quarter["n"] or quarter["nb"])
        return date(_year(quarter["year"]), 3 * number - 2, 1)
    named = _first(NAMED, folded)
    if named:
        return date(_year(named["year"]), _month(named["name"]), 1)
    iso = ISO.fullmatch(folded)
    if iso:
        return date(int(iso["year"]), int(iso["month"]), int(iso["day"] or 1)).replace(day=1)
    numbered = MONTH_YEAR.fullmatch(folded)
    if numbered:
        return date(int(numbered["year"]), int(numbered["month"]), 1)
    whole = DAY.fullmatch(folded)
    if not whole:
        raise ValueError("no period")
    return _of_day(whole, day_first)


def _first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    return next((found for pattern in patterns if (found := pattern.fullmatch(text))), None)


def _folded(text: str) -> str:
    """Lower case without accents; the Turkish dotless ı becomes an i."""
    plain = unicodedata.normalize("NFKD", text.strip().lower().replace("ı", "i"))
    return "".join(character for character in plain if not unicodedata.combining(character))


def _year(digits: str) -> int:
    year = int(digits)
    return year + CENTURY if year < YEARS_OF_TWO_DIGITS else year


def _month(name: str) -> int:
    if len(name) >= SHORTEST:
        for number, names in enumerate(NAMES, 1):
            if any(one.startswith(name) for one in names):
                return number
    raise ValueError("no month")


def _of_day(found: re.Match[str], day_first: bool) -> date:
    year, first, second = int(found["year"]), int(found["first"]), int(found["second"])
    most = 12
    if found["mark"] == "/" and not day_first and first != second and max(first, second) <= most:
        raise AmbiguousPeriod
    day, month = (second, first) if second > most else (first, second)
    return date(year, month, day).replace(day=1)
