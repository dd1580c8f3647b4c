"""What every worker does at its start and once a minute: nobody has to set up a timer."""

import logging
from datetime import timedelta

from django.core.exceptions import SuspiciousOperation
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks.signals import task_finished
from django_tasks_db.models import DBTaskResult

from reports.models import Batch, WorkerProcess
from reports.worker.lease import lapsed_before, requeue
from roadmaps.actions.reminding import enqueue_due

log = logging.getLogger(__name__)
# Workers that a job may take with it before it counts as the reason.
ATTEMPTS = 3
KEPT = {TaskResultStatus.SUCCESSFUL: timedelta(days=1), TaskResultStatus.FAILED: timedelta(days=14)}


class WorkerLost(Exception):
    """The worker ended in the middle of the job, as often as we tried."""


def sweep() -> None:
    """Requeues what dead workers left, enqueues due reminders, and deletes what is no longer kept."""
    requeue_stalled()
    enqueue_due()
    now = timezone.now()
    for status, age in KEPT.items():
        DBTaskResult.objects.filter(status=status, finished_at__lte=now - age).delete()
    Batch.objects.filter(expires_at__lte=now).delete()


def requeue_stalled() -> int:
    """Puts back the jobs whose worker is dead, and gives up those that ended ATTEMPTS workers; how many."""
    # In this order: whoever begins a job meanwhile had its lease before.
    running = list(DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING))
    WorkerProcess.objects.filter(heard_at__lt=lapsed_before()).delete()
    alive = set(WorkerProcess.objects.values_list("pk", flat=True))
    stalled = [job for job in running if not alive.intersection(job.worker_ids[-1:])]
    for job in stalled:
        if len(job.worker_ids) >= ATTEMPTS:
            _give_up(job)
        elif requeue(job, worker_ids=job.worker_ids):
            log.warning("Job %s (%s) lost its worker and waits again", job.pk, job.task_path)
    return len(stalled)


def _give_up(job: DBTaskResult) -> None:
    job.set_failed(WorkerLost(f"{len(job.worker_ids)} workers ended while they did this"))
    try:
        task_finished.send(sender=type(job.task.get_backend()), task_result=job.task_result)
    except (ImportError, SuspiciousOperation):
        log.exception("Job %s is of a kind that is no more: %s", job.pk, job.task_path)
