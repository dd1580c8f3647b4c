"""A batch in a worker process that is killed, and one that is worked on twice."""

import signal
from uuid import uuid4

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult
from pytest_django import DjangoCaptureOnCommitCallbacks, Settings

from reports.batches import making
from reports.models import Batch, BatchItem, ReportFile
from reports.tasks import make_batch
from reports.worker.sweep import requeue_stalled
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.reports.batches import ask, files_of, store_pdf
from tests.reports.workers import QUEUE, wait_until, work, worker


def ask_for(count: int, *, stored: bool = False) -> Batch:
    """A batch of so many reports; with ``stored``, of those whose PDFs were made before."""
    consultant, version = make_user(), make_version(domains=1, questions=1)
    ours = make_organisation("Aker AS (fictional)", consultant=consultant)
    sealed = [make_sealed(version=version, organisation=ours) for _ in range(count)]
    if stored:
        for one in sealed:
            store_pdf(one)
    return ask(consultant, *sealed)


@pytest.mark.usefixtures("transactional_db")
def test_batch_of_a_killed_worker_is_finished_by_another(settings: Settings) -> None:
    settings.TASKS = QUEUE
    batch = ask_for(3)
    with worker(lease=3) as first:
        wait_until(lambda: BatchItem.objects.filter(state="done").exists(), 60)
        first.send_signal(signal.SIGKILL)
        first.wait()
    made = dict(ReportFile.objects.values_list("pk", "created_at"))
    batch.refresh_from_db()
    assert (batch.state, batch.content, batch.mailed_at) == ("running", None, None)

    settings.WORKER_LEASE = 3
    running = DBTaskResult.objects.filter(status="RUNNING")  # none, where it was killed between two turns
    wait_until(lambda: requeue_stalled() == 1 or not running.exists())
    work()
    batch.refresh_from_db()
    assert batch.state == "ready"
    assert len(files_of(bytes(batch.content))) == 4
    assert batch.mailed_at is not None
    assert set(DBTaskResult.objects.values_list("status", flat=True)) == {"SUCCESSFUL"}
    assert made.items() <= dict(ReportFile.objects.values_list("pk", "created_at")).items()


@pytest.mark.django_db
def test_batch_takes_turns_and_ends_once(
    monkeypatch: pytest.MonkeyPatch, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    monkeypatch.setattr(making, "TURN", 0)
    batch = ask_for(2, stored=True)
    assert not making.work_on(batch.pk)
    assert not making.work_on(batch.pk)
    assert not mail.outbox
    make_batch.enqueue(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state == "ready"
    before = (batch.finished_at, bytes(batch.content))
    make_batch.enqueue(str(batch.pk))  # as after a kill between the end and its being noted
    batch.refresh_from_db()
    assert (batch.finished_at, bytes(batch.content)) == before
    assert len(mail.outbox) == 1


@pytest.mark.django_db
def test_job_that_failed_ends_its_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "TURN", None)  # no end can be reckoned with it
    batch = ask_for(1)
    make_batch.enqueue(str(batch.pk))
    batch.refresh_from_db()
    assert batch.state == "failed"


@pytest.mark.django_db
def test_batch_that_was_deleted_is_made_no_further() -> None:
    make_batch.enqueue(str(uuid4()))
    assert not mail.outbox
