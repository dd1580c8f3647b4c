"""What is asked for when a report is shared by link, and when such a link is opened."""

import unicodedata
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.time_zones import first_instant, today_in
from assessments.forms.fields import TextField
from assessments.forms.respondents import SummedUpForm
from reports.kept.files import LABELS
from reports.models import KeptFile, ShareLink

SHORTEST, LONG, LONGEST = 12, 20, 128  # characters of a passphrase
FEWEST_KINDS = 5  # of characters in it
YEAR = 365  # days
ON_A_DAY = "day"
USUAL = "30"
Kind = KeptFile.Kind
USUAL_KINDS = (Kind.PAGE, Kind.PDF)


def in_order(kinds: Iterable[str]) -> list[str]:
    """The page first."""
    return sorted(kinds, key=lambda kind: (kind != Kind.PAGE, Kind.values.index(kind)))


def as_compared(passphrase: str) -> str:
    """Another keyboard may write the same letters and blanks in another way."""
    return " ".join(unicodedata.normalize("NFKC", passphrase).split())


class PassphraseField(forms.CharField):
    """A passphrase, as it is compared."""

    def to_python(self, value: Any) -> str:
        return as_compared(super().to_python(value) or "")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        typed = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
        return super().widget_attrs(widget) | typed


class ShareForm(SummedUpForm):
    """For whom a link is, what it shows, until when, and whether it asks for a passphrase."""

    label = TextField(
        label=_("For whom"),
        help_text=_("A name that you and the reader know, for example “The board”. The reader sees it."),
        max_length=ShareLink._meta.get_field("label").max_length,
        error_messages={"required": _("Say for whom the link is.")},
    )
    kinds = forms.MultipleChoiceField(
        label=_("What it shows"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one thing that the link shows."),
            "invalid_choice": _("Choose from what was kept of this report."),
        },
    )
    until = forms.ChoiceField(
        label=_("Until when"),
        choices=[
            ("7", _("For 7 days")),
            ("30", _("For 30 days")),
            ("90", _("For 90 days")),
            (ON_A_DAY, _("Until a day that I choose")),
        ],
        initial=USUAL,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose until when the link works."),
            "invalid_choice": _("Choose until when the link works."),
        },
    )
    day = forms.DateField(
        label=_("Last day"),
        help_text=_("Only if you choose the day yourself; a year from today at most."),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Enter a date as year-month-day, for example 2026-03-31.")},
    )
    passphrase = PassphraseField(
        label=_("Passphrase (optional)"),
        help_text=_(
            "At least 12 characters; four words that do not belong together are easy to tell and hard to "
            "guess. Tell it another way than the link, on the phone for example. It is not shown again."
        ),
        required=False,
    )

    def __init__(self, *args: Any, kinds: Iterable[str], zone: ZoneInfo, **options: Any) -> None:
        super().__init__(*args, **options)
        offered = in_order(kinds)
        field = self.fields["kinds"]
        field.choices = [(kind, LABELS[kind]) for kind in offered]  # type: ignore[attr-defined]
        field.initial = [kind for kind in offered if kind in USUAL_KINDS]
        self.today = today_in(zone)
        self.zone = zone

    def clean_passphrase(self) -> str:
        typed = str(self.cleaned_data["passphrase"])
        if not typed:
            return ""
        if len(typed) < SHORTEST:
            raise ValidationError(_("Make the passphrase at least 12 characters long."))
        if len(typed) > LONGEST:
            raise ValidationError(_("The passphrase can have 128 characters at most."))
        if typed.isdigit() or len(set(typed.lower())) < FEWEST_KINDS or _is_common(typed):
            raise ValidationError(_("This passphrase is easy to guess. Take four words, for example."))
        return typed

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if given.get("until") == ON_A_DAY and "day" not in self.errors:
            self._check_day(given.get("day"))
        elif given.get("until") and given.get("day"):
            self.add_error("until", _("Choose “Until a day that I choose”, or empty the last day below."))
        return given

    def _check_day(self, day: date | None) -> None:
        if day is None:
            self.add_error("day", _("Choose the last day on which the link works."))
        elif day < self.today:
            self.add_error("day", _("This day has passed."))
        elif day > self.today + timedelta(days=YEAR):
            self.add_error("day", _("A link works for a year at most."))

    def expires_at(self) -> datetime:
        """The end of the last day, where the organisation is."""
        chosen = self.cleaned_data["until"]
        given: date = self.cleaned_data["day"] if chosen == ON_A_DAY else self.today
        last = given if chosen == ON_A_DAY else given + timedelta(days=int(chosen))
        return first_instant(last + timedelta(days=1), 0, self.zone)

    def parts(self) -> dict[str, str]:
        """What makes one link differ from another that is asked for."""
        data = self.cleaned_data
        return {name: repr(data[name]) for name in ("label", "kinds", "until", "day", "passphrase")}


def _is_common(typed: str) -> bool:
    try:
        CommonPasswordValidator().validate(typed.replace(" ", ""))
    except ValidationError:
        return True
    return False


def strength_of(passphrase: str) -> str:
    """How well an accepted passphrase protects, in words; "" without one."""
    if not passphrase:
        return ""
    if len(passphrase) >= LONG:
        return gettext("The passphrase is strong.")
    return gettext("The passphrase is good enough for a link that expires; a longer one is stronger.")


class OpenForm(SummedUpForm):
    """The passphrase of a link that has one."""

    passphrase = PassphraseField(
        label=_("Passphrase"),
        help_text=_("You got it from whoever sent you the link, probably another way."),
        widget=forms.PasswordInput,
        error_messages={"required": _("Enter the passphrase.")},
    )

    def clean_passphrase(self) -> str:
        typed = str(self.cleaned_data["passphrase"])
        return typed[: LONGEST + 1]  # longer than any that can be right
