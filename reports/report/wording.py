"""The words and numbers that every part of the report shares."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from roadmaps.numbers import bare

HUNDRED = 100
PAIR = 2
SHADES = 5


def day(moment: date) -> str:
    """A date with the month in words, in the order of the language."""
    return date_format(moment, "DATE_FORMAT")


def rounded(number: Fraction) -> Fraction:
    """Two decimals, halves up, as a reader with a calculator does it."""
    return Fraction(int(number * HUNDRED + Fraction(1, 2)), HUNDRED)


def decimal(number: Fraction) -> str:
    """At most two decimals, in the language's writing: 5.06, 1.5, 3. For numbers from 0."""
    text = f"{float(rounded(number)):.2f}".rstrip("0").rstrip(".")
    return number_format(text, use_l10n=True)


def number_of(number: Fraction) -> Decimal:
    """The number that ``decimal`` writes, without zeros at its end."""
    return bare(Decimal(int(rounded(number) * HUNDRED)).scaleb(-2))


def exact_number(number: Fraction) -> Decimal | None:
    """The number that ``exact`` writes; None where that is a fraction."""
    return number_of(number) if (number * HUNDRED).denominator == 1 else None


def exact(number: Fraction) -> str:
    """Two decimals where they are exact (0.75), else the fraction (2/3): printed sums can be checked."""
    if (number * HUNDRED).denominator == 1:
        return decimal(number)
    return f"{number.numerator}/{number.denominator}"


def percent(share: Fraction) -> int:
    """Whole percents, rounded down."""
    return int(share * HUNDRED)


def listed(names: Sequence[str]) -> str:
    """ "A", "A and B", "A, B and C", as the language writes it; "" without names.

    Where a name holds a comma or an "and" itself, each one stands in quotation marks.
    """
    if len(names) < PAIR:
        return "".join(names)
    *rest, last = _quoted(names)
    if len(names) == PAIR:
        return _("%(first)s and %(last)s") % {"first": rest[0], "last": last}
    begun = rest[0]
    for name in rest[1:]:
        begun = pgettext("list of names", "%(names)s, %(next)s") % {"names": begun, "next": name}
    return pgettext("end of a list of names", "%(names)s and %(last)s") % {"names": begun, "last": last}


def _quoted(names: Sequence[str]) -> list[str]:
    joining = pgettext("words by which names hold a list themselves, with spaces between", "and &").split()
    words = [word for name in names for word in name.replace(",", " , ").lower().split()]
    if not {",", *joining}.intersection(words):
        return list(names)
    return [pgettext("name in a list", "“%(name)s”") % {"name": name} for name in names]


def sentences(*parts: str) -> str:
    """Whole sentences one after the other; empty ones leave no gap."""
    return " ".join(part for part in parts if part)


def left_out(count: int) -> str:
    """Why a total is smaller than the number of practices asked; "" where it is not."""
    if not count:
        return ""
    return ngettext("%(count)d practice does not apply", "%(count)d practices do not apply", count) % {
        "count": count
    }


def weight_label(weight: int) -> str:
    """A practice's weight where it is not the usual 1; "" otherwise."""
    return "" if weight == 1 else _("weight %(weight)d") % {"weight": weight}


def where_to_look(prompt: str) -> str:
    """An evidence prompt ("Link the deal log") as a place ("the deal log"); others stay as they are."""
    order = pgettext("first word of an evidence prompt", "Link")
    return prompt.removeprefix(f"{order} ")


def shade(rank: int, top: int) -> int:
    """One of five shades, so that rubrics of any length share them: the lowest level 1, the highest 5."""
    return 1 + (SHADES - 1) * (rank - 1) // (top - 1)
