"""The forms of an organisation: what it is, its logo, and whom to invite."""

from collections.abc import Sequence
from typing import Any, ClassVar, cast

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts import logos
from accounts.colours import contrast_with_white, is_colour, is_readable, nearest_readable
from accounts.forms import LanguageSelect
from accounts.models import Logo, Membership, Organisation
from accounts.time_zones import zone_choices

NO_COLOUR = _("Write the colour as # and six hexadecimal digits.")


def check_accent(colour: str) -> None:
    """Raises ValidationError for a colour that cannot be read on paper, and names one that can."""
    if is_readable(colour):
        return
    said = gettext(
        "On white paper %(colour)s has a contrast of %(contrast)s to 1, and reading takes 4.5 to 1. "
        "The nearest colour that can be read is %(nearest)s."
    )
    contrast = f"{int(contrast_with_white(colour) * 10) / 10:.1f}"
    params = {"colour": colour, "contrast": contrast, "nearest": nearest_readable(colour)}
    raise ValidationError(said, params=params, code="unreadable")


class ZoneField(forms.ChoiceField):
    """A time zone; a form that was sent without one keeps what there is."""

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(data) and super().has_changed(initial, data)


class OrganisationForm(forms.ModelForm):
    """What an organisation is called and what its reports look like."""

    time_zone = ZoneField(
        label=_("Time zone"),
        help_text=_("Reminders and calendar entries follow it."),
        required=False,
        error_messages={"invalid_choice": _("Choose one of the time zones in the list.")},
    )

    class Meta:
        model = Organisation
        fields: ClassVar = ["name", "industry", "size", "language", "time_zone", "accent"]
        widgets: ClassVar = {
            "language": LanguageSelect,
            "accent": forms.TextInput(attrs={"type": "color"}),
        }
        labels: ClassVar = {
            "name": _("Name of the organisation"),
            "industry": _("Industry (optional)"),
            "size": _("Size (optional)"),
            "language": _("Language of its invitations and reports"),
            "accent": _("Accent colour of its reports"),
        }
        error_messages: ClassVar = {
            "name": {
                "required": _("Enter the name of the organisation."),
                "max_length": _("The name can have 150 characters at most."),
            },
            "accent": {"required": NO_COLOUR, "max_length": NO_COLOUR},
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, choices in (("industry", Organisation.Industry), ("size", Organisation.Size)):
            field = cast("forms.TypedChoiceField", self.fields[name])
            field.choices = [("", _("Not given")), *choices.choices]
        zone = cast("forms.ChoiceField", self.fields["time_zone"])
        zone.choices = zone_choices(self.instance.time_zone)
        zone.initial = self.instance.time_zone
        # Refused in words instead: a browser would cut what is too long.
        self.fields["name"].widget.attrs.pop("maxlength", None)
        self.fields["accent"].widget.attrs.pop("maxlength", None)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        if not name.isprintable():
            raise ValidationError(_("The name holds an invisible character. Type it instead of copying it."))
        return name

    def clean_time_zone(self) -> str:
        return str(self.cleaned_data["time_zone"] or self.instance.time_zone)

    def clean_accent(self) -> str:
        accent = str(self.cleaned_data["accent"]).lower()
        if is_colour(accent):  # or else the model says how to write one
            check_accent(accent)
        return accent


class NewOrganisationForm(OrganisationForm):
    """The same for one that is made, with what the maker is in it."""

    role = forms.ChoiceField(
        label=_("What are you there?"),
        choices=[
            (Membership.Role.LEAD, _("I lead a team in it")),
            (Membership.Role.CONSULTANT, _("I advise it as a consultant")),
        ],
        initial=Membership.Role.LEAD,
        widget=forms.RadioSelect,
    )

    field_order = ["name", "role", "industry", "size", "language", "time_zone", "accent"]


class LogoForm(forms.Form):
    """A picture that becomes the logo; ``logo`` is what is kept of it."""

    file = forms.FileField(
        label=_("Picture"),
        help_text=_("PNG, JPEG or WebP, at most 1 MB. It is made to fit 600 × 300 pixels."),
        widget=forms.FileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
        allow_empty_file=True,
        error_messages={"required": _("Choose a picture."), "invalid": _("Choose a picture.")},
    )
    logo: Logo

    def clean_file(self) -> Any:
        upload = self.cleaned_data["file"]
        try:
            self.logo = logos.read(upload.read(logos.MAX_BYTES + 1))
        except logos.LogoError as error:
            raise ValidationError(str(error)) from None
        return upload


class InviteForm(forms.Form):
    """An address, and what it is invited to be."""

    email = forms.EmailField(
        label=_("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": _("Enter the address to invite."),
            "invalid": _("Enter a whole e-mail address, for example anna@example.com."),
        },
    )
    role = forms.ChoiceField(
        label=_("What will they be?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose what they will be."),
            "invalid_choice": _("Choose one of the roles in the list."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the mail"), choices=settings.LANGUAGES, widget=LanguageSelect
    )

    def __init__(self, *args: Any, roles: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_roles(self, roles)


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(
        label=_("Role"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a role."),
            "invalid_choice": _("Choose one of the roles in the list."),
        },
    )

    def __init__(self, *args: Any, roles: Sequence[str], **options: Any) -> None:
        super().__init__(*args, **options)
        _offer_roles(self, roles)


def _offer_roles(form: forms.Form, roles: Sequence[str]) -> None:
    field = cast("forms.ChoiceField", form.fields["role"])
    field.choices = [(role, Membership.Role(role).label) for role in roles]
