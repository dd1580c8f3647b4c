"""Form fields that keep what was typed whole, or say why not."""

import re
from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# A scheme, but not the host of "example.com:8080".
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:(?!\d)", re.IGNORECASE)


class TextField(forms.CharField):
    """Text that is refused when it is too long; browsers would silently cut it with a ``maxlength``."""

    default_error_messages = {
        "required": _("Fill this in."),
        "max_length": ngettext_lazy(
            "This is %(show_value)d characters long; %(limit_value)d character is the most.",
            "This is %(show_value)d characters long; %(limit_value)d characters are the most.",
            "limit_value",
        ),
    }

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
        )
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


class PastDateField(forms.DateField):
    """A day that has come, in the format that browsers send; a day of grace for other time zones."""

    default_error_messages = {
        "invalid": _("Enter a date as year-month-day, for example 2026-03-31."),
        "future": _("This date has not come yet."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and value > timezone.localdate() + timedelta(days=1):
            raise ValidationError(self.error_messages["future"], code="future")
