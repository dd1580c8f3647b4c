"""Taking another gap than the ones picked: in somebody's place, or in a free one. Never a fourth."""

from django.db import transaction

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.forms.fields import shows_nothing
from assessments.models import Assessment
from roadmaps.actions.making import add_initiative
from roadmaps.actions.rules import RefusedError, StaleError, note
from roadmaps.models import GapSwap, Initiative
from roadmaps.models.initiatives import MOST
from roadmaps.results import gap_of, result_of
from scoring import Gap, Result

State = Initiative.State


@transaction.atomic
def swap_gap(
    *, initiative: Initiative, domain: str, reason: str, version: int, actor: User | None = None
) -> Initiative:
    """Takes the gap of ``domain`` instead of one that is planned or was stopped, and keeps the reason.

    The new one goes one level up, like all. Sent again it returns what it made. Raises StaleError, and
    RefusedError: "no_reason", "started", "over", "replaced", "no_gap", "one_level", "three".
    """
    locked = lock(initiative.assessment_id)
    current = Initiative.objects.get(pk=initiative.pk)
    done = GapSwap.objects.select_related("taken").filter(given_up=current).first()
    if done is not None and done.taken.domain == domain:
        return done.taken
    if done is not None:
        raise RefusedError("replaced")
    _refuse_unless_given_up(current)
    if shows_nothing(reason):
        raise RefusedError("no_reason")
    result = result_of(locked)
    gap = _free_gap(locked, result, domain)
    if current.version != version:
        raise StaleError(current)
    taken = add_initiative(locked, result, gap, _place_of(locked, current))
    GapSwap.objects.create(
        assessment=locked,
        given_up=current,
        taken=taken,
        reason=reason.strip(),
        by=actor,
        by_name=actor.get_full_name() if actor else "",
    )
    note(Event.GAP_SWAPPED, locked, actor, taken, instead_of=current.domain)
    return taken


@transaction.atomic
def take_gap(*, assessment: Assessment, domain: str, actor: User | None = None) -> Initiative:
    """Takes one more gap while a place is free. Sent again it returns what it made.

    Raises RefusedError: "not_sealed", "no_gap", "one_level", "three".
    """
    locked = lock(assessment.pk)
    if not locked.is_sealed:
        raise RefusedError("not_sealed")
    there = Initiative.objects.current().filter(assessment=locked, domain=domain, state=State.PLANNED).first()
    if there is not None:
        return there
    result = result_of(locked)
    gap = _free_gap(locked, result, domain)
    taken = add_initiative(locked, result, gap, _free_place(locked))
    note(Event.GAP_SWAPPED, locked, actor, taken)
    return taken


def _refuse_unless_given_up(current: Initiative) -> None:
    if current.state == State.RUNNING:
        raise RefusedError("started")
    if current.state not in (State.PLANNED, State.STOPPED):
        raise RefusedError("over")


def _free_gap(locked: Assessment, result: Result, domain: str) -> Gap:
    """The gap of a domain that holds no place yet: a second one there would be a second level."""
    if Initiative.objects.current().filter(assessment=locked, domain=domain).exists():
        raise RefusedError("one_level")
    gap = gap_of(result, domain)
    if gap is None:
        raise RefusedError("no_gap")
    return gap


def _place_of(locked: Assessment, current: Initiative) -> int:
    """The place that a planned one gives up; one that was stopped gave its own up before."""
    if current.slot is None:
        return _free_place(locked)
    slot = current.slot
    current.slot, current.state = None, State.SWAPPED
    current.version += 1
    current.save(update_fields=["slot", "state", "version"])
    return slot


def _free_place(locked: Assessment) -> int:
    taken = set(Initiative.objects.current().filter(assessment=locked).values_list("slot", flat=True))
    free = [slot for slot in range(1, MOST + 1) if slot not in taken]
    if not free:
        raise RefusedError("three")
    return free[0]
