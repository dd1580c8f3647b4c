"""Numbers as people type and read them: 1,234.5 in English is 1.234,5 in Turkish and Dutch.

What is typed is read without guessing. Two different separators say which one is the decimal one; a single
one is the decimal one unless it can only part the thousands. Where it could be both, "1.234", the language
decides if it parts thousands there, and otherwise the number is refused: a thousandfold mistake is worse
than a question.
"""

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format, number_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from roadmaps.models.fields import DECIMALS

AROUND = " \t\u00a0\u202f%€$£₺"
PLAIN = re.compile(r"[0-9]+([.,][0-9]+)?")
GROUPED = re.compile(
    r"[0-9]{1,3}(?P<mark>[., ])[0-9]{3}(?:(?P=mark)[0-9]{3})*(?P<rest>(?!(?P=mark))[.,][0-9]+)?"
)
EITHER = re.compile(r"[1-9][0-9]{0,2}[.,][0-9]{3}")  # 1.234: thousands or decimals
WHOLE_DIGITS = 11  # with four decimals the fifteen digits that SQLite keeps exactly
NO_BREAK = "\u00a0"
NOTHING = "–"


class NumberError(ValueError):
    """Why a text is no number that can be kept: "invalid", "ambiguous", "large", "fine" (many decimals)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def parse_number(text: str, language: str) -> Decimal:
    """The number that the text means to a reader of that language; a sign of a currency or % may stand by it.

    Raises NumberError.
    """
    bare = text.strip(AROUND).replace("−", "-").replace("\u00a0", " ").replace("\u202f", " ")
    sign, digits = ("-", bare[1:].strip(AROUND)) if bare.startswith("-") else ("", bare)
    number = Decimal(sign + _plain(digits, language)) + 0  # no negative zero
    if number.adjusted() >= WHOLE_DIGITS:
        raise NumberError("large")
    if number != round(number, DECIMALS):
        raise NumberError("fine")
    return number


def _plain(digits: str, language: str) -> str:
    """The digits with a point for the decimals and nothing else."""
    if EITHER.fullmatch(digits):
        if get_format("THOUSAND_SEPARATOR", language) not in digits:
            raise NumberError("ambiguous")
        return digits.replace(",", "").replace(".", "")
    if PLAIN.fullmatch(digits):
        return digits.replace(",", ".")
    grouped = GROUPED.fullmatch(digits)
    if grouped is None:
        raise NumberError("invalid")
    rest = grouped["rest"] or ""
    whole = digits.removesuffix(rest)
    return re.sub(r"[., ]", "", whole) + rest.replace(",", ".")


def bare(number: Decimal) -> Decimal:
    """The number without the zeros that the database adds at its end."""
    return Decimal(f"{number.normalize():f}")


def show(number: Decimal | None, unit: str = "") -> str:
    """For reading in the active language, with its unit: "1,234.5 days"; a dash where there is no number."""
    if number is None:
        return NOTHING
    written = number_format(bare(number), use_l10n=True, force_grouping=True).replace("-", "−")
    if unit == "%":
        language = (get_language() or "en").split("-")[0]
        return {"tr": f"%{written}", "nl": f"{written}%"}.get(language, f"{written}{NO_BREAK}%")
    return f"{written}{NO_BREAK}{unit}" if unit else written


def for_typing(number: Decimal) -> str:
    """As it stands in a box of a form: ``parse_number`` reads the same number from it in that language."""
    written = number_format(bare(number), use_l10n=True, force_grouping=False)
    return f"{written}0" if EITHER.fullmatch(written.lstrip("-")) else written


class NumberField(forms.CharField):
    """A number as the page's language writes it, as Decimal or None; what was typed stays on an error."""

    default_error_messages = {
        "required": _("Enter a number."),
        "invalid": _("Enter a number in figures, for example 1234.5."),
        "ambiguous": _(
            "This could mean thousands or decimals. Leave out the separator of thousands: 1234 or 1.2340."
        ),
        "large": _("Enter a number below 100,000,000,000, or choose a larger unit."),
        "fine": _("Four decimals are the most."),
    }

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}))
        super().__init__(**options)

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        if not text:
            return None
        try:
            return parse_number(text, get_language() or "en")
        except NumberError as error:
            raise ValidationError(self.error_messages[error.code], code=error.code) from None

    def prepare_value(self, value: Any) -> Any:
        return for_typing(value) if isinstance(value, Decimal) else value
