"""The lock that keeps sealing and saving from overlapping."""

from uuid import UUID

from assessments.models import Assessment


class SealedError(Exception):
    """The assessment was submitted; nothing in it changes any more."""


class ClosedError(Exception):
    """The assessment takes no answers: its closing date has passed, or it was closed early."""


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


def lock_answerable(assessment_id: UUID) -> Assessment:
    """The locked assessment, still taking answers. Raises SealedError and ClosedError."""
    assessment = lock_open(assessment_id)
    if assessment.is_closed:
        raise ClosedError
    return assessment


def hold_open(assessment_id: UUID) -> None:
    """Like ``lock_answerable``, for a write that needs nothing of the assessment but that it stays so."""
    rows = Assessment.objects.select_for_update().filter(pk=assessment_id)
    held = rows.only("submitted_at", "closed_at", "closes_at").get()
    if held.is_sealed:
        raise SealedError
    if held.is_closed:
        raise ClosedError
