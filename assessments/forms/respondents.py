"""What respondents are asked before the first question."""

from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from assessments.models import Respondent, RespondentInvitation

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
