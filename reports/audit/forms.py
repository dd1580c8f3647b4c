"""The search in an organisation's log."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import Organisation
from assessments.models import Assessment
from reports.audit.entries import Wanted
from reports.audit.kinds import Kind


def day_field(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label, required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class LogForm(forms.Form):
    """Every field narrows the log down; empty ones do not."""

    person = forms.CharField(label=_("Person"), required=False, max_length=254)
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    assessment = forms.ModelChoiceField(
        label=_("Assessment"), required=False, queryset=Assessment.objects.none(), empty_label=_("All")
    )
    since = day_field(_("From"))
    until = day_field(_("Until and including"))

    def __init__(self, *args: Any, organisation: Organisation, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["kind"]).choices = [("", _("All")), *Kind.choices]
        chooser = cast("forms.ModelChoiceField[Assessment]", self.fields["assessment"])
        chooser.queryset = Assessment.objects.filter(organisation=organisation).order_by("-opened_at")
        chooser.label_from_instance = _label  # type: ignore[assignment]
        for name, field in self.fields.items():
            wide = "form-select" if name in {"kind", "assessment"} else "form-control"
            field.widget.attrs["class"] = wide

    def wanted(self) -> Wanted:
        """What was asked for; what could not be understood narrows nothing down."""
        if not self.is_bound:
            return Wanted()
        self.is_valid()
        said = self.cleaned_data
        assessment = said.get("assessment")
        return Wanted(
            person=said.get("person", ""),
            kind=said.get("kind", ""),
            assessment=assessment.pk if assessment else None,
            since=said.get("since"),
            until=said.get("until"),
        )


def _label(assessment: Assessment) -> str:
    return assessment.team_and_title
