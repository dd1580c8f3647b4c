"""Findings as the pages list them: in the report's order, with their place and their reply in words."""

from collections.abc import Iterable
from dataclasses import dataclass

from accounts.models import User
from assessments.models import Assessment
from assessments.published import content_of
from reports.models import Finding, FindingReply
from reports.report.remarks import written_on_result_of
from reports.source import reopenings_of


@dataclass(frozen=True)
class Shown:
    """A finding with the section that it stands in, in words, and its reply if it has one.

    ``own`` where the reader wrote it; ``outdated`` says on which earlier result it was written, or "".
    """

    finding: Finding
    place: str
    reply: FindingReply | None
    own: bool
    outdated: str


def shown(assessment: Assessment, findings: Iterable[Finding], user: User) -> list[Shown]:
    """Sorted by section as in the report, then from the oldest."""
    names = {domain.slug: domain.name for domain in content_of(assessment).domains}
    places = [*names]
    sections = [str(section) for section in Finding.Section.values]

    def place(one: Finding) -> tuple[object, ...]:
        domain = places.index(one.domain) if one.domain in names else len(places)
        return sections.index(one.section), domain, one.created_at, one.pk

    reopenings = reopenings_of(assessment)
    return [
        Shown(
            finding=one,
            place=names.get(one.domain) or one.get_section_display(),
            reply=getattr(one, "reply", None),
            own=one.author_id == user.pk,
            outdated=written_on_result_of(one.changed_at, reopenings),
        )
        for one in sorted(findings, key=place)
    ]
