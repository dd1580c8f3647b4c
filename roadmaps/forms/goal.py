"""The goal with the history of its metric; a draft may be incomplete, and its page says what is missing."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import TextField
from assessments.models import Assessment, BusinessGoal
from roadmaps.actions.goals import GoalContent
from roadmaps.goals.pasting import MOST_LINES, Fault, Values, read_values
from roadmaps.models import Goal
from roadmaps.models.fields import NAME_LENGTH, TEXT_LENGTH, UNIT_LENGTH, Basis
from roadmaps.models.goals import METRIC_LENGTH
from roadmaps.numbers import NumberField, for_typing, parse_number

EARLIEST, LONGEST = date(2000, 1, 1), timedelta(days=3653)
MOST_TEXT, MOST_FAULTS, QUOTED = 20_000, 12, 40
COPIED = ("name", "metric", "unit", "direction")  # what is taken over from a goal of the framework

FAULTS = {
    "columns": _("Line %(line)d has more than two columns; paste the period and the value only."),
    "period": _("Line %(line)d: “%(text)s” is no period. Write 2026-03, March 2026 or Q1 2026."),
    "ambiguous_day": _("Line %(line)d: “%(text)s” can be read as two different months. Write 2026-03."),
    "quarter_for_month": _("Line %(line)d: “%(text)s” is a quarter, but the values are monthly."),
    "twice": _("Line %(line)d names a period that has a value already."),
    "future": _("Line %(line)d is about a period that has not begun."),
    "ancient": _("Line %(line)d is about a year before 1990."),
    "value": _("Line %(line)d has no value. Leave the line out, or add the value."),
    "invalid": _("Line %(line)d: “%(text)s” is no number. Write figures, for example 1234.5."),
    "ambiguous": _(
        "Line %(line)d: “%(text)s” could mean thousands or decimals. Leave out the separator of thousands."
    ),
    "large": _("Line %(line)d: “%(text)s” is too large. Choose a larger unit."),
    "fine": _("Line %(line)d: “%(text)s” has more than four decimals."),
    "many": _("These are more than %(most)d lines. Leave out the oldest."),
}


class GoalField(forms.ModelChoiceField):
    def label_from_instance(self, goal: BusinessGoal) -> str:
        return goal.name


class GoalForm(forms.Form):
    """``version`` is that of the goal that the page showed, 0 where there was none."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    catalogue = GoalField(
        label=_("Goal of the framework"),
        queryset=BusinessGoal.objects.none(),
        empty_label=_("A goal of our own"),
        required=False,
    )
    name = TextField(
        label=_("Goal"),
        max_length=Goal._meta.get_field("name").max_length,
        error_messages={"required": _("Name the goal.")},
    )
    why = TextField(
        label=_("Why does it matter now?"),
        multiline=True,
        max_length=TEXT_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    owner_name = TextField(label=_("Owner"), max_length=NAME_LENGTH, required=False)
    metric = TextField(
        label=_("Metric"),
        help_text=_("What is counted or divided by what."),
        max_length=METRIC_LENGTH,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    unit = TextField(
        label=_("Unit"), help_text=_("For example %, days or €."), max_length=UNIT_LENGTH, required=False
    )
    direction = forms.ChoiceField(
        label=_("Which way is better?"),
        choices=[
            (BusinessGoal.Direction.UP, _("It should rise")),
            (BusinessGoal.Direction.DOWN, _("It should fall")),
        ],
    )
    baseline = NumberField(label=_("Baseline"), help_text=_("Where it is now."), required=False)
    target = NumberField(label=_("Target"), help_text=_("Where it should be."), required=False)
    deadline = forms.DateField(
        label=_("Deadline"),
        required=False,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": _("Enter a date as year-month-day, for example 2026-03-31.")},
    )
    basis = forms.ChoiceField(
        label=_("Where does the target come from?"),
        choices=[("", _("Not said yet")), *Basis.choices],
        required=False,
    )
    interval = forms.ChoiceField(
        label=_("How often is it measured?"),
        choices=[(Goal.Interval.MONTH, _("Every month")), (Goal.Interval.QUARTER, _("Every quarter"))],
    )
    values = TextField(
        label=_("Values of the metric"),
        help_text=_(
            "One line a period: the period, then the value. You can paste two columns from a spreadsheet."
        ),
        multiline=True,
        max_length=MOST_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
    )

    def __init__(self, *args: Any, assessment: Assessment, today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        self.today = today
        choice = cast("forms.ModelChoiceField[BusinessGoal]", self.fields["catalogue"])
        choice.queryset = BusinessGoal.objects.filter(version=assessment.version_id)

    def clean_deadline(self) -> date | None:
        deadline: date | None = self.cleaned_data["deadline"]
        if deadline is not None and not EARLIEST <= deadline <= self.today + LONGEST:
            raise ValidationError(_("Choose a deadline within the next ten years."), code="deadline")
        return deadline

    def clean_values(self) -> Values:
        interval = self.cleaned_data.get("interval")
        if interval is None:
            return ()
        language = get_language() or "en"
        values, faults = read_values(
            self.cleaned_data["values"],
            interval=interval,
            today=self.today,
            number=partial(parse_number, language=language),
            day_first=not language.startswith("en"),
        )
        if faults:
            raise ValidationError(list(_errors(faults)))
        return values

    def content(self) -> GoalContent:
        return GoalContent(**{name: self.cleaned_data[name] for name in GoalContent.__slots__})

    def typed(self) -> dict[str, Any]:
        """What stands in the boxes, right or wrong."""
        return {bound.name: bound.value() for bound in self}


def _errors(faults: tuple[Fault, ...]) -> Iterable[ValidationError]:
    for fault in faults[:MOST_FAULTS]:
        text = fault.text if len(fault.text) <= QUOTED else f"{fault.text[:QUOTED]}…"
        params = {"line": fault.line, "text": text, "most": MOST_LINES}
        yield ValidationError(FAULTS[fault.code], code=fault.code, params=params)
    more = len(faults) - MOST_FAULTS
    if more > 0:
        words = ngettext("%(count)d more line is faulty.", "%(count)d more lines are faulty.", more)
        yield ValidationError(words, code="more", params={"count": more})


def initial_of(goal: Goal) -> dict[str, Any]:
    """The form of a goal as it stands."""
    values = goal.values.values_list("period", "value")
    return {
        **{name: getattr(goal, name) for name in GoalContent.__slots__},
        "version": goal.version,
        "values": typed_values(values, goal.interval),
    }


def typed_values(values: Iterable[tuple[date, Decimal]], interval: str) -> str:
    """The values a line each, as the box takes them in the active language."""
    return "\n".join(f"{_typed_period(day, interval)}; {for_typing(value)}" for day, value in values)


def _typed_period(day: date, interval: str) -> str:
    return f"{day:%Y-%m}" if interval == Goal.Interval.MONTH else f"{day.year}-Q{(day.month + 2) // 3}"
