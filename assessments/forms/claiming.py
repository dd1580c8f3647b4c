"""Where an assessment is to belong."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation, User
from assessments.forms.set_up import organisations_run_by


class ClaimForm(forms.Form):
    """The organisations that the user runs, or none of them."""

    organisation = forms.ModelChoiceField(
        label=_("Whose assessment is it?"),
        queryset=Organisation.objects.none(),
        empty_label=_("Mine only"),
        required=False,
        widget=forms.Select(attrs={"class": "form-select"}),
        error_messages={
            "invalid_choice": _("Choose one of the organisations in the list."),
        },
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        field = cast("forms.ModelChoiceField[Organisation]", self.fields["organisation"])
        field.queryset = organisations_run_by(user)
