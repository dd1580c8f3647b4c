"""What the benchmarks share: a database of their own, a WSGI call without a test client, and fair timing."""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from http.cookies import SimpleCookie
from io import BytesIO
from typing import Any

Row = tuple[str, float, str]


def set_up() -> None:
    """A migrated SQLite database in a temporary folder, with the frameworks of the fixtures published."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"
    os.environ["MATURITY_VAR_DIR"] = tempfile.mkdtemp(prefix="bench-")
    os.environ.pop("DATABASE_URL", None)
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("load_framework", "--all", "--publish", verbosity=0)


def median_ms(call: Callable[[], Any], *, runs: int, warm_up: int = 5) -> float:
    """Median milliseconds of one call."""
    for _ in range(warm_up):
        call()
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        call()
        times.append(time.perf_counter() - started)
    return statistics.median(times) * 1000


def ratio(
    ours: Callable[[], Any], bare: Callable[[], Any], *, rounds: int = 7, runs: int = 30
) -> tuple[float, float]:
    """Median ratio of ours to bare over alternating rounds, and our median milliseconds."""
    pairs = [(median_ms(ours, runs=runs), median_ms(bare, runs=runs)) for _ in range(rounds)]
    return statistics.median(a / b for a, b in pairs), statistics.median(a for a, _ in pairs)


class Browser:
    """Calls the application as a server would, with the cookies of a logged-in user."""

    def __init__(self, user: Any) -> None:
        from django.core.wsgi import get_wsgi_application
        from django.test import Client

        client = Client()
        client.force_login(user)
        self.cookies: SimpleCookie = client.cookies
        self.application = get_wsgi_application()

    def get(self, path: str) -> bytes:
        path, _mark, query = path.partition("?")
        request = {"REQUEST_METHOD": "GET", "PATH_INFO": path, "QUERY_STRING": query}
        return self._call({**request, "wsgi.input": BytesIO()})

    def post(self, path: str, body: bytes, token: str) -> bytes:
        return self._call(
            {
                "REQUEST_METHOD": "POST",
                "PATH_INFO": path,
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "HTTP_X_CSRFTOKEN": token,
                "wsgi.input": BytesIO(body),
            }
        )

    def _call(self, environ: dict[str, Any]) -> bytes:
        status: list[str] = []
        cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in self.cookies.items())
        full = {
            "SERVER_NAME": "localhost",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "wsgi.version": (1, 0),
            "wsgi.url_scheme": "http",
            "wsgi.errors": BytesIO(),
            "wsgi.multithread": False,
            "wsgi.multiprocess": False,
            "wsgi.run_once": False,
            "HTTP_COOKIE": cookies,
            **environ,
        }
        response = self.application(full, lambda line, _headers: status.append(line))
        body = b"".join(response)
        close = getattr(response, "close", None)
        if close:
            close()
        if not status[0].startswith("200"):
            raise RuntimeError(f"{environ['PATH_INFO']} answered {status[0]}")
        return body
