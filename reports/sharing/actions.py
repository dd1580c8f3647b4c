"""Making links to kept reports, taking them back, and noting that they were opened: whole or not at all.

What was handed over stays so: a link works until it expires or is taken back, also when its assessment is
opened again and when whoever made it has left. Whoever runs the assessment can take back any of its links.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from reports.models import KeptReport, ShareLink, ShareOpening
from reports.sharing.secrets import hash_of, hashed_passphrase

MOST = 50  # living links of one report
ONCE = timedelta(minutes=1)  # in which the same file taken again is one download
Outcome = ShareOpening.Outcome


class TooManyLinksError(Exception):
    """The report has as many living links as it may have."""


class OpenAgainError(Exception):
    """The assessment is open again, so nothing of it is handed over until it is submitted anew."""


def make_link(
    *,
    report: KeptReport,
    actor: User | None,
    token: str,
    label: str,
    kinds: Sequence[str],
    expires_at: datetime,
    passphrase: str = "",
) -> ShareLink:
    """The link with this secret; made once, however often it is asked for.

    Raises OpenAgainError, TooManyLinksError, and ValueError for a form that was not kept or a moment that
    has passed.
    """
    secret = hashed_passphrase(passphrase)  # slow on purpose, so before the lock
    with transaction.atomic():
        locked = lock(report.assessment_id)
        made = ShareLink.objects.filter(report=report, token_hash=hash_of(token)).first()
        if made is not None:
            return made
        if not locked.is_sealed:
            raise OpenAgainError
        _check(report, kinds, expires_at)
        link = ShareLink.objects.create(
            report=report,
            token_hash=hash_of(token),
            label=label,
            kinds=list(kinds),
            passphrase=secret,
            created_by=actor,
            created_by_name=(actor.get_full_name() if actor is not None else "")[:254],
            expires_at=expires_at,
        )
        _record(Event.LINK_SHARED, link, actor, kinds=list(kinds), expires_at=expires_at.isoformat())
    return link


def _check(report: KeptReport, kinds: Sequence[str], expires_at: datetime) -> None:
    kept = set(report.files.values_list("kind", flat=True))
    if not kinds or not set(kinds) <= kept or expires_at <= timezone.now():
        raise ValueError("A link shows forms that were kept, until a moment to come.")
    if report.links.alive().count() >= MOST:
        raise TooManyLinksError


@transaction.atomic
def revoke_link(*, link: ShareLink, actor: User | None) -> bool:
    """Takes the link back at once, with every right to read that it gave. Whether this call did it."""
    lock(link.report.assessment_id)
    living = ShareLink.objects.filter(pk=link.pk, revoked_at=None)
    if not living.update(revoked_at=timezone.now()):
        return False
    _record(Event.SHARE_REVOKED, link, actor)
    return True


@transaction.atomic
def note_opening(link: ShareLink) -> bool:
    """Notes that the link was opened. False, and nothing noted, when it died meanwhile."""
    lock(link.report.assessment_id)
    if not ShareLink.objects.alive().filter(pk=link.pk).exists():
        return False
    ShareOpening.objects.create(link=link, outcome=Outcome.OPENED)
    _record(Event.SHARE_OPENED, link, None)
    return True


@transaction.atomic
def note_download(link: ShareLink, kind: str) -> None:
    """Notes that a file was taken; asked for again within a minute, it was taken once."""
    lock(link.report.assessment_id)
    latest = ShareOpening.objects.filter(link=link, outcome=Outcome.DOWNLOADED, kind=kind)
    if not latest.filter(at__gt=timezone.now() - ONCE).exists():
        ShareOpening.objects.create(link=link, outcome=Outcome.DOWNLOADED, kind=kind)
        _record(Event.SHARE_OPENED, link, None, kind=kind)


def note_refusal(link_id: UUID) -> None:
    """Notes that a wrong passphrase was typed."""
    ShareOpening.objects.create(link_id=link_id, outcome=Outcome.REFUSED)


def _record(event: Event, link: ShareLink, actor: User | None, **details: object) -> None:
    details |= {"report": link.report.number, "link": str(link.pk)}
    record_about(event, link.report.assessment, actor, subject=link.label, **details)
