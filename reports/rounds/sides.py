"""A round as it is compared with another one; hashable through and through, like a report's source."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from assessments.content import Content
from assessments.models import Assessment
from assessments.published import content_of
from assessments.rounds import changes_between, editions_of
from roadmaps.plan import Plan
from scoring import Result


@dataclass(frozen=True, slots=True)
class Side:
    """What a submitted round came to, in the texts that it was answered with; ``plan`` is its roadmap."""

    content: Content
    result: Result
    submitted_at: datetime
    plan: Plan | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """The last round; ``reworded`` are the questions (slugs) that read differently in this one."""

    side: Side
    reworded: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Previous:
    """The last round's levels, overall and by domain slug; None where there was no level."""

    overall: int | None
    domains: tuple[tuple[str, int | None], ...]


def compares(before: Side, after: Side) -> bool:
    """On the same rubric with as many levels; otherwise a level means something else."""
    old, new = before.result, after.result
    return (old.framework, old.rubric, old.top) == (new.framework, new.rubric, new.top)


def previous_of(before: Result, now: Result) -> Previous:
    """A version that came between may have another ladder; its levels compare with nothing."""
    if (before.rubric, before.top) != (now.rubric, now.top):
        return Previous(overall=None, domains=())
    return Previous(
        overall=before.overall.level,
        domains=tuple((domain.domain, domain.level) for domain in before.domains),
    )


def side_of(assessment: Assessment, result: Result, plan: Plan | None) -> Side:
    """A submitted assessment in the active language."""
    submitted_at = assessment.submitted_at or assessment.opened_at
    return Side(content_of(assessment), result, submitted_at, plan)


def reworded_between(before: Assessment, after: Assessment) -> frozenset[str]:
    """The questions of the later round that are worded differently; no query on one and the same version."""
    if before.version_id == after.version_id:
        return frozenset()
    old, new = before.version, after.version
    editions = editions_of(old, new, rubric=before.rubric.slug)
    return changes_between(old.number, new.number, editions).reworded_slugs


def is_read_with(former: Assessment, assessment: Assessment, opened: Set[UUID]) -> bool:
    """Whether all who may read the assessment may read its former round, or this browser may: ``opened``."""
    covered = (
        (assessment.owner_id or assessment.organisation_id)
        and assessment.organisation_id in {None, former.organisation_id}
        and assessment.owner_id in {None, former.owner_id}
    )
    return former.is_sealed and bool(covered or (former.is_anonymous and former.pk in opened))


def earlier_of(
    assessment: Assessment, result: Result, plans: Mapping[UUID, Plan], opened: Set[UUID]
) -> Earlier | None:
    """The last round with its ``result``, for a report that all its readers see alike."""
    former = assessment.previous
    if former is None or not is_read_with(former, assessment, opened):
        return None
    return Earlier(side_of(former, result, plans[former.pk]), reworded_between(former, assessment))
