"""The weekly check-in: under a minute on a phone."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from roadmaps.actions.check_ins import Noted
from roadmaps.course import Course
from roadmaps.models import CheckIn
from roadmaps.models.fields import LINE_LENGTH
from roadmaps.numbers import NumberField, show
from roadmaps.plan import Metric
from roadmaps.rhythm import Rhythm

PICK = _("Pick how it stands.")
HINTS = {
    CheckIn.Status.ON_TRACK: _("The next step is clear and nothing is in its way."),
    CheckIn.Status.AT_RISK: _("Something could keep us from it; we know what."),
    CheckIn.Status.STUCK: _("It does not move without help from outside."),
}


class CheckInForm(forms.Form):
    """Named like the fields of a check-in; ``seen`` is the version that the page showed, 0 for none."""

    week = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    leading = NumberField(required=False)
    lagging = NumberField(required=False)
    status = forms.ChoiceField(
        label=_("How does it stand?"),
        choices=CheckIn.Status.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
    line = TextField(label=_("In one line: what happened?"), max_length=LINE_LENGTH, required=False)
    next_step = TextField(
        label=_("Next step: who does what by when?"), max_length=LINE_LENGTH, required=False
    )

    def __init__(self, *args: Any, rhythm: Rhythm, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, course in (("leading", rhythm.leading), ("lagging", rhythm.lagging)):
            self.fields[name].label = label_of(course.metric)
            self.fields[name].help_text = _hint(course)

    def options(self) -> list[tuple[str, str, str]]:
        """Of the status: value, label, and what it means."""
        return [(status.value, str(status.label), str(HINTS[status])) for status in CheckIn.Status]

    def noted(self) -> Noted:
        given = self.cleaned_data
        return Noted(**{name: given[name] for name in ("leading", "lagging", "status", "line", "next_step")})


def label_of(metric: Metric) -> str:
    """A metric as a box of a form calls it, with its unit."""
    return f"{metric.name} ({metric.unit})" if metric.unit else metric.name


def _hint(course: Course) -> str:
    target = show(course.metric.target, course.metric.unit)
    if course.last is None:
        return gettext("Target: %(target)s") % {"target": target}
    words = gettext("Last: %(last)s. Target: %(target)s")
    return words % {"last": show(course.last, course.metric.unit), "target": target}
