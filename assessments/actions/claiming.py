"""Moving an assessment from a browser into an account, and from there into an organisation."""

from django.db import transaction

from accounts.audit import Event
from accounts.models import Membership, Organisation, User
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from assessments.models import Assessment


@transaction.atomic
def claim(*, assessment: Assessment, user: User, organisation: Organisation | None = None) -> Assessment:
    """Moves an assessment that belongs to a browser into an account; the secret link stops working.

    With an ``organisation`` that the user runs it goes there, also from the account; answers and result stay.
    Sealed ones can be claimed as well. Does nothing when it is there already. Raises ValueError when it
    belongs to somebody else or to another organisation, or the user does not run this one.
    """
    locked = lock(assessment.pk)
    if not locked.is_anonymous and locked.owner_id != user.pk:
        raise ValueError("This assessment already belongs to an account.")
    if locked.is_anonymous:
        locked.owner = user
        locked.save(update_fields=["owner"])
        locked.respondents.filter(is_opener=True, user=None).update(user=user)
    if organisation is not None and locked.organisation_id != organisation.pk:
        _move(locked, user, organisation)
    return locked


def _move(locked: Assessment, user: User, organisation: Organisation) -> None:
    running = Organisation.objects.of(user, *Membership.RUNNING_ROLES)
    if locked.organisation_id is not None or not running.filter(pk=organisation.pk).exists():
        raise ValueError("Who runs an organisation moves their own assessments into it, out of no other.")
    locked.organisation = organisation
    locked.save(update_fields=["organisation"])
    record_about(Event.ASSESSMENT_CLAIMED, locked, user)
