"""The scoring parameters of a version, each with its meaning and what it does to a result."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest
from django.utils.formats import number_format
from django.utils.translation import gettext_lazy as _

from assessments.admin.seen import SeenForm
from assessments.models import FrameworkVersion

NAMES = ("sign_bonus", "weakest_bonus", "third_gap_share")
MEANINGS = {
    "sign_bonus": _(
        "Each ticked warning sign that points at a domain raises its impact by this share. "
        "With 0.25, two ticked signs make an impact of 2 into 3; with 0, warning signs do not count."
    ),
    "weakest_bonus": _(
        "The impact of the lowest-rated domain is multiplied by this. "
        "With 1.5, an impact of 2 becomes 3; with 1, the weakest domain counts like the others."
    ),
    "third_gap_share": _(
        "A third gap is picked when its impact is at least this share of the first one's. "
        "With 0.5 and a first impact of 3, the third needs 1.5; with 0, there is a third whenever "
        "there can be."
    ),
}
SHOWN = {name: f"{name}_shown" for name in NAMES}


class ParametersForm(SeenForm, forms.ModelForm):
    class Meta:
        model = FrameworkVersion
        fields = NAMES
        help_texts = MEANINGS | {SHOWN[name]: meaning for name, meaning in MEANINGS.items()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in set(NAMES) & set(self.fields):
            stored = self.initial.get(name)
            if isinstance(stored, Decimal):
                self.initial[name] = plain(stored)
            self.fields[name].widget.attrs |= {"min": "0", "step": "0.05", "inputmode": "decimal"}


def plain(number: Decimal) -> Decimal:
    """The same number without the zeros that the database keeps: 0.25, not 0.2500; 10, not 1E+1."""
    return number.quantize(Decimal(1)) if number == number.to_integral() else number.normalize()


def _shown(name: str) -> Any:
    field: Any = FrameworkVersion._meta.get_field(name)

    @admin.display(description=field.verbose_name)
    def shown(_admin: Any, version: FrameworkVersion) -> str:
        return number_format(plain(getattr(version, name)))

    return shown


class PlainParameters:
    """Mix-in for the admin of versions: fixed ones show their parameters without needless zeros as well."""

    sign_bonus_shown = _shown("sign_bonus")
    weakest_bonus_shown = _shown("weakest_bonus")
    third_gap_share_shown = _shown("third_gap_share")

    def get_fields(self, request: HttpRequest, obj: FrameworkVersion | None = None) -> list[Any]:
        fields = super().get_fields(request, obj)  # type: ignore[misc]
        return [SHOWN.get(name, name) for name in fields] if obj is not None and not obj.is_draft else fields
