"""The form of the executive summary: a box for each of its four parts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from reports.models.kept import TEXT_LENGTH

AREA = {"rows": 7}
MESSAGES = {"required": _("Write something here, or take the computed text.")}


def _part(label: Any) -> TextField:
    return TextField(
        label=label,
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs=AREA),
        error_messages=MESSAGES,
    )


class SummaryForm(forms.Form):
    """The page shows the parts' titles in the report's language in place of its labels. ``seen`` is the
    version that the writer saw, ``computed`` the digest of the computed texts that stood beside it.
    """

    strengths = _part(_("What works"))
    gaps = _part(_("What holds it back"))
    change = _part(_("What one level up changes"))
    next_step = _part(_("What to do first"))
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    computed = forms.CharField(max_length=64, widget=forms.HiddenInput)
