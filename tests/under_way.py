"""The requests that a live server is answering, whose visitor may have left already.

A page that is closed while it saves does not stop the server from saving, in the middle of the next test.
"""

from threading import Condition, current_thread, main_thread
from typing import Any

from django.core.signals import request_finished, request_started

PATIENCE = 20  # seconds

_changed = Condition()
_requests: list[int] = [0]


def _begins(**_: Any) -> None:
    if current_thread() is main_thread():
        return  # the test client's
    with _changed:
        _requests[0] += 1


def _ends(**_: Any) -> None:
    if current_thread() is main_thread():
        return
    with _changed:
        _requests[0] -= 1
        _changed.notify_all()


def listen() -> None:
    """Call it once, before the first live server."""
    request_started.connect(_begins)
    request_finished.connect(_ends)


def wait_for_the_last() -> None:
    """Returns once all are answered, after PATIENCE at the latest."""
    with _changed:
        _changed.wait_for(lambda: _requests[0] <= 0, PATIENCE)
