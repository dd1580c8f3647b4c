"""Imported by a worker, takes the guard against a second mail away, so that a test shows what it is for."""

from typing import Any

from roadmaps import tasks
from roadmaps.tasks import send_once


def _send(**options: Any) -> bool:
    return send_once(**{**options, "claim": lambda: True})


tasks.send_once = _send
