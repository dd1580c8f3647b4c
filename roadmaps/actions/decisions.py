"""Deciding about a pilot: scale, adjust or stop."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.forms.fields import shows_nothing
from assessments.models import Assessment
from roadmaps.actions.rules import note
from roadmaps.models import Initiative, Pilot
from roadmaps.models.fields import LINE_LENGTH, TEXT_LENGTH

Decision = Pilot.Decision
KINDS = {Decision.SCALE: Pilot.Kind.SCALED, Decision.ADJUST: Pilot.Kind.ADJUSTED}


class NotStartedError(Exception):
    """Nothing was tried yet, so there is nothing to decide about."""


class DecidedError(Exception):
    """It was decided about ``pilot`` already, or the initiative has ended."""

    def __init__(self, pilot: Pilot) -> None:
        super().__init__("decided already")
        self.pilot = pilot


@dataclass(frozen=True, slots=True, kw_only=True)
class NextPilot:
    """What scaling or adjusting begins: with a segment, a criterion and a later day to decide of its own."""

    segment: str
    measure: str
    criterion: Decimal
    decide_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """``measured`` is the value by the pilot's measure, None where nobody measured; scaling needs one."""

    decision: str
    measured: Decimal | None
    reason: str
    following: NextPilot | None = None


@transaction.atomic
def decide(
    *, initiative: Initiative, number: int, verdict: Verdict, today: date, actor: User | None = None
) -> Pilot:
    """Decides about the pilot with that number, on the organisation's day ``today``, and returns it.

    Scaling and adjusting begin the next pilot at once, which keeps all check-ins so far; stopping ends the
    initiative and frees its place. The same decision once more changes nothing. Raises NotStartedError,
    DecidedError, and ValueError for a verdict that lacks something (``check`` says what is asked of it).
    """
    locked = lock(initiative.assessment_id)
    current = Initiative.objects.get(pk=initiative.pk)
    pilot = current.pilots.filter(number=number).first()
    if pilot is None or pilot.started_on is None:
        raise NotStartedError
    if pilot.decision:
        if (pilot.decision, pilot.measured, pilot.reason) == (
            verdict.decision,
            verdict.measured,
            verdict.reason,
        ):
            return pilot
        raise DecidedError(pilot)
    if current.state != Initiative.State.RUNNING:
        raise DecidedError(pilot)
    check(verdict, pilot, today)
    _close(pilot, verdict, actor)
    _go_on(current, pilot, verdict, today)
    _log(locked, current, pilot, today, actor)
    return pilot


def check(verdict: Verdict, pilot: Pilot, today: date) -> None:
    """Raises ValueError unless the verdict holds what it needs.

    A reason always; to scale, a measured value and a segment that is not the one so far; to scale or adjust,
    the next pilot with all its parts and a day to decide after ``today``.
    """
    following = verdict.following
    if verdict.decision not in Decision.values or not _fits(verdict.reason, TEXT_LENGTH):
        raise ValueError("A decision has a reason.")
    if verdict.decision == Decision.STOP:
        return
    if following is None or not _fits(following.segment, LINE_LENGTH):
        raise ValueError("Going on needs the next pilot.")
    if following.measure not in Pilot.Measure.values or following.decide_on <= today:
        raise ValueError("The next pilot is measured, and decided about later.")
    if verdict.decision == Decision.SCALE and (
        verdict.measured is None or is_same(following.segment, pilot.segment)
    ):
        raise ValueError("Scaling needs a measured value, and a wider segment.")


def _fits(text: str, most: int) -> bool:
    return not shows_nothing(text) and len(text.strip()) <= most


def is_same(segment: str, other: str) -> bool:
    """Whether two segments are the same but for case and blanks."""
    return " ".join(segment.split()).casefold() == " ".join(other.split()).casefold()


def _close(pilot: Pilot, verdict: Verdict, actor: User | None) -> None:
    pilot.decision, pilot.measured, pilot.reason = verdict.decision, verdict.measured, verdict.reason
    pilot.decided_by, pilot.decided_at = actor, timezone.now()
    pilot.decided_name = (actor.get_full_name() if actor else "")[:254]
    pilot.save()


def _go_on(initiative: Initiative, pilot: Pilot, verdict: Verdict, today: date) -> None:
    initiative.version += 1
    following = verdict.following
    if verdict.decision == Decision.STOP or following is None:
        initiative.state, initiative.slot = Initiative.State.STOPPED, None
        initiative.ended_at = timezone.now()
        initiative.save(update_fields=["state", "slot", "ended_at", "version"])
        return
    initiative.save(update_fields=["version"])
    Pilot.objects.create(
        initiative=initiative,
        number=pilot.number + 1,
        kind=KINDS[Decision(verdict.decision)],
        segment=following.segment,
        measure=following.measure,
        criterion=following.criterion,
        decide_on=following.decide_on,
        started_on=today,
    )


def _log(
    assessment: Assessment, initiative: Initiative, pilot: Pilot, today: date, actor: User | None
) -> None:
    early = pilot.decide_on is not None and today < pilot.decide_on
    words = {"decision": pilot.decision, "pilot": pilot.number, "early": early}
    note(Event.INITIATIVE_DECIDED, assessment, actor, initiative, **words)
