"""Which gap to take, and why."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from roadmaps.models.fields import TEXT_LENGTH
from roadmaps.pages.overview import Offer

CHOOSE = _("Choose a gap.")


class TakeForm(forms.Form):
    """One of the gaps that hold no place."""

    domain = forms.ChoiceField(
        label=_("Which gap do you take?"),
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )

    def __init__(self, *args: Any, offers: tuple[Offer, ...], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(offer.domain, offer.name) for offer in offers]
        cast(forms.ChoiceField, self.fields["domain"]).choices = choices


class SwapForm(TakeForm):
    """Instead of one that gives up its place."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = TextField(
        label=_("Why does it come first?"),
        help_text=_("The roadmap and the report keep the reason."),
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why another gap comes first. The roadmap keeps the reason.")},
    )
