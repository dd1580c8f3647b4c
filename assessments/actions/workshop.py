"""Running the workshop. Every change of it holds the assessment's lock and so has one effect.

What is on the screen moves by compare-and-set on ``Workshop.step``: of two screens that go on at once, one
does and the other is told. A vote is an answer like any other, saved under the same lock, so that it is
either in the distribution that is revealed or refused. Where answering was closed meanwhile, the workshop
goes on to its consensus without votes.
"""

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.answers import Save, write_answer
from assessments.actions.consensus import record_consensus, withdraw_consensus
from assessments.actions.locking import lock_open
from assessments.actions.recording import record_about
from assessments.models import (
    Answer,
    Assessment,
    Level,
    Question,
    Respondent,
    Workshop,
    WorkshopSeat,
)


class NoWorkshopError(Exception):
    """No workshop runs, or none any more."""


class StaleStepError(Exception):
    """Another screen changed the workshop since this one last saw it."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__("The workshop went on meanwhile.")
        self.workshop = workshop


class VoteRefusedError(Exception):
    """The vote came too late; ``why`` is "former" question, "revealed" or "closed". Nothing was saved."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


@transaction.atomic
def start_workshop(*, assessment: Assessment, started_by: User | None = None) -> Workshop:
    """Starts the workshop, anew where it had ended; changes nothing while one runs.

    Raises SealedError, and ValueError where respondents are anonymous (a vote in a room is seen) or answering
    is closed.
    """
    locked = lock_open(assessment.pk)
    workshop = Workshop.objects.filter(pk=locked.pk).first()
    if workshop is not None and workshop.ended_at is None:
        return workshop
    if locked.names_hidden or locked.is_closed:
        raise ValueError("A workshop needs named respondents who can still answer.")
    if workshop is None:
        workshop = Workshop.objects.create(assessment=locked)
    else:
        workshop.seats.all().delete()
        workshop.started_at, workshop.ended_at = timezone.now(), None
        _change(workshop, question=None)
    record_about(Event.WORKSHOP_STARTED, locked, started_by)
    return workshop


@transaction.atomic
def show_question(*, assessment: Assessment, step: int, question: Question) -> Workshop:
    """Puts a question on the screen and asks for votes on it, again where it was there before.

    Raises SealedError, NoWorkshopError and StaleStepError; ValueError for a question of another version.
    """
    if question.domain.version_id != assessment.version_id:
        raise ValueError("The question must belong to the assessment's framework version.")
    workshop = _running(assessment, step)
    workshop.seats.update(voted_on=None)
    return _change(workshop, question=question)


@transaction.atomic
def reveal_votes(*, assessment: Assessment, step: int) -> Workshop:
    """Shows the distribution of what is on the screen; nobody votes on it any more. Raises like above."""
    workshop = _running(assessment, step)
    return _change(workshop, question=workshop.question, revealed=workshop.question_id is not None)


@transaction.atomic
def reopen_votes(*, assessment: Assessment, step: int) -> Workshop:
    """Hides the distribution again, so that votes can change. Raises like above."""
    workshop = _running(assessment, step)
    return _change(workshop, question=workshop.question)


@transaction.atomic
def end_workshop(*, assessment: Assessment, step: int, ended_by: User | None = None) -> Workshop:
    """Ends the workshop; the answers and what was agreed stay as they are. Raises like above."""
    workshop = _running(assessment, step)
    workshop.ended_at = timezone.now()
    record_about(Event.WORKSHOP_ENDED, assessment, ended_by)
    return _change(workshop, question=None)


@transaction.atomic
def agree_and_go_on(
    *,
    assessment: Assessment,
    step: int,
    level: Level,
    why: str,
    following: Question | None,
    recorded_by: User | None = None,
    seen: str | None = None,
) -> Workshop:
    """Records the agreed level of the question on the screen and goes on, or ends after the last question.

    Both or neither. Raises like above, and like ``record_consensus``.
    """
    record_consensus(
        assessment=assessment,
        question=_revealed_question(assessment, step),
        level=level,
        why=why,
        recorded_by=recorded_by,
        seen=seen,
    )
    return _go_on(assessment, step, following, recorded_by)


@transaction.atomic
def let_median_stand(
    *,
    assessment: Assessment,
    step: int,
    following: Question | None,
    actor: User | None = None,
    seen: str | None = None,
) -> Workshop:
    """Goes on without a consensus on the question on the screen; one that was recorded is withdrawn.

    Raises like above, and like ``withdraw_consensus``.
    """
    question = _revealed_question(assessment, step)
    withdraw_consensus(assessment=assessment, question=question, withdrawn_by=actor, seen=seen)
    return _go_on(assessment, step, following, actor)


@transaction.atomic
def take_seat(*, respondent: Respondent) -> WorkshopSeat:
    """From now on the respondent takes part; once, however often. Raises SealedError and NoWorkshopError."""
    locked = lock_open(respondent.assessment_id)
    _workshop_of(locked)
    seat, _created = WorkshopSeat.objects.get_or_create(
        respondent=respondent, defaults={"workshop_id": locked.pk}
    )
    return seat


@transaction.atomic
def cast_vote(*, respondent: Respondent, question: Question, save: Save) -> Answer:
    """Saves the respondent's answer to the question on the screen as their vote.

    A retry of a vote that did arrive changes nothing, whatever is on the screen by then. Raises SealedError,
    NoWorkshopError, VoteRefusedError and StaleAnswerError.
    """
    locked = lock_open(respondent.assessment_id)
    stored = Answer.objects.filter(respondent=respondent, question=question).first()
    if (
        stored is not None
        and save.writer is not None
        and stored.writer == save.writer
        and save.repeats(stored)
    ):
        return stored
    workshop = _workshop_of(locked)
    if workshop.question_id != question.pk:
        raise VoteRefusedError("former")
    if workshop.revealed or locked.is_closed:
        raise VoteRefusedError("revealed" if workshop.revealed else "closed")
    answer = write_answer(save, respondent=respondent, question=question, stored=stored)
    WorkshopSeat.objects.update_or_create(
        respondent=respondent, defaults={"workshop": workshop, "voted_on": question}
    )
    return answer


def _workshop_of(locked: Assessment) -> Workshop:
    """The one that runs; none does where respondents were made anonymous since it began."""
    workshop = Workshop.objects.select_related("question").filter(pk=locked.pk, ended_at=None).first()
    if workshop is None or locked.names_hidden:
        raise NoWorkshopError
    return workshop


def _running(assessment: Assessment, step: int) -> Workshop:
    workshop = _workshop_of(lock_open(assessment.pk))
    if workshop.step != step:
        raise StaleStepError(workshop)
    return workshop


def _revealed_question(assessment: Assessment, step: int) -> Question:
    workshop = _running(assessment, step)
    if workshop.question is None or not workshop.revealed:
        raise StaleStepError(workshop)
    return workshop.question


def _go_on(assessment: Assessment, step: int, following: Question | None, actor: User | None) -> Workshop:
    if following is None:
        return end_workshop(assessment=assessment, step=step, ended_by=actor)
    return show_question(assessment=assessment, step=step, question=following)


def _change(workshop: Workshop, *, question: Question | None, revealed: bool = False) -> Workshop:
    workshop.question, workshop.revealed = question, revealed
    workshop.step += 1
    workshop.save(update_fields=["question", "revealed", "step", "started_at", "ended_at"])
    return workshop
