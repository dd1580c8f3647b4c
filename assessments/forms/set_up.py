"""The set-up of an assessment: team, framework and rubric, the one goal, the signs that ring true."""

from typing import Any, cast

from crispy_forms.helper import FormHelper
from crispy_forms.layout import Fieldset, Layout
from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.forms.utils import ErrorList
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Organisation, User
from assessments.forms.fields import TextField
from assessments.models import Assessment, BusinessGoal, FrameworkVersion, Respondent, Rubric, WarningSign

NO_GOAL = _("We have not chosen one yet")


def organisations_run_by(user: User | None) -> QuerySet[Organisation]:
    """Those in which this user may start an assessment."""
    if user is None or not user.email_confirmed:
        return Organisation.objects.none()
    return Organisation.objects.filter(
        memberships__user=user, memberships__role__in=Membership.RUNNING_ROLES
    ).distinct()


class OrganisationField(forms.ModelChoiceField):
    """Refuses what is no id at all like an organisation that the visitor does not run."""

    default_error_messages = {"invalid_choice": _("Choose one of the organisations in the list.")}

    def to_python(self, value: Any) -> Any:
        try:
            return super().to_python(value)
        except ValidationError:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice") from None


class RubricField(forms.ModelChoiceField):
    def label_from_instance(self, rubric: Rubric) -> str:
        return f"{rubric.name}: {' → '.join(level.name for level in rubric.levels.all())}"


class SignsField(forms.ModelMultipleChoiceField):
    """Refuses numbers beyond what the database can look up like any other that it does not have."""

    def clean(self, value: Any) -> Any:
        try:
            return super().clean(value)
        except OverflowError:
            message = self.error_messages["invalid_choice"]
            raise ValidationError(message, code="invalid_choice", params={"value": "…"}) from None


class SetUpForm(forms.Form):
    """Everything that is asked before the first question, for one framework version.

    With an assessment the form changes it; the framework, and who it belongs to, then stand. Without
    ``asks_who`` there is nobody to name: whoever opened it answers no more, or has finished anonymously.
    """

    team = TextField(
        label=_("Which team is this about?"),
        help_text=_("For example “Mid-market sales, Benelux”. It stands at the top of the report."),
        max_length=Assessment._meta.get_field("team").max_length,
        error_messages={"required": _("Name the team that this is about.")},
    )
    organisation = OrganisationField(
        label=_("Whose assessment is it?"),
        help_text=_(
            "Everyone who leads or advises the organisation can then open it; its members read the report."
        ),
        queryset=Organisation.objects.none(),
        empty_label=_("Mine only"),
        required=False,
    )
    rubric = RubricField(
        label=_("How many levels?"),
        help_text=_(
            "Choose the one that your colleagues already use. Fewer levels are enough to start with."
        ),
        queryset=Rubric.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
        error_messages={"required": _("Choose how many levels there are.")},
    )
    goal: "forms.ModelChoiceField[BusinessGoal]" = forms.ModelChoiceField(
        label=_("Which one business goal matters most now?"),
        help_text=_(
            "It decides which gaps count most: the same gap weighs more for one goal than for another."
        ),
        queryset=BusinessGoal.objects.none(),
        widget=forms.RadioSelect,
        empty_label=NO_GOAL,
        blank=True,  # or radio buttons lose the choice of none
        required=False,
    )
    warning_signs = SignsField(
        label=_("Which of these ring true?"),
        help_text=_("Tick what you have seen in the last two quarters; none is an answer too."),
        queryset=WarningSign.objects.none(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    name = TextField(
        label=_("Your name (optional)"),
        max_length=Respondent._meta.get_field("name").max_length,
        required=False,
    )
    function = forms.ChoiceField(
        label=_("Your function (optional)"),
        choices=[("", _("Not given")), *Respondent.Function.choices],
        required=False,
    )

    def __init__(
        self,
        *args: Any,
        version: FrameworkVersion,
        user: User | None,
        assessment: Assessment | None = None,
        rubric_stands: bool = False,
        asks_who: bool = True,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        rubrics = list(version.rubrics.all())
        rubric = self._offer("rubric", version.rubrics.prefetch_related("levels"))
        rubric.initial = next(iter(rubrics), None)
        rubric.disabled = rubric_stands
        if len(rubrics) == 1:
            rubric.help_text = _("This framework has one set of levels.")
        if rubric_stands:
            rubric.help_text = _("Fixed, because answers were given with these levels.")
        self._offer("goal", version.goals.all())
        self._offer("warning_signs", version.warning_signs.all())
        organisations = organisations_run_by(user)
        self._offer("organisation", organisations)
        if assessment is not None or not organisations.exists():
            del self.fields["organisation"]
        if not asks_who:
            del self.fields["name"], self.fields["function"]
        self.helper = self._helper()

    def show(self, typed: QueryDict) -> None:
        """Fills the form with what was typed so far, without judging it."""
        for name, field in self.fields.items():
            if not field.disabled:
                self.initial[name] = field.widget.value_from_datadict(typed, MultiValueDict(), name)

    def _offer(self, name: str, rows: QuerySet[Any]) -> "forms.ModelChoiceField[Any]":
        field = cast("forms.ModelChoiceField[Any]", self.fields[name])
        field.queryset = rows
        return field

    def _helper(self) -> FormHelper:
        helper = FormHelper()
        helper.form_tag = False
        helper.disable_csrf = True
        helper.form_show_errors = True
        about = [name for name in ("team", "organisation", "rubric") if name in self.fields]
        parts = [
            Fieldset(_("The team"), *about),
            Fieldset(_("What it is for"), "goal", "warning_signs"),
        ]
        if "name" in self.fields:
            parts.append(Fieldset(_("You"), "name", "function"))
        helper.layout = Layout(*parts)
        return helper

    def summary(self) -> list[tuple[str, str]]:
        """Each error with the id of the field to go to."""
        choices = (forms.RadioSelect, forms.CheckboxSelectMultiple)
        return [
            (
                f"{self[name].auto_id}_0"
                if isinstance(self.fields[name].widget, choices)
                else self[name].auto_id,
                str(message),
            )
            for name, messages in self._errors_by_field()
            for message in messages
        ]

    def _errors_by_field(self) -> list[tuple[str, ErrorList]]:
        """What concerns the whole form leads to the first field."""
        first = next(iter(self.fields))
        return [(first if name == NON_FIELD_ERRORS else name, errors) for name, errors in self.errors.items()]


class AddressForm(forms.Form):
    """Where to mail the secret link to."""

    email = forms.EmailField(
        label=_("Your e-mail address"),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _("Enter the address that the link should go to."),
            "invalid": _("Enter a whole e-mail address, for example anna@example.com."),
        },
    )
