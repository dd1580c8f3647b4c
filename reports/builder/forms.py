"""The choices of a report as a form, which is the same for a page, a preview, a preset and a kept report."""

from typing import Any, cast
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.forms import LanguageSelect
from assessments.forms.fields import TextField
from reports.models import ReportPreset
from reports.report.choices import ANSWERS, PRESETS, REDACTED, SECTIONS, Choices
from reports.report.sections import TITLES

SWITCHES = ("answers", "names", "evidence", "notes", "identity", "consultancy")
"""The choices that are yes or no."""
NOT_REDACTED = ("names", "evidence", "notes", "identity", "answers")
KEYS = ("preset", "order", "sections", "language", *SWITCHES, "look")


class ChoicesForm(forms.Form):
    """What a report holds; ``order`` has every section, ``sections`` those that are in."""

    preset = forms.ChoiceField(choices=[(code, code) for code in PRESETS], widget=forms.HiddenInput)
    order = forms.MultipleChoiceField(
        choices=[(code, code) for code in SECTIONS], required=False, widget=forms.MultipleHiddenInput
    )
    sections = forms.MultipleChoiceField(
        label=_("Sections"),
        choices=list(TITLES.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Choose at least one section."),
            "invalid_choice": _("Choose from the sections in the list."),
        },
    )
    language = forms.ChoiceField(
        label=_("Language of the report"),
        choices=settings.LANGUAGES,
        widget=LanguageSelect,
        error_messages={
            "required": _("Choose one of the languages in the list."),
            "invalid_choice": _("Choose one of the languages in the list."),
        },
    )
    answers = forms.BooleanField(
        label=_("Each respondent’s answers"),
        help_text=_("Who chose which level, question by question. Without them only what they add up to."),
        required=False,
    )
    names = forms.BooleanField(
        label=_("Names of people"),
        help_text=_(
            "Respondents, owners, consultants. Without them respondents are numbered and owners left out."
        ),
        required=False,
    )
    evidence = forms.BooleanField(
        label=_("Evidence"),
        help_text=_("Notes, links, dates, and why a question does not apply. Levels do not change by it."),
        required=False,
    )
    notes = forms.BooleanField(
        label=_("What people wrote"),
        help_text=_(
            "Findings that were handed over, comments, replies, reasons, lines of check-ins, and the edits of"
            " the summary. These texts may name somebody or tell which company it is."
        ),
        required=False,
    )
    identity = forms.BooleanField(
        label=_("Who the organisation is"),
        help_text=_(
            "Its name, logo and colour, the team, and titles that the team gave. Without it the report says"
            " “A sales team”."
        ),
        required=False,
    )
    consultancy = forms.BooleanField(
        label=_("Your consultancy’s letterhead"),
        help_text=_("Its name, logo and disclaimer."),
        required=False,
    )
    look = forms.ChoiceField(
        label=_("Whose colour"),
        choices=[
            ("organisation", _("The organisation’s")),
            ("consultancy", _("Your consultancy’s")),
            ("product", _("None: the plain green")),
        ],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose whose colour the report has."),
            "invalid_choice": _("Choose whose colour the report has."),
        },
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if ANSWERS in given.get("sections", ()) and not given.get("answers"):
            self.add_error(
                "sections",
                _("“Every answer with its evidence” needs each respondent’s answers: tick both, or neither."),
            )
        if given.get("preset") == REDACTED.preset and any(given.get(name) for name in NOT_REDACTED):
            self.add_error(
                "preset",
                _(
                    "A redacted report has no names, answers, evidence or words of people, and does not say"
                    " who the organisation is. Untick these, or start from another preset."
                ),
            )
        return given

    def chosen(self) -> Choices:
        """Once the form is valid."""
        given = self.cleaned_data
        order = ordered(given["order"])
        return Choices(
            preset=given["preset"],
            sections=tuple(code for code in order if code in given["sections"]),
            language=given["language"],
            look=given["look"],
            **{name: given[name] for name in SWITCHES},
        )


class PresetForm(forms.Form):
    """The name under which choices are saved."""

    preset_name = TextField(
        label=_("Save these choices as a preset"),
        help_text=_("Under a name, for your reports to come."),
        max_length=cast(int, ReportPreset._meta.get_field("name").max_length),
        error_messages={"required": _("Give the preset a name.")},
    )


def ordered(codes: Any) -> list[str]:
    """Every section: those that are named in their order, then the others."""
    known = [code for code in dict.fromkeys(codes) if code in SECTIONS]
    return known + [code for code in SECTIONS if code not in known]


def moved(codes: list[str], code: str, step: int) -> list[str]:
    """The order with a section one place up (-1) or down (1), if there is one."""
    order = ordered(codes)
    if code not in order or not 0 <= order.index(code) + step < len(order):
        return order
    place = order.index(code)
    order[place], order[place + step] = order[place + step], order[place]
    return order


def data_of(choices: Choices) -> dict[str, Any]:
    """The choices as the form has them."""
    return {**choices.as_data(), "order": ordered(choices.sections)}


def query_of(data: QueryDict | Choices) -> str:
    """The choices as the query of an address: as chosen, or as somebody sent them, right or not."""
    if isinstance(data, Choices):
        given = data_of(data)
        pairs = [(key, "on" if given[key] is True else given[key]) for key in KEYS if given[key] is not False]
        return urlencode(pairs, doseq=True)
    return urlencode([(key, value) for key in KEYS for value in data.getlist(key)])


def holds_choices(data: QueryDict) -> bool:
    """Whether an address carries choices of its own."""
    return "order" in data or "sections" in data


def initial_of(data: QueryDict) -> dict[str, Any]:
    """What somebody sent, right or not, for a form that shows it without judging it."""
    return {
        "preset": data.get("preset", "full") if data.get("preset") in PRESETS else "full",
        "order": ordered(data.getlist("order")),
        "sections": data.getlist("sections"),
        "language": data.get("language", ""),
        "look": data.get("look", ""),
        **{name: name in data for name in SWITCHES},
    }
