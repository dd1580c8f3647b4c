"""Making a roadmap of the picked gaps, and discarding it while nothing has started."""

from django.db import transaction

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.models import Assessment
from assessments.published import content_of
from roadmaps.actions.rules import RefusedError, note
from roadmaps.models import ChecklistItem, Initiative, Pilot
from roadmaps.models.initiatives import MOST
from roadmaps.results import domain_of, result_of
from roadmaps.suggestions import suggested_of
from scoring import Gap, Result


@transaction.atomic
def make_roadmap(*, assessment: Assessment, actor: User | None = None) -> list[Initiative]:
    """One planned initiative for each picked gap, with suggestions in the active language filled in.

    Made once: where the assessment has a roadmap, that one is returned. Raises RefusedError ("not_sealed",
    "no_gap").
    """
    locked = lock(assessment.pk)
    if not locked.is_sealed:
        raise RefusedError("not_sealed")
    there = list(Initiative.objects.filter(assessment=locked))
    if there:
        return there
    result = result_of(locked)
    gaps = result.gaps[:MOST]
    if not gaps:
        raise RefusedError("no_gap")
    made = [add_initiative(locked, result, gap, slot) for slot, gap in enumerate(gaps, 1)]
    note(Event.ROADMAP_MADE, locked, actor, domains=[one.domain for one in made])
    return made


def add_initiative(assessment: Assessment, result: Result, gap: Gap, slot: int) -> Initiative:
    """A planned one with the checklist of its domain's blockers and an empty pilot, in a free place."""
    suggested = suggested_of(content_of(assessment), result, gap)
    initiative = Initiative.objects.create(
        assessment=assessment,
        slot=slot,
        domain=gap.domain,
        current=gap.current,
        target=gap.target,
        **suggested.fields(),
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            initiative=initiative,
            position=position,
            question=blocker.question,
            current=blocker.current,
            target=blocker.target,
            reason=blocker.reason,
        )
        for position, blocker in enumerate(domain_of(result, gap.domain).blockers, 1)
    )
    Pilot.objects.create(initiative=initiative, number=1)
    return initiative


@transaction.atomic
def discard_roadmap(*, assessment: Assessment, actor: User | None = None) -> None:
    """Deletes all initiatives, so that the roadmap can be made anew; the goal stays.

    Without a roadmap nothing happens. Raises RefusedError ("started") once an initiative has started.
    """
    locked = lock(assessment.pk)
    rows = Initiative.objects.filter(assessment=locked)
    if not rows:
        return
    if any(one.started_at is not None for one in rows):
        raise RefusedError("started")
    note(Event.ROADMAP_DISCARDED, locked, actor, domains=[one.domain for one in rows])
    rows.delete()
