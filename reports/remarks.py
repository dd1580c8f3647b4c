"""What consultants wrote beside a report, as its source holds it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.models import Assessment
from reports.models import Finding


@dataclass(frozen=True, slots=True)
class Answered:
    """The client's reply to a finding: `verdict` is "agreed" or "disputed"."""

    verdict: str
    note: str
    author: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Remark:
    """A finding or a comment (`kind`) on a section; `domain` is a slug, "" unless the section is a domain's.

    Without `handed_over_at` it is a draft, which only the organisation's consultants may read.
    """

    pk: UUID
    kind: str
    section: str
    domain: str
    text: str
    author: str
    written_at: datetime
    handed_over_at: datetime | None
    reply: Answered | None


def remarks_of(assessment: Assessment, *, drafts: bool = False) -> tuple[Remark, ...]:
    """Those that were handed over, and the drafts as well only where they are asked for; at most one query.

    Only an organisation has consultants.
    """
    if assessment.organisation_id is None:
        return ()
    found = Finding.objects.filter(assessment=assessment)
    rows = (found if drafts else found.handed_over()).select_related("reply")
    return tuple(_remark(finding) for finding in rows)


def _remark(finding: Finding) -> Remark:
    reply = getattr(finding, "reply", None)
    return Remark(
        pk=finding.pk,
        kind=finding.kind,
        section=finding.section,
        domain=finding.domain,
        text=finding.text,
        author=finding.author_name,
        written_at=finding.changed_at,
        handed_over_at=finding.handed_over_at,
        reply=Answered(reply.verdict, reply.note, reply.author_name, reply.replied_at) if reply else None,
    )
