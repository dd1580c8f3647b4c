"""Slow work on reports, done by the worker."""

from uuid import UUID

from django_tasks import task

from reports.batches.making import mail_when_ready, work_on


@task(priority=-10)
def make_batch(batch_id: str) -> None:
    """Works on a batch for a turn and takes a number for the next; mails wait no longer than that."""
    if work_on(UUID(batch_id)):
        mail_when_ready(UUID(batch_id))
    else:
        make_batch.enqueue(batch_id)
