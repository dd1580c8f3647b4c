"""The language of a report, which is the same for everybody who reads it."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.forms import LanguageSelect


class ReportLanguageForm(forms.Form):
    report_language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        error_messages={"invalid_choice": _("Choose one of the languages in the list.")},
        # The hint, another on each page, stands in their templates.
        widget=LanguageSelect(attrs={"aria-describedby": "id_report_language_helptext"}),
    )
