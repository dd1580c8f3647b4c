"""Saving one answer by compare-and-set, with its history."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from assessments.actions.locking import SealedError, hold_open
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
    columns = content.columns() | {
        "carried": False,
        "writer": writer,
        "writer_seq": writer_seq,
        "updated_at": timezone.now(),
    }
    stored = _locked(respondent, question)
    if stored is None:
        hold_open(respondent.assessment_id)
        stored = _inserted(respondent, question, columns)
        if stored is not None:
            return _recorded(stored, saved_by)
        stored = Answer.objects.get(respondent=respondent, question=question)
    elif _updated(stored, columns, _not_stale(seen, writer, writer_seq)):
        return _recorded(stored, saved_by)
    if _is_repeat(stored, content, writer, writer_seq):
        return stored
    raise StaleAnswerError(stored)


def _locked(respondent: Respondent, question: Question) -> Answer | None:
    """The stored answer, if any, with the assessment's row locked against sealing. Raises SealedError."""
    rows = Answer.objects.filter(respondent=respondent, question=question)
    locked = rows.select_for_update(of=("self", "respondent__assessment"))
    stored = locked.select_related("respondent__assessment").first()
    if stored is not None and stored.respondent.assessment.is_sealed:
        raise SealedError
    return stored


def _updated(stored: Answer, columns: dict[str, Any], condition: Q) -> bool:
    """Compare and set: the condition is asked again by the database. ``stored`` becomes what is stored."""
    rows = Answer.objects.filter(condition, pk=stored.pk)
    if not rows.update(**columns, version=F("version") + 1):
        return False
    for name, value in columns.items():
        setattr(stored, name, value)
    stored.version += 1
    return True


def _not_stale(seen: int, writer: UUID | None, writer_seq: int) -> Q:
    """The stored answer is the one the writer saw, or an earlier save of the same page."""
    return Q(version=seen) | (
        Q(writer=writer, writer_seq__lt=writer_seq) if writer is not None else Q(pk=None)
    )


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


def _is_repeat(stored: Answer, content: AnswerContent, writer: UUID | None, writer_seq: int) -> bool:
    """Nothing would be lost: the same page already saved this or later, or the same content stands there."""
    if writer is not None and stored.writer == writer and writer_seq <= stored.writer_seq:
        return True
    return stored.content() == content.columns()
