"""The worker that does slow work beside the web processes."""

from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.crypto import get_random_string
from django_tasks_db.models import DBTaskResult

from reports.models import WorkerProcess
from reports.worker.lease import lapsed_before
from reports.worker.process import LeasedWorker

PATIENCE = timedelta(minutes=10)


class Command(BaseCommand):
    help = "Does slow work (mails to several people, batches of reports) until it is told to stop."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="Stop when nothing is left to do.")
        parser.add_argument(
            "--check",
            action="store_true",
            help="Do no work; fail when no worker is alive, or when work has been waiting for ten minutes.",
        )

    def handle(self, *, once: bool, check: bool, **options: Any) -> None:
        if check:
            self._check()
            return
        worker = LeasedWorker(worker_id=get_random_string(32), batch=once)
        worker.configure_signals()
        worker.run()

    def _check(self) -> None:
        alive = WorkerProcess.objects.filter(heard_at__gte=lapsed_before()).count()
        waiting = DBTaskResult.objects.ready()
        if not alive:
            raise CommandError("No worker is alive. Start one: manage.py worker")
        late = waiting.filter(enqueued_at__lt=timezone.now() - PATIENCE).count()
        if late:
            raise CommandError(f"{late} jobs have been waiting for more than ten minutes.")
        self.stdout.write(f"Workers alive: {alive}. Jobs waiting: {waiting.count()}.")
