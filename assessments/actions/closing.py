"""Finishing, closing the answering, opening it again, and opening a sealed assessment again."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.anonymising import anonymise
from assessments.actions.locking import lock, lock_answerable, lock_open
from assessments.actions.recording import record_about
from assessments.anonymity import enough
from assessments.models import Answer, Assessment, Reopening, Respondent, StoredResult
from assessments.reopening import reason_against
from assessments.responses import counted


class NothingAnsweredError(Exception):
    """Whoever finishes has answered nothing yet."""


class NumbersShownError(Exception):
    """An anonymous assessment has closed with enough people: a further answer would stand out."""


class NotReopenableError(Exception):
    """Sealed for too long, or something was built on it; ``code`` is as of ``why_not_reopenable``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@transaction.atomic
def finish(*, respondent: Respondent) -> Assessment:
    """Notes that a respondent has finished; in an anonymous assessment that cuts their answers off from them.

    Done again it changes nothing. Raises SealedError, ClosedError, NothingAnsweredError, and
    Respondent.DoesNotExist when another device of theirs was first.
    """
    locked = lock_answerable(respondent.assessment_id)
    current = locked.respondents.get(pk=respondent.pk)
    if not any(answer.is_complete for answer in Answer.objects.filter(respondent=current)):
        raise NothingAnsweredError
    if locked.names_hidden:
        anonymise(locked, current)
    elif current.finished_at is None:
        current.finished_at = timezone.now()
        current.save(update_fields=["finished_at"])
        locked.invitations.filter(respondent=current).update(finished=True)
    return locked


@transaction.atomic
def set_closing_date(
    *, assessment: Assessment, closes_at: datetime | None, actor: User | None = None
) -> Assessment:
    """Sets, alters or removes (None) the time from which answers are refused.

    Raises SealedError, ValueError for a time that has passed, and NumbersShownError.
    """
    locked = lock_open(assessment.pk)
    if closes_at is not None and closes_at <= timezone.now():
        raise ValueError("The closing date has to lie ahead.")
    if locked.closes_at == closes_at:
        return locked
    if locked.is_closed:
        _refuse_if_shown(locked)
    locked.closes_at = closes_at
    locked.save(update_fields=["closes_at"])
    record_about(
        Event.ASSESSMENT_CLOSING, locked, actor, closes_at=closes_at.isoformat() if closes_at else None
    )
    return locked


@transaction.atomic
def close_answering(*, assessment: Assessment, actor: User | None = None) -> Assessment:
    """Takes no answers from now on. Raises SealedError."""
    locked = lock_open(assessment.pk)
    if locked.is_closed:
        return locked
    locked.closed_at = timezone.now()
    locked.save(update_fields=["closed_at"])
    record_about(Event.ASSESSMENT_CLOSED, locked, actor)
    return locked


@transaction.atomic
def open_answering(*, assessment: Assessment, actor: User | None = None) -> Assessment:
    """Takes answers again; a closing date that has passed goes. Raises SealedError and NumbersShownError."""
    locked = lock_open(assessment.pk)
    if not locked.is_closed:
        return locked
    _refuse_if_shown(locked)
    _take_answers(locked)
    record_about(Event.ASSESSMENT_OPENED, locked, actor, again=True)
    return locked


def numbers_are_shown(assessment: Assessment) -> bool:
    """The answering of an anonymous assessment has closed and enough have finished.

    From then on one more answer could be told from what it changes.
    """
    return assessment.names_hidden and assessment.is_closed and enough(counted(assessment).count())


def _refuse_if_shown(locked: Assessment) -> None:
    if numbers_are_shown(locked):
        raise NumbersShownError


def _take_answers(locked: Assessment) -> None:
    locked.closed_at = None
    if locked.is_past_closing_date:
        locked.closes_at = None
    locked.save(update_fields=["closed_at", "closes_at"])


def why_not_reopenable(assessment: Assessment) -> str:
    """Either "late", "next_round" or what was registered; "" when it can be opened again."""
    if not assessment.is_reopenable:
        return "late"
    return "next_round" if assessment.next_rounds.exists() else reason_against(assessment)


@transaction.atomic
def reopen(*, assessment: Assessment, why: str, actor: User | None = None) -> Assessment:
    """Opens a sealed assessment again, within a day; the result that it had is kept with the reason.

    Named respondents can answer again; anonymous ones cannot, since what they changed would stand out. An
    open assessment stays as it is. Raises NotReopenableError, and ValueError without a reason.
    """
    if not why.strip():
        raise ValueError("Reopening needs a reason.")
    locked = lock(assessment.pk)
    if locked.submitted_at is None:
        return locked
    code = why_not_reopenable(locked)
    if code:
        raise NotReopenableError(code)
    stored = StoredResult.objects.get(pk=locked.pk)
    Reopening.objects.create(
        assessment=locked,
        reopened_by=actor,
        why=why,
        submitted_at=locked.submitted_at,
        scorer=stored.scorer,
        data=stored.data,
    )
    stored.delete()
    locked.submitted_at = None
    locked.save(update_fields=["submitted_at"])
    if locked.names_hidden:
        locked.closed_at = locked.closed_at or timezone.now()
        locked.save(update_fields=["closed_at"])
    else:
        _take_answers(locked)
    record_about(Event.ASSESSMENT_REOPENED, locked, actor, why=why)
    return locked
