"""Scale, adjust or stop, and the next pilot where it goes on."""

from datetime import date, timedelta
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField, shows_nothing
from roadmaps.actions.decisions import NextPilot, Verdict, is_same
from roadmaps.forms.check_in import label_of
from roadmaps.models import Pilot
from roadmaps.models.fields import LINE_LENGTH, TEXT_LENGTH
from roadmaps.numbers import NumberField
from roadmaps.plan import Stretch
from roadmaps.rhythm import Rhythm

PICK = _("Pick scale, adjust or stop.")
USUAL, LONGEST = timedelta(weeks=6), timedelta(weeks=104)
MEANINGS = {
    Pilot.Decision.SCALE: _("It worked: take it to a wider segment, with a new criterion and date."),
    Pilot.Decision.ADJUST: _("Not yet: change what you do and try again. All weeks so far stay."),
    Pilot.Decision.STOP: _("It does not work here: end it and free its place for another gap."),
}


class DecisionForm(forms.Form):
    """``pilot`` is the number of the pilot that the page showed; the last four belong to the next one."""

    pilot = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    measured = NumberField(label=_("Measured"), required=False)
    decision = forms.ChoiceField(
        label=_("What do you decide?"),
        choices=Pilot.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": PICK, "invalid_choice": PICK},
    )
    reason = TextField(
        label=_("Why?"),
        help_text=_("The roadmap and the report keep it."),
        multiline=True,
        max_length=TEXT_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Say why.")},
    )
    segment = TextField(
        label=_("Segment or group"),
        help_text=_("Scaling takes a wider one."),
        max_length=LINE_LENGTH,
        required=False,
    )
    measure = forms.ChoiceField(label=_("Measured by"), required=False)
    criterion = NumberField(label=_("Success criterion"), required=False)
    decide_on = forms.DateField(
        label=_("Decision date"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a date as year-month-day, for example 2026-03-31.")},
    )

    def __init__(self, *args: Any, rhythm: Rhythm, going_on: Stretch, **options: Any) -> None:
        super().__init__(*args, **options)
        self.going_on, self.today = going_on, rhythm.today
        leading, lagging = rhythm.planned.leading, rhythm.planned.lagging
        measures = cast(forms.ChoiceField, self.fields["measure"])
        measures.choices = [
            (Pilot.Measure.LEADING, label_of(leading)),
            (Pilot.Measure.LAGGING, label_of(lagging)),
        ]
        measured = leading if going_on.measure == Pilot.Measure.LEADING else lagging
        self.fields["measured"].help_text = label_of(measured)

    @staticmethod
    def initial_of(pilot: Stretch, today: date) -> dict[str, Any]:
        """As the pilot that goes on, for as long again."""
        lasted = USUAL
        if pilot.started_on is not None and pilot.decide_on is not None:
            lasted = max(pilot.decide_on - pilot.started_on, timedelta(weeks=2))
        return {
            "pilot": pilot.number,
            "segment": pilot.segment,
            "measure": pilot.measure,
            "criterion": pilot.criterion,
            "decide_on": today + lasted,
        }

    def options(self) -> list[tuple[str, str, str]]:
        """Of the decision: value, label, and what it means."""
        return [(one.value, str(one.label), str(MEANINGS[one])) for one in Pilot.Decision]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        decision = given.get("decision")
        if decision in (Pilot.Decision.SCALE, Pilot.Decision.ADJUST):
            self._check_next_pilot(given)
        if decision == Pilot.Decision.SCALE:
            self._check_scaling(given)
        return given

    def _check_next_pilot(self, given: dict[str, Any]) -> None:
        needed = {
            "segment": _("Say with whom the next pilot is tried."),
            "measure": _("Pick what the next pilot is measured by."),
            "criterion": _("Give the number from which the next pilot is a success."),
            "decide_on": _("Give the day on which the next pilot is decided."),
        }
        for name, message in needed.items():
            value = given.get(name)
            if name in given and (value is None or (isinstance(value, str) and shows_nothing(value))):
                self.add_error(name, message)
        decide_on = given.get("decide_on")
        if decide_on and not self.today < decide_on <= self.today + LONGEST:
            self.add_error("decide_on", _("Give a day after today, within the next two years."))

    def _check_scaling(self, given: dict[str, Any]) -> None:
        if "measured" in given and given["measured"] is None:
            self.add_error("measured", _("Scaling needs a measured value: without one nobody knows."))
        if given.get("segment") and is_same(given["segment"], self.going_on.segment):
            self.add_error("segment", _("Scaling takes a wider segment than the one so far."))

    def verdict(self) -> Verdict:
        given = self.cleaned_data
        goes_on = given["decision"] != Pilot.Decision.STOP
        parts = {name: given[name] for name in ("segment", "measure", "criterion", "decide_on")}
        return Verdict(
            decision=given["decision"],
            measured=given["measured"],
            reason=given["reason"],
            following=NextPilot(**parts) if goes_on else None,
        )
