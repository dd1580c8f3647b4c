"""What the team fills in about an initiative. A draft may be incomplete; what is typed has to make sense."""

from datetime import date
from typing import Any, ClassVar, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from assessments.forms.fields import TextField, shows_nothing
from roadmaps.actions.changing import FIXED_ONCE_STARTED, OF_PILOT
from roadmaps.models import Initiative, Pilot
from roadmaps.models.fields import LINE_LENGTH, NAME_LENGTH, TEXT_LENGTH, UNIT_LENGTH, Basis
from roadmaps.numbers import NumberField

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


def line(label: Any, length: int = LINE_LENGTH, **options: Any) -> TextField:
    return TextField(label=label, max_length=length, **{"required": False, **options})


def long_text(label: Any, rows: int = 6, **options: Any) -> TextField:
    widget = forms.Textarea(attrs={"rows": rows})
    return TextField(
        label=label, max_length=TEXT_LENGTH, multiline=True, required=False, widget=widget, **options
    )


def number(label: Any, **options: Any) -> NumberField:
    return NumberField(label=label, required=False, **options)


class DecisionDateField(forms.DateField):
    """A day as browsers send it."""

    default_error_messages = {
        "invalid": _("Enter a date as year-month-day, for example 2026-03-31."),
        "range": _("Enter a date from the year 2000 to 2099."),
    }

    def __init__(self, **options: Any) -> None:
        widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
        super().__init__(input_formats=["%Y-%m-%d"], widget=widget, **options)

    def validate(self, value: date | None) -> None:
        super().validate(value)
        if value is not None and not EARLIEST <= value < LATEST:
            raise ValidationError(self.error_messages["range"], code="range")


class InitiativeForm(forms.Form):
    """All fields while it is planned; once it runs without those that are fixed."""

    full_labels: ClassVar[dict[str, Any]] = {
        "leading_baseline": _("Baseline of the leading activity"),
        "leading_target": _("Target of the leading activity"),
        "leading_unit": _("Unit of the leading activity"),
        "lagging_baseline": _("Baseline of the lagging metric"),
        "lagging_target": _("Target of the lagging metric"),
        "lagging_unit": _("Unit of the lagging metric"),
    }
    version = forms.IntegerField(widget=forms.HiddenInput)
    title = line(_("Title"), required=True, error_messages={"required": _("Give the initiative a title.")})
    owner = forms.ChoiceField(
        label=_("Owner with an account"),
        required=False,
        help_text=_("Gets a mail on the review day and can check in."),
        error_messages={"invalid_choice": _("Choose somebody from the list.")},
    )
    owner_name = line(
        _("Owner by name"), NAME_LENGTH, help_text=_("For somebody without an account; gets no mails.")
    )
    manager_name = line(
        _("Manager who reinforces it"),
        NAME_LENGTH,
        help_text=_("Brings it up in deal reviews and coaching, every week."),
    )
    effort = forms.ChoiceField(
        label=_("Effort"),
        required=False,
        choices=[("", _("Not estimated")), *Initiative.Effort.choices],
        help_text=_("Of everybody together, until the decision date."),
    )
    leading_metric = line(_("Leading activity"), help_text=_("What the team can do this week."))
    leading_unit = line(_("Unit"), UNIT_LENGTH, help_text=_("For example: % a week."))
    leading_baseline = number(_("Baseline"))
    leading_target = number(_("Target"))
    lagging_metric = line(_("Lagging metric"), help_text=_("The result that should follow from it."))
    lagging_unit = line(_("Unit"), UNIT_LENGTH, help_text=_("For example: % a quarter."))
    lagging_baseline = number(_("Baseline"))
    lagging_target = number(_("Target"))
    basis = forms.ChoiceField(
        label=_("Where do the targets come from?"),
        required=False,
        choices=[("", _("Not said")), *Basis.choices],
    )
    also_watched = long_text(_("Other numbers watched"), 3, help_text=_("One a line; best none."))
    segment = line(
        _("Segment or group of the pilot"),
        help_text=_("One segment or one sales group first, for example: mid-market, north."),
    )
    measure = forms.ChoiceField(
        label=_("Success is measured by"),
        choices=Pilot.Measure.choices,
        error_messages={"required": _("Choose what success is measured by.")},
    )
    criterion = number(
        _("Success criterion"), help_text=_("The value at the decision date from which the pilot has worked.")
    )
    decide_on = DecisionDateField(
        label=_("Decision date"),
        required=False,
        help_text=_("Scale, adjust or stop: 2 to 13 weeks ahead."),
    )
    review_day = forms.TypedChoiceField(
        label=_("Weekly review day"),
        required=False,
        coerce=int,
        empty_value=None,
        choices=[("", _("Not chosen")), *((str(day), name) for day, name in WEEKDAYS.items())],
    )
    set_kpi = long_text(_("1. Set the KPI"))
    win_buy_in = long_text(_("2. Win the team’s buy-in"))
    develop_people = long_text(_("3. Develop people"))
    give_feedback = long_text(_("4. Give feedback"))

    def __init__(self, *args: Any, initiative: Initiative, people: list[User], **options: Any) -> None:
        self.people = {str(user.pk): user for user in people}
        self.initiative = initiative
        options["initial"] = self._initial_of(initiative)
        super().__init__(*args, **options)
        if initiative.state != Initiative.State.PLANNED:
            for name in FIXED_ONCE_STARTED:
                del self.fields[name]
        if self.people:
            choices = [("", _("Nobody, or by name")), *((pk, str(user)) for pk, user in self.people.items())]
            cast(forms.ChoiceField, self.fields["owner"]).choices = choices
        else:
            del self.fields["owner"]

    def _initial_of(self, initiative: Initiative) -> dict[str, Any]:
        pilot = initiative.pilots.order_by("number").last()
        initial = {
            name: getattr(pilot if name in OF_PILOT else initiative, name)
            for name in self.base_fields
            if name != "owner"
        }
        if str(initiative.owner_id) in self.people:
            initial |= {"owner": str(initiative.owner_id), "owner_name": ""}
        return initial

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, value in given.items():
            # What looks empty is empty: the start would miss it all the same.
            given[name] = "" if isinstance(value, str) and shows_nothing(value) else value
        if given.get("owner") and given.get("owner_name"):
            self.add_error("owner_name", _("Choose an account or type a name, not both."))
        return given

    def written(self) -> dict[str, Any]:
        """The fields of the initiative and its pilot."""
        fields = {name: value for name, value in self.cleaned_data.items() if name != "version"}
        owner = self.people.get(fields.pop("owner", ""))
        return {**fields, "owner": owner, "owner_name": fields["owner_name"] if owner is None else str(owner)}
