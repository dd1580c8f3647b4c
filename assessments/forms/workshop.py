"""A vote, and the level that a workshop agreed on with one line of why."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from assessments.content import Content, QuestionText
from assessments.forms.answers import AnswersForm, field_name, values_of
from assessments.forms.fields import TextField
from assessments.progress import Answers

WHY_LENGTH = 500


class AgreedForm(forms.Form):
    """``ranks`` are the levels that can be agreed on."""

    level = forms.TypedChoiceField(
        coerce=int,
        error_messages={
            "required": _("Choose the agreed level."),
            "invalid_choice": _("Choose a level between the lowest and the highest that was given."),
        },
    )
    why = TextField(
        max_length=WHY_LENGTH, error_messages={"required": _("Say in one line why this level was agreed on.")}
    )

    def __init__(self, *args: Any, ranks: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        choices = [(rank, str(rank)) for rank in ranks]
        self.fields["level"].choices = choices  # type: ignore[attr-defined]


def vote_form(
    posted: Mapping[str, Any], *, question: QuestionText, content: Content, answers: Answers
) -> AnswersForm:
    """A vote as the form of that one answer: its evidence, which a phone does not show, stays as stored."""
    stored = values_of(answers.get(question.slug))
    voted = {name: posted.get(name, "") for name in ("answer", "reason", "version", "seq")}
    data = {field_name(question.slug, part): value for part, value in {**stored, **voted}.items()}
    data["writer"] = posted.get("writer", "")
    return AnswersForm(data, questions=[question], levels=content.levels, answers=answers)


def faults_of(form: AnswersForm, question: QuestionText) -> dict[str, str]:
    """Why this is no vote, by part: a draft may lack its answer or its reason, a vote may not."""
    form.is_valid()
    faults = {
        part: message
        for part, message in form.messages_of(question.slug).items()
        if part in {"answer", "reason"}
    }
    if not form.data[field_name(question.slug, "answer")]:
        faults["answer"] = gettext("Choose one of the answers.")
    elif not faults and form.is_refused(question.slug):
        faults["answer"] = gettext("This vote cannot be read. Reload the page and vote again.")
    return faults
