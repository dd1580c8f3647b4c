"""The worker: django-tasks-db's, with a lease, a sweep, and an end that loses no job."""

import logging
import os
import signal
import sys
import time
from threading import Event, Thread
from types import FrameType
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError, connections
from django_tasks_db.management.commands.db_worker import Worker

from reports.worker import lease
from reports.worker.sweep import sweep

log = logging.getLogger(__name__)
SWEEP_EVERY = 60  # seconds
GRACE = 8  # seconds that a job may still take once the worker is told to stop
AWAY = 5  # seconds until the next attempt to reach the database
LEASE_LOST = 75  # exit status


class LeasedWorker(Worker):
    """Does the jobs of every queue, one after the other.

    A second thread renews the lease meanwhile. Told to stop, the worker finishes its job within GRACE seconds
    or gives it back.
    """

    def __init__(self, *, worker_id: str, batch: bool) -> None:
        super().__init__(
            queue_names=["*"],
            excluded_queue_names=[],
            interval=settings.WORKER_INTERVAL,
            batch=batch,
            backend_name="default",
            startup_delay=False,
            max_tasks=None,
            worker_id=worker_id,
        )
        self._left = Event()
        self._told: list[float] = []
        self._renewed_at = time.monotonic()

    def run(self) -> None:
        """Returns when told to stop, or, with ``batch``, when nothing is left to do."""
        lease.take(self.worker_id)
        self._renewed_at = time.monotonic()
        keeper = Thread(target=self._keep, daemon=True)
        keeper.start()
        try:
            sweep()
            self._work()
        finally:
            self._left.set()
            keeper.join()
            lease.give_back(self.worker_id)

    def _work(self) -> None:
        while self.running:
            try:
                super().run()
            except (DatabaseError, InterfaceError):
                log.exception("The database cannot be reached")
                connections.close_all()
                time.sleep(AWAY)
            else:
                return

    def shutdown(self, signum: int, frame: FrameType | None) -> None:
        """Signal handler; a second signal gives the job back at once."""
        # Nothing but this: a handler may interrupt another one, and whatever else is going on.
        self.running = False
        self._told.append(time.monotonic())
        if not self.running_task:
            sys.exit(0)

    def _keep(self) -> None:
        """The second thread: renews, sweeps, and ends the process when it has to."""
        # A signal that reached this thread would leave the other one asleep.
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGQUIT})
        tick = min(1.0, settings.WORKER_LEASE / 6)
        swept_at = time.monotonic()
        try:
            while not self._left.wait(tick):
                try:
                    self._leave_if_told()
                    self._renew()
                    if time.monotonic() - swept_at > SWEEP_EVERY:
                        swept_at = time.monotonic()
                        sweep()
                except (DatabaseError, InterfaceError):
                    log.exception("The worker's lease or sweep failed")
                    connections.close_all()
        finally:
            connections.close_all()

    def _leave_if_told(self) -> None:
        if len(self._told) > 1 or (self._told and time.monotonic() - self._told[0] > GRACE):
            log.warning("Told to stop: the job goes back to the queue")
            lease.give_back(self.worker_id)
            self._end(0)

    def _renew(self) -> None:
        silent = time.monotonic() - self._renewed_at
        if silent > settings.WORKER_LEASE * 2 / 3 and self.running_task:
            log.error("The lease could not be renewed; another worker will take the job over")
            self._end(LEASE_LOST)
        if silent < settings.WORKER_LEASE / 6:
            return
        if not lease.renew(self.worker_id):
            if self.running_task:
                log.error("The lease has lapsed; another worker takes the job over")
                self._end(LEASE_LOST)
            lease.take(self.worker_id)
        self._renewed_at = time.monotonic()

    def _end(self, status: int) -> Any:
        logging.shutdown()
        os._exit(status)
