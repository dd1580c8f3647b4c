"""Browsers reduced to their requests, and many of them at work at once."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from http.cookies import SimpleCookie
from threading import Barrier, Thread
from urllib.parse import urlencode

HOST = "127.0.0.1"
TOKEN = "a" * 32  # of the CSRF check, the same in cookie and header


@dataclass
class Person:
    """One browser with its own cookies; collects how long each request took, and unexpected replies."""

    port: int
    timeout: float
    cookies: dict[str, str] = field(default_factory=lambda: {"csrftoken": TOKEN})
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def post(self, path: str, **data: object) -> tuple[int, str]:
        """Status and body, or (0, what happened) after the timeout or a lost connection."""
        headers = {
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection = HTTPConnection(HOST, self.port, timeout=self.timeout)
        started = time.perf_counter()
        try:
            connection.request("POST", path, urlencode(data), headers)
            reply = connection.getresponse()
            body = reply.read().decode()
        except (OSError, HTTPException) as error:
            return 0, repr(error)
        finally:
            self.seconds.append(time.perf_counter() - started)
            connection.close()
        for value in reply.headers.get_all("Set-Cookie") or ():
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(value).items()}
        return reply.status, body

    def expect(self, status: int, path: str, **data: object) -> None:
        """Posts, and keeps any other status as a fault."""
        got, body = self.post(path, **data)
        if got != status:
            self.faults.append(f"{path} answered {got}: {body[:200]}")


def all_at_once(people: Sequence[Person], work: Callable[[int, Person], None]) -> float:
    """Everybody works from the same moment on, in threads; the seconds until the last is done."""
    barrier = Barrier(len(people) + 1)

    def run(number: int, person: Person) -> None:
        barrier.wait()
        work(number, person)

    threads = [Thread(target=run, args=pair, daemon=True) for pair in enumerate(people)]
    for thread in threads:
        thread.start()
    barrier.wait()
    started = time.perf_counter()
    for thread in threads:
        thread.join()
    return time.perf_counter() - started
