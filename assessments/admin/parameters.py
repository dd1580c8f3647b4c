"""The scoring parameters of a version, each with its meaning and what it does to a result."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import FrameworkVersion

NAMES = ("sign_bonus", "weakest_bonus", "third_gap_share")


class ParametersForm(forms.ModelForm):
    class Meta:
        model = FrameworkVersion
        fields = NAMES
        help_texts = {
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
