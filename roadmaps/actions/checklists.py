"""Answering the checklist of an initiative again, and closing it as done once every practice is proven."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.forms.fields import says_something
from assessments.models import Assessment
from roadmaps.actions.rules import note
from roadmaps.models import ChecklistItem, Initiative
from roadmaps.models.fields import TEXT_LENGTH

LINK_LENGTH = 500


class NotRunningError(Exception):
    """The initiative was not started, or has ended: its checklist stays as it is."""


class StaleItemError(Exception):
    """Somebody answered the item meanwhile; ``current`` is what it is now."""

    def __init__(self, current: ChecklistItem) -> None:
        super().__init__("changed meanwhile")
        self.current = current


class NotProvenError(Exception):
    """Without proof for these ``items`` the initiative is not done."""

    def __init__(self, items: Iterable[ChecklistItem]) -> None:
        super().__init__("not proven")
        self.items = tuple(items)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """``reached`` is the rating now; what proves it is a note or a link, or both."""

    reached: int
    note: str
    link: str


@transaction.atomic
def answer_checklist_item(
    *, item: ChecklistItem, answered: Answered, seen: int, actor: User | None = None
) -> ChecklistItem:
    """Keeps the rating that a practice has now, with its proof; ``seen`` is the version the writer saw.

    The same answer once more changes nothing. Raises NotRunningError, StaleItemError, and ValueError for a
    rating that the rubric does not have, a link that is none, or a note too long or without a word.
    """
    locked = lock(item.initiative.assessment_id)
    current = ChecklistItem.objects.select_related("initiative").get(pk=item.pk)
    if current.initiative.state != Initiative.State.RUNNING:
        raise NotRunningError
    _check(answered, locked)
    if (current.reached, current.note, current.link) == (answered.reached, answered.note, answered.link):
        return current
    if current.version != seen:
        raise StaleItemError(current)
    current.reached, current.note, current.link = answered.reached, answered.note, answered.link
    current.answered_by, current.answered_at = actor, timezone.now()
    current.answered_name = (actor.get_full_name() if actor else "")[:254]
    current.version += 1
    current.save()
    note(Event.INITIATIVE_CHECKED, locked, actor, current.initiative, question=current.question)
    return current


def _check(answered: Answered, assessment: Assessment) -> None:
    if not 1 <= answered.reached <= assessment.rubric.levels.count():
        raise ValueError("No rating of this rubric.")
    is_link = urlsplit(answered.link).scheme in ("http", "https") and len(answered.link) <= LINK_LENGTH
    if len(answered.note) > TEXT_LENGTH or (answered.link and not is_link):
        raise ValueError("A note too long, or no web address.")
    if answered.note and not says_something(answered.note):
        raise ValueError("A note without a word proves nothing.")


@transaction.atomic
def close_as_done(*, initiative: Initiative, actor: User | None = None) -> Initiative:
    """Ends the initiative with its domain at the next level, as claimed until the next assessment.

    One that is done stays as it is. Raises NotRunningError, and NotProvenError unless every practice of the
    checklist has the rating to reach, or more, and a note or link.
    """
    locked = lock(initiative.assessment_id)
    current = Initiative.objects.get(pk=initiative.pk)
    if current.state == Initiative.State.DONE:
        return current
    if current.state != Initiative.State.RUNNING:
        raise NotRunningError
    items = list(current.checklist.all())
    lacking = [item for item in items if not item.is_met]
    if lacking or not items:
        raise NotProvenError(lacking)
    return _close(current, locked, actor, timezone.now())


def _close(initiative: Initiative, assessment: Assessment, actor: User | None, now: datetime) -> Initiative:
    initiative.state, initiative.ended_at = Initiative.State.DONE, now
    initiative.version += 1
    initiative.save(update_fields=["state", "ended_at", "version"])
    note(Event.INITIATIVE_DONE, assessment, actor, initiative, level=initiative.target)
    return initiative
