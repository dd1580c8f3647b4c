"""What is asked for when a report is kept: its name and its forms."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from reports.findings_forms import WithKey
from reports.models import KeptFile, KeptReport

Kind = KeptFile.Kind
OFFERED = tuple((kind.value, kind.label) for kind in Kind if kind != Kind.PAGE)
"""The forms to choose from; the page is kept always."""
USUAL = (Kind.PDF.value, Kind.DOCX.value)


class KeepForm(WithKey):
    """Posted with the builder's choices. ``key`` is the id of what will be kept, so that a form sent twice
    keeps one report.
    """

    report_name = TextField(
        label=_("Name of this report (optional)"),
        help_text=_("Tells it apart in the list, for example “Board, fourth quarter”. It is not printed."),
        required=False,
        max_length=KeptReport._meta.get_field("name").max_length,
    )
    kinds = forms.MultipleChoiceField(
        label=_("Files to keep"),
        choices=OFFERED,
        initial=USUAL,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one file to keep."),
            "invalid_choice": _("Choose from the files in the list."),
        },
    )
