"""Making and revoking the secret address by which a calendar program reads a roadmap."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.models import Assessment
from roadmaps.actions.rules import note
from roadmaps.models import CalendarFeed


@transaction.atomic
def make_feed(*, assessment: Assessment, user: User | None, language: str) -> CalendarFeed:
    """The address of this person (None: the browser without an account); if there is one, that one."""
    locked = lock(assessment.pk)
    there = _of(locked, user).first()
    if there is not None:
        return there
    made = CalendarFeed.objects.create(assessment=locked, user=user, language=language)
    note(Event.FEED_MADE, locked, user)
    return made


@transaction.atomic
def revoke_feed(*, assessment: Assessment, user: User | None, feed_id: UUID) -> bool:
    """From now on the address is worthless; False when it is not this person's, or was revoked before."""
    locked = lock(assessment.pk)
    if not _of(locked, user).filter(pk=feed_id).update(revoked_at=timezone.now()):
        return False
    note(Event.FEED_REVOKED, locked, user)
    return True


@transaction.atomic
def replace_feed(*, assessment: Assessment, user: User | None, feed_id: UUID, language: str) -> CalendarFeed:
    """Another address in place of this one; asked again for the same one, what replaced it stays."""
    revoke_feed(assessment=assessment, user=user, feed_id=feed_id)
    return make_feed(assessment=assessment, user=user, language=language)


def end_feeds_of(*, user: int, organisation: UUID) -> None:
    """Revokes a person's addresses of an organisation's roadmaps; the log names the membership's end."""
    mine = CalendarFeed.objects.filter(user=user, assessment__organisation=organisation, revoked_at=None)
    mine.update(revoked_at=timezone.now())


def feed_of(assessment: Assessment, user: User | None) -> CalendarFeed | None:
    """This person's address of this roadmap."""
    return _of(assessment, user).first()


def _of(assessment: Assessment, user: User | None) -> QuerySet[CalendarFeed]:
    return CalendarFeed.objects.filter(assessment=assessment, user=user, revoked_at=None)
