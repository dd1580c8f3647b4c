"""The lock that keeps sealing and saving from overlapping."""

from uuid import UUID

from assessments.models import Assessment


class SealedError(Exception):
    """The assessment was submitted; nothing in it changes any more."""


def lock(assessment_id: UUID) -> Assessment:
    """The assessment, its row locked until the surrounding transaction ends."""
    return (
        Assessment.objects.select_for_update(of=("self",))
        .select_related("version__framework", "rubric", "goal")
        .get(pk=assessment_id)
    )


def lock_open(assessment_id: UUID) -> Assessment:
    """The locked assessment, still open. Raises SealedError."""
    assessment = lock(assessment_id)
    if assessment.is_sealed:
        raise SealedError
    return assessment


def hold_open(assessment_id: UUID) -> None:
    """Like ``lock_open``, for a write that needs nothing of the assessment but that it stays open."""
    rows = Assessment.objects.select_for_update().filter(pk=assessment_id)
    if rows.values_list("submitted_at", flat=True).get() is not None:
        raise SealedError
