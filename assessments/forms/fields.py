"""Form fields that keep what was typed whole, or say why not."""

import re
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

EARLIEST = date(2000, 1, 1)
# A scheme, but not the host of "example.com:8080".
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)
# Characters that show nothing and can turn or hide the text around them. The joiners U+200C and U+200D stay:
# Persian, Indian scripts and emoji need them. NUL is refused by Django.
_FORMAT = (
    r"\x01-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f"
)
UNSEEN = re.compile(f"[{_FORMAT}]")
UNSEEN_IN_A_LINE = re.compile(rf"[{_FORMAT}\t\n]")
# What looks like nothing, also where it is a letter or a symbol by its kind.
BLANK = re.compile(rf"[{_FORMAT}\s\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0]")


def shows_nothing(text: str) -> bool:
    """Whether a reader would see an empty line: nothing, blanks, or characters that look like nothing."""
    return not BLANK.sub("", text)


def says_something(text: str) -> bool:
    """Whether the text holds at least one letter or digit to read."""
    return any(character.isalnum() for character in BLANK.sub("", text))


class TextField(forms.CharField):
    """Text that is refused when it is too long; browsers would silently cut it with a ``maxlength``."""

    default_error_messages = {
        "required": _("Fill this in."),
        "unseen": _(
            "This holds an invisible character (%(code)s), perhaps from copying. Type the text instead."
        ),
        "max_length": ngettext_lazy(
            "This is %(show_value)d characters long; %(limit_value)d character is the most.",
            "This is %(show_value)d characters long; %(limit_value)d characters are the most.",
            "limit_value",
        ),
    }

    def __init__(self, *, multiline: bool = False, **options: Any) -> None:
        super().__init__(**options)
        self.multiline = multiline

    def validate(self, value: str) -> None:
        if self.required and shows_nothing(value):
            raise ValidationError(self.error_messages["required"], code="required")
        super().validate(value)
        found = UNSEEN.search(value) if self.multiline else UNSEEN_IN_A_LINE.search(value)
        if found:
            code = f"U+{ord(found.group()):04X}"
            raise ValidationError(self.error_messages["unseen"], code="unseen", params={"code": code})

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        attrs = super().widget_attrs(widget)
        attrs.pop("maxlength", None)
        return attrs

    def to_python(self, value: Any) -> str:
        # Forms send line ends as CRLF and scripts as LF; the same text must compare and count the same.
        return (super().to_python(value) or "").replace("\r\n", "\n")


class LinkField(TextField):
    """A web address; http and https only, ``https://`` is added where no scheme was typed."""

    default_error_messages = {
        "link": _(
            "Enter a web address that starts with https:// or http://, for example https://example.com/report."
        ),
        "secret": _("Leave out what stands before the “@”: everyone who reads the report would see it."),
    }

    def to_python(self, value: Any) -> str:
        text = super().to_python(value)
        if text and not SCHEME.match(text):
            text = f"https://{text}"
        return text

    def validate(self, value: str) -> None:
        super().validate(value)
        if value:
            try:
                URLValidator(schemes=["http", "https"])(value)
            except ValidationError:
                raise ValidationError(self.error_messages["link"], code="link") from None
            if "@" in urlsplit(value).netloc:
                raise ValidationError(self.error_messages["secret"], code="secret")


class PastDateField(forms.DateField):
    """A day that has come, in the format that browsers send; a day of grace for other time zones."""

    default_error_messages = {
        "invalid": _("Enter a date as year-month-day, for example 2026-03-31."),
        "ancient": _("Enter a date from the year 2000 on."),
        "future": _("This date has not come yet."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value < EARLIEST:
            raise ValidationError(self.error_messages["ancient"], code="ancient")
        if value is not None and value > timezone.localdate() + timedelta(days=1):
            raise ValidationError(self.error_messages["future"], code="future")
