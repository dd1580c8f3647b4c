"""What respondents are asked before the first question, and what whoever asks them fills in."""

import re
from collections import Counter
from datetime import datetime
from email.utils import parseaddr
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.core.validators import validate_email
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from assessments.actions.asking import Asked
from assessments.forms.fields import TextField
from assessments.models import Reopening, Respondent, RespondentInvitation

MOST = 50  # people invited at a time
FUNCTIONS = [("", _("None of these, or not given")), *Respondent.Function.choices]


class SummedUpForm(forms.Form):
    """A form whose errors are listed above it, each with a link to its field."""

    def summary(self) -> list[tuple[str, str]]:
        """Each error with the id of the field to go to; what concerns the whole form leads to the first."""
        first = next(iter(self.fields), "")
        return [
            (self[first if name == NON_FIELD_ERRORS else name].auto_id, str(message))
            for name, messages in self.errors.items()
            for message in messages
        ]


class BeginForm(SummedUpForm):
    """What is not known yet of who begins: the name, unless respondents are anonymous, and the function."""

    name = TextField(
        label=_("Your name"),
        max_length=RespondentInvitation._meta.get_field("name").max_length,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Enter your name; this assessment is not anonymous.")},
    )
    function = forms.ChoiceField(
        label=_("Your function"),
        help_text=_("Where functions see things differently, the report says so."),
        choices=FUNCTIONS,
        required=False,
    )

    def __init__(
        self, *args: Any, names_hidden: bool, invitation: RespondentInvitation | None = None
    ) -> None:
        super().__init__(*args)
        if names_hidden or (invitation is not None and invitation.name):
            del self.fields["name"]
        if invitation is not None and invitation.function:
            del self.fields["function"]


class RowForm(SummedUpForm):
    """One person to invite; an empty row is nobody."""

    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        error_messages={"invalid": _("Enter a whole e-mail address, for example anna@example.com.")},
    )
    name = TextField(
        label=_("Name (optional)"),
        max_length=RespondentInvitation._meta.get_field("name").max_length,
        required=False,
    )
    function = forms.ChoiceField(
        label=_("Function (optional)"), choices=[("", _("Not given")), *FUNCTIONS[1:]], required=False
    )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        named = data.get("name") or data.get("function")
        if named and not data.get("email") and "email" not in self.errors:
            self.add_error("email", _("Enter the address of this person, or empty the row."))
        return data


class ManyForm(SummedUpForm):
    """The language of the mails, and a list of addresses."""

    addresses = TextField(
        label=_("Or paste a list of addresses"),
        help_text=_("One a line, or with commas between them; “Anna Berg <anna@example.com>” works too."),
        max_length=20_000,
        multiline=True,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    language = forms.ChoiceField(label=_("Language of the mail"), choices=settings.LANGUAGES)

    def clean_addresses(self) -> list[Asked]:
        people, faults = [], []
        for piece in re.split(r"[\n,;]+", self.cleaned_data["addresses"]):
            if not piece.strip():
                continue
            name, address = parseaddr(piece.strip())
            try:
                validate_email(address)
            except ValidationError:
                faults.append(_("“%(typed)s” is no e-mail address.") % {"typed": piece.strip()[:100]})
            else:
                people.append(Asked(email=address, name=name[:120]))
        if faults:
            raise ValidationError(faults)
        return people


Rows = forms.formset_factory(RowForm, extra=4, max_num=MOST, absolute_max=MOST)


class InviteForms:
    """The rows and the list together: all of them are good, or nobody is invited."""

    def __init__(self, data: QueryDict | None, *, language: str) -> None:
        self.rows = Rows(data, prefix="person")
        self.many = ManyForm(data, initial={"language": language})

    def is_valid(self) -> bool:
        valid = all([self.rows.is_valid(), self.many.is_valid()])
        if not valid:
            return False
        if not self.people():
            self.many.add_error("addresses", _("Enter at least one address, in a row above or here."))
        elif len(self.people()) > MOST:
            self.many.add_error("addresses", _("That is more than 50 people; invite them in several steps."))
        else:
            self._refuse_twice()
        return not self.summary()

    def people(self) -> list[Asked]:
        typed = [
            Asked(email=row["email"], name=row["name"], function=row["function"])
            for row in (form.cleaned_data for form in self.rows)
            if row.get("email")
        ]
        return [*typed, *(self.many.cleaned_data.get("addresses") or ())]

    def _refuse_twice(self) -> None:
        times = Counter(person.email.lower() for person in self.people())
        twice = frozenset(address for address, count in times.items() if count > 1)
        self.refuse(twice, _("%(address)s stands here twice."))

    def refuse(self, addresses: frozenset[str], words: str | Promise) -> None:
        """Marks every place where one of the addresses, in lower case, was typed."""
        for form in self.rows:
            typed = form.cleaned_data.get("email", "")
            if typed.lower() in addresses:
                form.add_error("email", str(words) % {"address": typed})
        for person in self.many.cleaned_data.get("addresses") or ():
            if person.email.lower() in addresses:
                self.many.add_error(None, str(words) % {"address": person.email})

    def summary(self) -> list[tuple[str, str]]:
        return [error for form in (*self.rows, self.many) if form.is_bound for error in form.summary()]


class ClosingForm(SummedUpForm):
    """Until when answers are taken, in the time zone of the site; empty for as long as nobody closes it."""

    closes_at = forms.DateTimeField(
        label=_("Closing date"),
        required=False,
        input_formats=["%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M"],
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        error_messages={"invalid": _("Enter a date and a time as year-month-day hours:minutes.")},
    )

    def clean_closes_at(self) -> datetime | None:
        closes_at = self.cleaned_data["closes_at"]
        if closes_at is not None and closes_at <= timezone.now():
            raise ValidationError(_("This time has passed. To close at once, use “Close now”."))
        return closes_at


class WhyForm(SummedUpForm):
    """Why a sealed assessment is opened again."""

    why = TextField(
        label=_("Why is it opened again?"),
        help_text=_("The report will say so, with your name and the date."),
        max_length=Reopening._meta.get_field("why").max_length,
        error_messages={"required": _("Say why. The report will show it.")},
    )
