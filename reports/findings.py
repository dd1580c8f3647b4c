"""Writing findings and comments, handing them over, and the client's replies: whole or not at all.

Everything about one assessment's findings happens under the lock of its row, so that none is changed while
it is handed over.
"""

import hashlib
from collections.abc import Iterable
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from assessments.models import Assessment
from reports.findings_tasks import mail_hand_over, mail_reply
from reports.models import Finding, FindingReply


class HandedOverError(Exception):
    """The client reads the finding by now, so its words stay."""


class StaleTextError(Exception):
    """What the writer saw was changed meanwhile; ``current`` is what it is now, None when it is gone."""

    def __init__(self, current: Finding | FindingReply | None) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def seen_of(moment: datetime | None) -> str:
    """The state of a text as its form carries it: when it was last changed; "" before it was written."""
    return moment.isoformat() if moment else ""


def digest_of_drafts(drafts: Iterable[Finding]) -> str:
    """What a page that lists drafts was made from, to tell whether any came, went or changed."""
    states = sorted(f"{draft.pk} {seen_of(draft.changed_at)}" for draft in drafts)
    return hashlib.sha256("\n".join(states).encode()).hexdigest()


@transaction.atomic
def write_finding(
    *, pk: UUID, assessment: Assessment, author: User, kind: str, section: str, domain: str, text: str
) -> Finding:
    """Adds a draft; sent twice with the same ``pk`` it is one.

    Raises ValueError when the assessment is not submitted, belongs to no organisation, or has no such domain.
    """
    locked = lock(assessment.pk)
    if not locked.is_sealed or locked.organisation_id is None:
        raise ValueError("Only a submitted assessment of an organisation has findings.")
    _check_place(locked, section, domain)
    if Finding.objects.filter(pk=pk).exclude(assessment=locked, author=author).exists():
        raise ValueError("This id is somebody else's.")
    fields = {"kind": kind, "section": section, "domain": domain, "text": text}
    finding, created = Finding.objects.get_or_create(
        pk=pk,
        assessment=locked,
        author=author,
        defaults={**fields, "author_name": author.get_full_name()},
    )
    if created:
        _record(Event.FINDING_WRITTEN, finding, author, locked)
    return finding


def _check_place(assessment: Assessment, section: str, domain: str) -> None:
    if (section == Finding.Section.DOMAIN) != bool(domain):
        raise ValueError("A domain's section names the domain, and no other does.")
    if domain and not assessment.version.domains.filter(slug=domain).exists():
        raise ValueError("No domain of this framework.")


@transaction.atomic
def change_finding(
    *, finding: Finding, author: User, seen: str, kind: str, section: str, domain: str, text: str
) -> Finding:
    """Changes a draft of the author's if it is still as they saw it.

    Raises HandedOverError, StaleTextError, and ValueError for somebody else's or a domain of another version.
    """
    locked = lock(finding.assessment_id)
    current = _draft(finding)
    if current.author_id != author.pk:
        raise ValueError("Only who wrote a finding changes it.")
    _check_place(locked, section, domain)
    wanted = (kind, section, domain, text)
    if (current.kind, current.section, current.domain, current.text) == wanted:
        return current
    if seen_of(current.changed_at) != seen:
        raise StaleTextError(current)
    current.kind, current.section, current.domain, current.text = wanted
    current.changed_at = timezone.now()
    current.save(update_fields=["kind", "section", "domain", "text", "changed_at"])
    _record(Event.FINDING_CHANGED, current, author, locked)
    return current


def _draft(finding: Finding) -> Finding:
    current = Finding.objects.filter(pk=finding.pk).first()
    if current is None:
        raise StaleTextError(None)
    if current.handed_over_at is not None:
        raise HandedOverError
    return current


@transaction.atomic
def remove_finding(*, finding: Finding, actor: User) -> None:
    """Deletes a draft, whoever of the consultants wrote it. Raises HandedOverError; gone already is fine."""
    locked = lock(finding.assessment_id)
    try:
        current = _draft(finding)
    except StaleTextError:
        return
    _record(Event.FINDING_REMOVED, current, actor, locked)
    current.delete()


@transaction.atomic
def hand_over(*, assessment: Assessment, actor: User, shown: str, base_url: str) -> int:
    """Gives the client all drafts, if they are those that the actor was shown (see ``digest_of_drafts``).

    Returns how many; 0 when there is none, as after a second press of the button. The leads are mailed by the
    worker. Raises StaleTextError when drafts came, went or changed meanwhile.
    """
    locked = lock(assessment.pk)
    drafts = Finding.objects.drafts().filter(assessment=locked)
    if not locked.is_sealed or not drafts:
        return 0
    if digest_of_drafts(drafts) != shown:
        raise StaleTextError(None)
    now = timezone.now()
    count = drafts.update(handed_over_at=now)
    record_about(Event.HANDED_OVER, locked, actor, findings=count)
    given = (str(locked.pk), now.isoformat(), base_url, actor.pk)
    transaction.on_commit(partial(mail_hand_over.enqueue, *given))
    return count


@transaction.atomic
def answer_finding(
    *, finding: Finding, actor: User, seen: str, verdict: str, note: str, base_url: str
) -> FindingReply:
    """Agrees with a finding that was handed over, or disputes it with a note; the newest reply stands.

    The worker mails the consultants about the first one.

    Raises StaleTextError when somebody replied or changed the reply since the actor saw it, and ValueError
    for a draft, a comment, or a dispute without a note.
    """
    locked = lock(finding.assessment_id)
    row = Finding.objects.handed_over().filter(pk=finding.pk, kind=Finding.Kind.FINDING).first()
    if row is None or (verdict == FindingReply.Verdict.DISPUTED and not note.strip()):
        raise ValueError("Only a finding that was handed over is answered, and a dispute says why.")
    current = FindingReply.objects.filter(finding=row).first()
    if current is not None and (current.verdict, current.note) == (verdict, note):
        return current
    if seen_of(current.replied_at if current else None) != seen:
        raise StaleTextError(current)
    words = {"verdict": verdict, "note": note, "replied_at": timezone.now()}
    named = {"author": actor, "author_name": actor.get_full_name()}
    reply, created = FindingReply.objects.update_or_create(finding=row, defaults={**words, **named})
    place = {"section": row.section, "domain": row.domain}
    _record(Event.FINDING_ANSWERED, row, actor, locked, verdict=verdict, changed=not created, **place)
    if created:
        transaction.on_commit(partial(mail_reply.enqueue, str(row.pk), base_url))
    return reply


def _record(event: Event, finding: Finding, actor: User, assessment: Assessment, **details: Any) -> None:
    """Without the words: the log stays, also when a draft goes."""
    record_about(event, assessment, actor, finding=str(finding.pk), kind=finding.kind, **details)
