"""Saving one answer by compare-and-set, with its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from assessments.actions.locking import hold_open
from assessments.models import Answer, AnswerRevision, Level, Question, Respondent


class StaleAnswerError(Exception):
    """Somebody else, or another tab, saved this answer since the writer last saw it."""

    def __init__(self, stored: Answer) -> None:
        super().__init__("The answer was changed elsewhere.")
        self.stored = stored


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """What a respondent says to one question; ``level`` goes with the state "level" only."""

    state: str
    level: Level | None = None
    reason: str = ""
    note: str = ""
    link: str = ""
    dated: date | None = None

    def columns(self) -> dict[str, Any]:
        """By column name, like ``Answer.content()``."""
        return {
            "state": self.state,
            "level_id": self.level.pk if self.level else None,
            "reason": self.reason,
            "note": self.note,
            "link": self.link,
            "dated": self.dated,
        }


@transaction.atomic
def save_answer(
    *,
    respondent: Respondent,
    question: Question,
    content: AnswerContent,
    seen: int,
    writer: UUID | None = None,
    writer_seq: int = 0,
    saved_by: User | None = None,
) -> Answer:
    """Saves an answer if nobody else did since the writer saw version ``seen`` (0: no answer yet).

    A later save of the same page (``writer`` with a higher ``writer_seq``) passes as well, whatever overtook
    what on the way; an earlier or a repeated one changes nothing. Raises SealedError after submission, and
    StaleAnswerError with what is stored.
    """
    hold_open(respondent.assessment_id)
    stored = Answer.objects.filter(respondent=respondent, question=question).first()
    save = Save(content, seen, writer, writer_seq, saved_by)
    return write_answer(save, respondent=respondent, question=question, stored=stored)


@dataclass(frozen=True)
class Save:
    """One attempt to save; the fields are those of ``save_answer``."""

    content: AnswerContent
    seen: int
    writer: UUID | None = None
    writer_seq: int = 0
    saved_by: User | None = None

    def columns(self) -> dict[str, Any]:
        return self.content.columns() | {
            "carried": False,
            "reworded": False,
            "writer": self.writer,
            "writer_seq": self.writer_seq,
            "updated_at": timezone.now(),
        }

    def passes(self) -> Q:
        """The stored answer is the one the writer saw, or an earlier save of the same page."""
        seen = Q(version=self.seen)
        return seen | Q(writer=self.writer, writer_seq__lt=self.writer_seq) if self.writer else seen

    def repeats(self, stored: Answer) -> bool:
        """Nothing would be lost: this page already saved this or later, or the same content stands there."""
        if self.writer is not None and stored.writer == self.writer:
            return self.writer_seq <= stored.writer_seq
        return stored.content() == self.content.columns()


def write_answer(save: Save, *, respondent: Respondent, question: Question, stored: Answer | None) -> Answer:
    """``save_answer`` for a caller that holds the lock of an open assessment and read ``stored`` under it.

    Raises StaleAnswerError.
    """
    columns = save.columns()
    if stored is None:
        inserted = _inserted(respondent, question, columns)
        if inserted is not None:
            return _recorded(inserted, save.saved_by)
        stored = Answer.objects.get(respondent=respondent, question=question)
    elif _updated(stored, columns, save.passes()):
        return _recorded(stored, save.saved_by)
    if save.repeats(stored):
        return stored
    raise StaleAnswerError(stored)


def _updated(stored: Answer, columns: dict[str, Any], condition: Q) -> bool:
    """Compare and set: the condition is asked again by the database. ``stored`` becomes what is stored."""
    rows = Answer.objects.filter(condition, pk=stored.pk)
    if not rows.update(**columns, version=F("version") + 1):
        return False
    for name, value in columns.items():
        setattr(stored, name, value)
    stored.version += 1
    return True


def _inserted(respondent: Respondent, question: Question, columns: dict[str, Any]) -> Answer | None:
    """The first answer, or None when another process was first."""
    try:
        with transaction.atomic():
            return Answer.objects.create(respondent=respondent, question=question, **columns)
    except IntegrityError:
        return None


def _recorded(answer: Answer, saved_by: User | None) -> Answer:
    AnswerRevision.objects.create(
        answer=answer,
        version=answer.version,
        saved_at=answer.updated_at,
        saved_by=saved_by,
        **answer.content(),
    )
    return answer
