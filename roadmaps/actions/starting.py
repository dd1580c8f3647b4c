"""Starting an initiative: from then on its metrics and its criterion are fixed."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from roadmaps.actions.rules import NotReadyError, RefusedError, StaleError, note
from roadmaps.models import Initiative
from roadmaps.plan import planned_of
from roadmaps.readiness import missing_of


@transaction.atomic
def start_initiative(
    *, initiative: Initiative, version: int, today: date, actor: User | None = None
) -> Initiative:
    """Starts the initiative and its pilot on ``today`` (the organisation's day), as it was at ``version``.

    One that runs stays as it is. Raises RefusedError ("over"), NotReadyError, and StaleError when it was
    changed since the actor read what would be fixed.
    """
    locked = lock(initiative.assessment_id)
    current = Initiative.objects.get(pk=initiative.pk)
    if current.state == Initiative.State.RUNNING:
        return current
    if current.state != Initiative.State.PLANNED:
        raise RefusedError("over")
    missing = missing_of(planned_of(current), today)
    if missing:
        raise NotReadyError(missing)
    if current.version != version:
        raise StaleError(current)
    current.state = Initiative.State.RUNNING
    current.started_at, current.started_by = timezone.now(), actor
    current.version += 1
    current.save(update_fields=["state", "started_at", "started_by", "version"])
    current.pilots.filter(decision="").update(started_on=today)
    note(Event.INITIATIVE_STARTED, locked, actor, current)
    return current
