"""A question as its card on the page shows it; decides what the template prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.formats import date_format
from django.utils.translation import gettext

from assessments.content import LevelText, QuestionText
from assessments.forms.answers import NOT_APPLICABLE, UNKNOWN, AnswersForm, values_of
from assessments.models import Answer
from assessments.models.answers import NOTE_LENGTH


@dataclass(frozen=True)
class Option:
    """One choice: ``statement`` says what it means, ``level`` names the level."""

    value: str
    statement: str
    level: str
    checked: bool


@dataclass(frozen=True)
class Conflict:
    """What was typed here against what somebody else stored meanwhile, as lines of text."""

    yours: list[str]
    stored: list[str]


@dataclass(frozen=True)
class Card:
    slug: str
    position: str
    text: str
    hint: str
    evidence: str
    key: bool
    options: list[Option]
    choice: str
    values: Mapping[str, str]
    version: int
    carried: bool
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: Conflict | None = None
    note_length: int = NOTE_LENGTH

    @property
    def has_evidence(self) -> bool:
        """Evidence is shown unfolded where there is some, or a fault in it."""
        return any(self.values[part] or part in self.errors for part in ("note", "link", "dated"))


def build_card(
    question: QuestionText,
    *,
    position: int,
    form: AnswersForm,
    levels: Sequence[LevelText],
    conflict: Answer | None = None,
    errors: Mapping[str, str] | None = None,
) -> Card:
    """The card of one question; ``conflict`` is the answer that somebody else stored meanwhile."""
    stored = conflict or form.answers.get(question.slug)
    # What was typed belongs to the version it was typed on; without a fault the stored answer is shown.
    values = form.values(question.slug) if errors or conflict else values_of(stored)
    return Card(
        slug=question.slug,
        position=gettext("Question %(position)d of %(total)d")
        % {"position": position, "total": len(form.questions)},
        text=question.text,
        hint=question.hint,
        evidence=question.evidence,
        key=question.key,
        options=[
            Option(
                value=str(anchor.level),
                statement=anchor.statement,
                level=f"{anchor.level} · {levels[anchor.level - 1].name}",
                checked=values["answer"] == str(anchor.level),
            )
            for anchor in question.anchors
        ],
        choice=values["answer"],
        values=values,
        version=stored.version if stored else 0,
        carried=bool(stored and stored.carried),
        errors=errors or {},
        conflict=conflict_of(question, levels, values, conflict) if conflict else None,
    )


def conflict_of(
    question: QuestionText, levels: Sequence[LevelText], typed: Mapping[str, str], stored: Answer
) -> Conflict:
    return Conflict(
        yours=lines_of(question, levels, typed), stored=lines_of(question, levels, values_of(stored))
    )


def lines_of(question: QuestionText, levels: Sequence[LevelText], values: Mapping[str, str]) -> list[str]:
    """An answer in words, a line for each part that says something."""
    lines = [_choice_words(question, levels, values)]
    if values["note"]:
        lines.append(gettext("Note: %(note)s") % {"note": values["note"]})
    if values["link"]:
        lines.append(gettext("Link: %(link)s") % {"link": values["link"]})
    if values["dated"]:
        lines.append(gettext("Last true on %(date)s") % {"date": values["dated"]})
    return lines


def _choice_words(question: QuestionText, levels: Sequence[LevelText], values: Mapping[str, str]) -> str:
    choice = values["answer"]
    if choice == UNKNOWN:
        return gettext("We don’t know.")
    if choice == NOT_APPLICABLE:
        return gettext("Does not apply: %(reason)s") % {"reason": values["reason"] or "…"}
    if choice.isascii() and choice.isdigit() and 1 <= int(choice) <= len(levels):
        rank = int(choice)
        return f"{rank} · {levels[rank - 1].name}: {question.anchor(rank).statement}"
    return gettext("No answer yet.")


def answer_words(question: QuestionText, levels: Sequence[LevelText], answer: Answer | None) -> list[str]:
    """A stored answer in words, for the page that checks all answers."""
    values = values_of(answer)
    if answer is not None and answer.dated:
        values["dated"] = date_format(answer.dated, "DATE_FORMAT")
    return lines_of(question, levels, values)
