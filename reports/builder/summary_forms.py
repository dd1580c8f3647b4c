"""The form of the executive summary: a box for each of its four parts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from reports.models.kept import TEXT_LENGTH

AREA = {"rows": 7}
MESSAGES = {"required": _("Write something here, or take the computed text.")}


def _part() -> TextField:
    return TextField(
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs=AREA),
        error_messages=MESSAGES,
    )


class SummaryForm(forms.Form):
    """Its labels are the parts' titles in the report's language. ``seen`` is the version that the writer saw,
    ``computed`` the digest of the computed texts that stood beside it.
    """

    strengths = _part()
    gaps = _part()
    change = _part()
    next_step = _part()
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    computed = forms.CharField(max_length=64, widget=forms.HiddenInput)
