"""The product in a process of its own on the test database, for races between processes.

RACE_DIR is a folder shared by the processes. Its file ``statements`` names beginnings of SQL statements; a
process that is about to execute one waits there for the other process, so that both have looked before either
writes. Where RACE_UNGUARDED is set, transactions and locks do nothing: what the guards prevent can happen.
"""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.db.backends.signals import connection_created
from django.db.models import QuerySet

FOLDER = Path(os.environ["RACE_DIR"])
UNGUARDED = bool(os.environ.get("RACE_UNGUARDED"))
PATIENCE = 20 if UNGUARDED else 0.4  # seconds; behind a guard the other one never comes


def meet(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
    """Waits until another process stands before such a statement as well, and notes that they met."""
    if sql.replace('"', "").startswith(tuple((FOLDER / "statements").read_text().splitlines()) or ("-",)):
        here = FOLDER / f"{uuid4()}.here"
        here.touch()
        end = time.monotonic() + PATIENCE
        while len(list(FOLDER.glob("*.here"))) < 2 and not (FOLDER / "met").exists():
            if time.monotonic() > end:
                here.unlink()
                break
            time.sleep(0.01)
        else:
            (FOLDER / "met").touch()
    return execute(sql, *arguments)


def take_guards_away() -> None:
    transaction.Atomic.__enter__ = lambda _self: None
    transaction.Atomic.__exit__ = lambda *_: None
    QuerySet.select_for_update = lambda self, **_options: self._chain()


settings.DATABASES["default"]["NAME"] = os.environ["RACE_DATABASE"]
connection_created.connect(lambda connection, **_: connection.execute_wrappers.append(meet), weak=False)
application = get_wsgi_application()
if UNGUARDED:
    take_guards_away()
