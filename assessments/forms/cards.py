"""A question as its card on the page shows it; decides what the template prints."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from assessments.content import Content, LevelText, QuestionText
from assessments.forms.answers import NOT_APPLICABLE, PARTS, UNKNOWN, AnswersForm, values_of
from assessments.models import Answer
from assessments.models.answers import NOTE_LENGTH
from assessments.rounds.former import Former


@dataclass(frozen=True)
class Conflict:
    """What was typed here against what somebody else stored meanwhile, as lines of text."""

    yours: list[str]
    stored: list[str]


@dataclass(frozen=True, slots=True)
class Carried:
    """An answer of the last round that is still to be confirmed.

    Without ``answered`` only its evidence came over, since its level does not exist any more. ``former`` is
    None where nothing was reworded, or the last round is gone; ``reads_alike`` when what changed is neither
    the question nor the statement that was picked, in this language.
    """

    answered: bool
    reworded: bool
    former: Former | None
    reads_alike: bool


@dataclass(frozen=True)
class Card:
    question: QuestionText
    levels: tuple[LevelText, ...]
    position: str
    values: Mapping[str, str]
    version: int
    carried: Carried | None
    unproven_most: int
    errors: Mapping[str, str] = field(default_factory=dict)
    conflict: Conflict | None = None

    @property
    def slug(self) -> str:
        return self.question.slug

    @property
    def is_unproven(self) -> bool:
        """The level that is picked counts less without a note or link, and there is neither."""
        choice = self.values["answer"]
        claims = choice.isascii() and choice.isdigit() and int(choice) > self.unproven_most
        return claims and not (self.values["note"].strip() or self.values["link"].strip())

    @property
    def is_unfolded(self) -> bool:
        """Evidence is shown unfolded where there is some, a fault in it, or the lack of it counts."""
        filled = any(self.values[part] or part in self.errors for part in ("note", "link", "dated"))
        return filled or self.is_unproven

    def context(self) -> dict[str, Any]:
        """What the template prints, all at the top: templates find that several times faster."""
        return {
            "slug": SafeString(self.slug),  # letters, digits, hyphens; printed many times
            "position": self.position,
            "text": self.question.text,
            "hint": self.question.hint,
            "evidence": self.question.evidence,
            "key": self.question.key,
            "options": [
                (str(anchor.level), anchor.statement, f"{anchor.level} · {level.name}")
                for anchor, level in zip(self.question.anchors, self.levels, strict=True)
            ],
            "version": self.version,
            "carried": self.carried,
            "conflict": self.conflict,
            "fault": bool(self.errors or self.conflict),
            "unfolded": self.is_unfolded,
            "unproven": self.is_unproven,
            "unproven_most": self.unproven_most,
            "note_length": NOTE_LENGTH,
            **{f"{part}_value": self.values[part] for part in PARTS},
            **{f"{part}_error": self.errors.get(part, "") for part in PARTS},
            "yours": self.conflict.yours if self.conflict else [],
            "stored": self.conflict.stored if self.conflict else [],
        }


def build_card(
    question: QuestionText,
    *,
    position: int,
    form: AnswersForm,
    levels: tuple[LevelText, ...],
    unproven_most: int,
    conflict: Answer | None = None,
    errors: Mapping[str, str] | None = None,
    former: Former | None = None,
) -> Card:
    """The card of one question; ``conflict`` is the answer that somebody else stored meanwhile."""
    stored = conflict or form.answers.get(question.slug)
    # What was typed belongs to the version it was typed on; without a fault the stored answer is shown.
    values = form.values(question.slug) if errors or conflict else values_of(stored)
    return Card(
        question=question,
        levels=levels,
        position=gettext("Question %(position)d of %(total)d")
        % {"position": position, "total": len(form.questions)},
        values=values,
        version=stored.version if stored else 0,
        carried=_carried(question, stored, former) if stored and stored.carried else None,
        unproven_most=unproven_most,
        errors=errors or {},
        conflict=conflict_of(question, levels, values, conflict) if conflict else None,
    )


def _carried(question: QuestionText, stored: Answer, former: Former | None) -> Carried:
    rank = stored.level.rank if stored.level is not None else None
    now = Former(question.text, question.anchor(rank).statement if rank is not None else "")
    return Carried(
        answered=stored.state != Answer.State.BLANK,
        reworded=stored.reworded,
        former=former,
        reads_alike=former == now,
    )


def build_cards(
    form: AnswersForm,
    content: Content,
    conflicts: Mapping[str, Answer] | None = None,
    *,
    former: Mapping[str, Former] | None = None,
) -> list[Card]:
    """The cards of the form's questions.

    By slug, ``conflicts`` are what somebody else stored meanwhile, ``former`` what the last round asked.
    """
    conflicts, former = conflicts or {}, former or {}
    return [
        build_card(
            question,
            position=position,
            form=form,
            levels=content.levels,
            unproven_most=content.unproven_most,
            conflict=conflicts.get(question.slug),
            errors=form.messages_of(question.slug) if form.is_bound else None,
            former=former.get(question.slug),
        )
        for position, question in enumerate(form.questions, start=1)
    ]


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
        lines.append(gettext("Last true: %(date)s") % {"date": values["dated"]})
    return lines


def _choice_words(question: QuestionText, levels: Sequence[LevelText], values: Mapping[str, str]) -> str:
    choice = values["answer"]
    if choice == UNKNOWN:
        return gettext("We don’t know.")
    if choice == NOT_APPLICABLE:
        if not values["reason"]:
            return gettext("Does not apply (reason missing)")
        return gettext("Does not apply: %(reason)s") % {"reason": values["reason"]}
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
