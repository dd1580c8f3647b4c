"""What an assessment found, as its roadmap needs it; read once, since a sealed result does not change."""

from datetime import datetime
from functools import lru_cache
from uuid import UUID

from assessments.models import Assessment, StoredResult
from scoring import DomainResult, Gap, Result, load


def result_of(assessment: Assessment) -> Result:
    """The result that sealing stored. Raises StoredResult.DoesNotExist when there is none."""
    made_at = StoredResult.objects.values_list("created_at", flat=True).get(pk=assessment.pk)
    return _result(assessment.pk, made_at)


@lru_cache(maxsize=32)
def _result(pk: UUID, _made_at: datetime) -> Result:
    return load(StoredResult.objects.get(pk=pk).data)


def domain_of(result: Result, domain: str) -> DomainResult:
    """What was found about one domain. Raises StopIteration for a domain of another framework."""
    return next(one for one in result.domains if one.domain == domain)


def gap_of(result: Result, domain: str) -> Gap | None:
    """The gap of that domain: rated and below the highest level; None where there is none."""
    return next((gap for gap in result.candidates if gap.domain == domain), None)
