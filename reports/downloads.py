"""Noting who took a report along as PDF."""

from datetime import date, datetime, time
from functools import lru_cache
from uuid import UUID

from django.utils import timezone

from accounts.audit import Event
from accounts.models import AuditEvent, User
from assessments.actions.recording import record_about
from assessments.models import Assessment

REMEMBERED = 4096


def note_download(user: User | None, assessment_id: UUID, digest: str) -> None:
    """Once a day for each person and state of the report; None is a browser without an account.

    What this process has noted already costs no query.
    """
    _noted(user.pk if user else None, assessment_id, digest, timezone.localdate())


@lru_cache(maxsize=REMEMBERED)
def _noted(user_id: int | None, assessment_id: UUID, digest: str, today: date) -> None:
    midnight = timezone.make_aware(datetime.combine(today, time.min))
    same = AuditEvent.objects.filter(
        code=Event.REPORT_DOWNLOADED, assessment_id=assessment_id, at__gte=midnight, details__digest=digest
    )
    if same.filter(actor=user_id).exists():
        return
    assessment = Assessment.objects.only("organisation", "team", "title").get(pk=assessment_id)
    actor = User.objects.get(pk=user_id) if user_id is not None else None
    record_about(Event.REPORT_DOWNLOADED, assessment, actor, digest=digest)
