"""Writing what happened to an assessment into the log of its organisation."""

from typing import Any

from accounts.audit import Event, record
from accounts.models import AuditEvent, User
from assessments.models import Assessment


def record_about(
    event: Event, assessment: Assessment, actor: User | None, *, subject: str = "", **details: Any
) -> AuditEvent:
    """Keeps that ``actor`` (None: somebody without an account) did this to the assessment or to a part of it.

    Call it inside the transaction, under the assessment's lock. ``subject`` is the part as a person would
    name it, an address or a question; without one it is the team and the title. See ``record``.
    """
    return record(
        event,
        actor=actor,
        organisation=assessment.organisation_id,
        assessment=assessment.pk,
        subject=subject or assessment.team_and_title,
        **details,
    )
