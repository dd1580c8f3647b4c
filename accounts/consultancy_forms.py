"""What a consultant's reports carry of the consultancy."""

from typing import Any, ClassVar
from unicodedata import category

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from accounts.colours import is_colour
from accounts.models import ACCENT, Consultancy
from accounts.organisation_forms import NO_COLOUR, check_accent

TOO_LONG = ngettext_lazy(
    "This is %(show_value)d characters long; %(limit_value)d character is the most.",
    "This is %(show_value)d characters long; %(limit_value)d characters are the most.",
    "limit_value",
)
COPIED = _("This holds an invisible character. Type the text instead of copying it.")


# Kinds of characters that show nothing, and those of them that scripts and lines need.
UNSEEN, NEEDED = {"Cc", "Cf", "Co", "Cs"}, {"\n", "\t", "\u200c", "\u200d"}


class PlainTextField(forms.CharField):
    """Text without invisible characters; forms send line ends as CRLF, and they count as one."""

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def validate(self, value: str) -> None:
        super().validate(value)
        if any(category(one) in UNSEEN and one not in NEEDED for one in value):
            raise forms.ValidationError(COPIED)


class ConsultancyForm(forms.ModelForm):
    """Name, disclaimer and colour; the logo has a page of its own."""

    class Meta:
        model = Consultancy
        fields: ClassVar = ["name", "disclaimer", "accent"]
        field_classes: ClassVar = {"name": PlainTextField, "disclaimer": PlainTextField}
        widgets: ClassVar = {
            "disclaimer": forms.Textarea(attrs={"rows": 5}),
            "accent": forms.TextInput(attrs={"type": "color"}),
        }
        labels: ClassVar = {
            "name": _("Name of the consultancy"),
            "disclaimer": _("Disclaimer (optional)"),
            "accent": _("Colour"),
        }
        help_texts: ClassVar = {
            "disclaimer": _("Printed on the reports as it stands here. Up to 1,000 characters."),
            "accent": _("For reports that you build in the consultancy’s colour."),
        }
        error_messages: ClassVar = {
            "name": {"required": _("Enter the name of the consultancy."), "max_length": TOO_LONG},
            "disclaimer": {"max_length": TOO_LONG},
            "accent": {"max_length": NO_COLOUR},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not self.instance.accent:
            self.initial["accent"] = ACCENT
        # Refused in words instead: a browser would cut what is too long.
        for field in self.fields.values():
            field.widget.attrs.pop("maxlength", None)

    def clean_accent(self) -> str:
        accent = str(self.cleaned_data["accent"]).lower()
        if is_colour(accent):  # or else the model says how to write one
            check_accent(accent)
        return accent
