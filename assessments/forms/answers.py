"""One dynamic form for any page of questions, and for a single answer that saves itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.actions import AnswerContent
from assessments.content import LevelText, QuestionText
from assessments.forms.fields import LinkField, PastDateField, TextField
from assessments.models import Answer, Level
from assessments.models.answers import LINK_LENGTH, NOTE_LENGTH, REASON_LENGTH
from assessments.progress import Answers

PARTS = ("answer", "reason", "note", "link", "dated")
UNKNOWN, NOT_APPLICABLE = Answer.State.UNKNOWN.value, Answer.State.NOT_APPLICABLE.value

NO_REASON = _("Say why it does not apply; without a reason it does not count as answered.")


def field_name(slug: str, part: str) -> str:
    return f"{slug}-{part}"


def values_of(answer: Answer | None) -> dict[str, str]:
    """A stored answer as the texts that its form fields show."""
    if answer is None:
        return dict.fromkeys(PARTS, "")
    choice = {Answer.State.BLANK: "", Answer.State.LEVEL: str(answer.level.rank) if answer.level else ""}
    return {
        "answer": choice.get(Answer.State(answer.state), answer.state),
        "reason": answer.reason,
        "note": answer.note,
        "link": answer.link,
        "dated": answer.dated.isoformat() if answer.dated else "",
    }


class AnswersForm(forms.Form):
    """The answers to some questions of one assessment; each part of each is judged on its own.

    ``writer`` names the browser page, ``<slug>-version`` the version of the answer that it showed and
    ``<slug>-seq`` how many times the page has saved it; see ``actions.save_answer``.
    """

    writer = forms.UUIDField(required=False)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        questions: Iterable[QuestionText],
        levels: Iterable[LevelText],
        answers: Answers,
    ) -> None:
        super().__init__(data)
        self.questions = tuple(questions)
        self.answers = answers
        ranks = [str(level.rank) for level in levels]
        # A page that is only shown needs none of its many fields.
        for question in self.questions if self.is_bound else ():
            self._add_fields(question, ranks)

    def _add_fields(self, question: QuestionText, ranks: list[str]) -> None:
        choices = ["", *ranks, UNKNOWN, NOT_APPLICABLE]
        parts = {
            "answer": forms.ChoiceField(
                choices=[(choice, choice) for choice in choices],
                required=False,
                error_messages={"invalid_choice": _("This is not one of the answers.")},
            ),
            "reason": TextField(max_length=REASON_LENGTH, required=False),
            "note": TextField(multiline=True, max_length=NOTE_LENGTH, required=False),
            "link": LinkField(max_length=LINK_LENGTH, required=False),
            "dated": PastDateField(required=False),
            "version": forms.IntegerField(min_value=0, required=False),
            "seq": forms.IntegerField(min_value=0, max_value=2**31 - 1, required=False),
        }
        for part, field in parts.items():
            self.fields[field_name(question.slug, part)] = field

    def clean(self) -> None:
        for question in self.questions:
            name = field_name(question.slug, "answer")
            if question.key and self.cleaned_data.get(name) == NOT_APPLICABLE:
                self.add_error(
                    name, _("A key practice always applies. Pick a level, or that you don't know.")
                )

    def part(self, slug: str, part: str) -> Any:
        """What was typed, cleaned; what is stored where it was refused."""
        name = field_name(slug, part)
        if name not in self.errors:
            return self.cleaned_data[name]
        stored = self.answers.get(slug)
        return getattr(stored, part, None if part == "dated" else "") if stored else None

    def number(self, slug: str, part: str) -> int:
        return self.cleaned_data.get(field_name(slug, part)) or 0

    def is_refused(self, slug: str) -> bool:
        """The card was not sent, or its answer is none of this question: nothing of it may be written."""
        if field_name(slug, "version") not in self.data:
            return True
        return any(field_name(slug, part) in self.errors for part in ("answer", "version", "seq"))

    def content(self, slug: str, levels: Mapping[int, Level]) -> AnswerContent:
        """What to store; parts with an error keep what is stored. Not for refused cards."""
        answer: str = self.cleaned_data[field_name(slug, "answer")]
        dated: date | None = self.part(slug, "dated")
        states = {
            "": Answer.State.BLANK,
            UNKNOWN: Answer.State.UNKNOWN,
            NOT_APPLICABLE: Answer.State.NOT_APPLICABLE,
        }
        state = states.get(answer, Answer.State.LEVEL)
        return AnswerContent(
            state=state.value,
            level=levels[int(answer)] if state == Answer.State.LEVEL else None,
            reason=(self.part(slug, "reason") or "") if state == Answer.State.NOT_APPLICABLE else "",
            note=self.part(slug, "note") or "",
            link=self.part(slug, "link") or "",
            dated=dated,
        )

    def errors_of(self, slug: str) -> dict[str, str]:
        """The messages of one question by part."""
        return {
            part: str(self.errors[field_name(slug, part)][0])
            for part in PARTS
            if field_name(slug, part) in self.errors
        }

    def values(self, slug: str) -> dict[str, str]:
        """The texts that were typed into the fields."""
        return {part: str(self.data.get(field_name(slug, part), "")) for part in PARTS}

    def incomplete(self) -> list[str]:
        """Slugs of questions that are said not to apply, without the reason that makes this an answer."""
        return [
            question.slug
            for question in self.questions
            if self.cleaned_data.get(field_name(question.slug, "answer")) == NOT_APPLICABLE
            and not self.part(question.slug, "reason")
        ]

    def messages_of(self, slug: str) -> dict[str, str]:
        """Like ``errors_of``, with the missing reason, which a draft may lack and a page names."""
        messages = self.errors_of(slug)
        if slug in self.incomplete():
            messages.setdefault("reason", str(NO_REASON))
        return messages
