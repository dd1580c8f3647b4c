"""The worker with real processes: killed, stopped, and two at once."""

import signal
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from reports.models import WorkerProcess
from reports.worker.sweep import ATTEMPTS, requeue_stalled, sweep
from tests.reports.worker_jobs import note, note_and_wait
from tests.reports.workers import QUEUE, wait_until, work, worker

pytestmark = pytest.mark.django_db
meeting = pytest.mark.usefixtures("transactional_db")  # where a process has to see what the test wrote


@pytest.fixture(autouse=True)
def _queue(settings: Settings) -> None:
    settings.TASKS = QUEUE


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "noted"
    path.touch()
    return path


@meeting
def test_worker_killed_in_the_middle_has_its_job_run_again(file: Path, settings: Settings) -> None:
    job = note_and_wait.enqueue(str(file), 0.5)
    with worker(lease=3) as first:
        wait_until(lambda: "begun" in file.read_text())
        first.send_signal(signal.SIGKILL)
        first.wait()
    assert DBTaskResult.objects.get().status == "RUNNING"

    # The control: nobody's sweep takes it over while the lease may still be held.
    settings.WORKER_LEASE = 60
    assert requeue_stalled() == 0
    settings.WORKER_LEASE = 3
    wait_until(lambda: requeue_stalled() == 1)
    work()

    assert file.read_text().split() == ["begun", "begun", "done"]
    done = DBTaskResult.objects.get(pk=job.id)
    assert (done.status, len(done.worker_ids)) == ("SUCCESSFUL", 2)
    assert not WorkerProcess.objects.exists()


@meeting
def test_worker_told_to_stop_finishes_its_job(file: Path) -> None:
    note_and_wait.enqueue(str(file), 0.5)
    note.enqueue(str(file), "another")
    with worker() as process:
        wait_until(lambda: "begun" in file.read_text())
        process.terminate()
        assert process.wait(20) == 0
    assert file.read_text().split() == ["begun", "done"]
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["READY", "SUCCESSFUL"]
    assert not WorkerProcess.objects.exists()


@meeting
def test_worker_told_twice_gives_its_job_back(file: Path) -> None:
    note_and_wait.enqueue(str(file), 60)
    with worker() as process:
        wait_until(lambda: "begun" in file.read_text())
        process.send_signal(signal.SIGTERM)
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 0
    job = DBTaskResult.objects.get()
    assert (job.status, job.worker_ids) == ("READY", [])
    assert not WorkerProcess.objects.exists()


@meeting
def test_worker_that_lost_its_lease_ends_before_it_goes_on(file: Path) -> None:
    note_and_wait.enqueue(str(file), 60)
    with worker(lease=6) as process:
        wait_until(lambda: "begun" in file.read_text())
        WorkerProcess.objects.all().delete()
        assert process.wait(20) != 0


@meeting
def test_two_workers_run_each_job_once(file: Path) -> None:
    for number in range(30):
        note.enqueue(str(file), str(number))
    with worker("--once") as one, worker("--once") as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert sorted(map(int, file.read_text().split())) == list(range(30))


def test_a_job_that_ends_its_workers_is_given_up() -> None:
    note.enqueue("nowhere", "x")
    workers = [f"w{number}" for number in range(ATTEMPTS)]
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now(), worker_ids=workers)
    assert requeue_stalled() == 1
    job = DBTaskResult.objects.get()
    assert (job.status, job.exception_class_path) == ("FAILED", "reports.worker.sweep.WorkerLost")
    assert requeue_stalled() == 0


def test_sweep_leaves_the_jobs_of_living_workers() -> None:
    WorkerProcess.objects.create(id="alive")
    note.enqueue("nowhere", "x")
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now(), worker_ids=["dead", "alive"])
    sweep()
    assert DBTaskResult.objects.get().status == "RUNNING"


def test_sweep_deletes_old_jobs() -> None:
    now = timezone.now()
    for status, days in (("SUCCESSFUL", 0), ("SUCCESSFUL", 2), ("FAILED", 2), ("FAILED", 15)):
        note.enqueue("nowhere", "x")
        DBTaskResult.objects.filter(status="READY").update(
            status=status, finished_at=now - timedelta(days=days)
        )
    sweep()
    assert sorted(DBTaskResult.objects.values_list("status", flat=True)) == ["FAILED", "SUCCESSFUL"]


def test_check_says_whether_a_worker_is_alive(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(CommandError, match="No worker is alive"):
        call_command("worker", "--check")
    WorkerProcess.objects.create(id="alive")
    call_command("worker", "--check")
    assert capsys.readouterr().out == "Workers alive: 1. Jobs waiting: 0.\n"
    note.enqueue("nowhere", "x")
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(minutes=11))
    with pytest.raises(CommandError, match="1 jobs have been waiting"):
        call_command("worker", "--check")
