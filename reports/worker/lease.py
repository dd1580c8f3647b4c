"""Which workers are alive, and which jobs are theirs.

A worker renews its lease while it works. Whose lease lapsed, because the process was killed or its machine
is gone, no longer owns what it began; and a worker that cannot renew ends itself before that, so that no job
is run twice at once.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models.expressions import CombinedExpression
from django.db.models.functions import Now
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.models import WorkerProcess


def lapsed_before() -> CombinedExpression:
    """The moment of the database's clock before which an unheard worker has lost its lease."""
    return Now() - timedelta(seconds=settings.WORKER_LEASE)


def take(worker_id: str) -> None:
    """From now on the worker is alive; to be called before it begins any job."""
    WorkerProcess.objects.create(id=worker_id)


def renew(worker_id: str) -> bool:
    """False when the lease had lapsed and somebody noticed."""
    return bool(WorkerProcess.objects.filter(pk=worker_id).update(heard_at=Now()))


def give_back(worker_id: str) -> None:
    """The worker leaves; what it has not finished waits for the next one, as if it had not begun."""
    with transaction.atomic():
        for job in DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING):
            if job.worker_ids[-1:] == [worker_id]:
                requeue(job, worker_ids=job.worker_ids[:-1])
        WorkerProcess.objects.filter(pk=worker_id).delete()


def requeue(job: DBTaskResult, *, worker_ids: list[str]) -> bool:
    """Puts a begun job back; False when it ended or was begun anew meanwhile."""
    same = DBTaskResult.objects.filter(pk=job.pk, status=TaskResultStatus.RUNNING, started_at=job.started_at)
    waiting = TaskResultStatus.READY
    return bool(same.update(status=waiting, started_at=None, worker_ids=worker_ids))
