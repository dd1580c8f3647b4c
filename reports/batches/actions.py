"""Asking for a batch of reports, and what becomes of it when its job fails."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus

from accounts.audit import Event, record
from accounts.models import User
from assessments.access import Visitor
from assessments.models import Assessment
from assessments.models.assessment import AssessmentQuerySet
from reports.models import Batch, BatchItem

KEPT = timedelta(days=7)
MOST = 100  # reports in one batch
MOST_AT_ONCE = 3  # batches of one person that are not finished


class TooManyBatchesError(Exception):
    """The person has MOST_AT_ONCE batches that are not finished yet."""


def exportable_by(user: User) -> AssessmentQuerySet:
    """Submitted assessments whose reports the user may take along: as lead, as consultant, or as owner."""
    return Assessment.objects.run_by(Visitor(user=user)).filter(submitted_at__isnull=False)


@transaction.atomic
def ask_for_batch(*, user: User, assessments: Sequence[UUID], language: str, base_url: str) -> Batch:
    """Has the worker make a batch of the reports; the same question asked again meanwhile is the same batch.

    Raises Assessment.DoesNotExist for an assessment that the user may not export, ValueError for none or
    more than MOST, TooManyBatchesError.
    """
    from reports.tasks import make_batch

    wanted = list(dict.fromkeys(assessments))
    if not 0 < len(wanted) <= MOST:
        raise ValueError(f"{len(wanted)} reports")
    User.objects.select_for_update().get(pk=user.pk)  # of two questions at once, the second sees the first
    found = exportable_by(user).select_related("organisation").in_bulk(wanted)
    if len(found) < len(wanted):
        raise Assessment.DoesNotExist
    running = Batch.objects.of(user).unfinished()
    if same := _same(running, set(wanted)):
        return same
    if running.count() >= MOST_AT_ONCE:
        raise TooManyBatchesError
    batch = Batch.objects.create(
        user=user, language=language, base_url=base_url, expires_at=timezone.now() + KEPT
    )
    BatchItem.objects.bulk_create(
        BatchItem(batch=batch, assessment=found[pk], position=number) for number, pk in enumerate(wanted)
    )
    _record(user, batch, [found[pk] for pk in wanted])
    transaction.on_commit(partial(make_batch.enqueue, str(batch.pk)))
    return batch


def _same(batches: Any, wanted: set[UUID]) -> Batch | None:
    for batch in batches.prefetch_related("items"):
        if {item.assessment_id for item in batch.items.all()} == wanted:
            return batch
    return None


def _record(user: User, batch: Batch, assessments: list[Assessment]) -> None:
    """One event an organisation, which names what left it."""
    of: dict[Any, list[Assessment]] = defaultdict(list)
    for assessment in assessments:
        of[assessment.organisation_id].append(assessment)
    for organisation, taken in of.items():
        record(
            Event.BATCH_MADE,
            actor=user,
            organisation=organisation,
            subject=", ".join(assessment.team_and_title for assessment in taken),
            batch=str(batch.pk),
            assessments=[str(assessment.pk) for assessment in taken],
        )


def delete_batch(*, batch: Batch) -> None:
    """Deletes the file before its time; what is being made is made no further."""
    Batch.objects.filter(pk=batch.pk).delete()


def note_failed_job(*, task_result: Any, **_kwargs: Any) -> None:
    """Signal handler of ``task_finished``: a batch whose job failed does not stay in progress for ever."""
    from reports.tasks import make_batch

    failed = task_result.status == TaskResultStatus.FAILED
    if failed and task_result.task.module_path == make_batch.module_path:
        unfinished = Batch.objects.filter(pk=task_result.args[0]).unfinished()
        unfinished.update(state=Batch.State.FAILED, finished_at=timezone.now())
