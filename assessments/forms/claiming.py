"""Where an assessment is to belong."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from assessments.forms.set_up import organisations_run_by


class ClaimForm(forms.Form):
    """The organisations that the user runs, or none; ``required`` where it is in the account already."""

    organisation = forms.ModelChoiceField(
        label=_("Whose assessment is it?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Mine only"),
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "required": _("Choose an organisation."),
            "invalid_choice": _("Choose one of the organisations in the list."),
        },
    )

    def __init__(self, *args: Any, user: User, required: bool, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = organisations_run_by(user)
        field.required = required
        if required:
            field.empty_label = _("Choose")
