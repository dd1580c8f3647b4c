"""Several visitors at once against the live server: real requests from real threads."""

from collections.abc import Callable
from http.client import HTTPConnection
from threading import Barrier, Thread
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.test import Client

from accounts.models import User

TOKEN = "a" * 32
Reply = tuple[int, str]


class Visitor:
    """A browser reduced to its requests: a signed-in user's, or one whose session holds what is told."""

    def __init__(self, base_url: str, user: User | None = None, **session: object) -> None:
        client = Client()
        if user is not None:
            client.force_login(user)
        kept = client.session
        kept.update(session)
        kept.save()
        self.host = urlsplit(base_url).netloc
        self.cookies = f"{settings.SESSION_COOKIE_NAME}={kept.session_key}; csrftoken={TOKEN}"

    def post(self, path: str, **data: object) -> Reply:
        """Status, and the address that the reply leads to or else its body."""
        connection = HTTPConnection(self.host, timeout=30)
        headers = {
            "Cookie": self.cookies,
            "X-CSRFToken": TOKEN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        connection.request("POST", path, urlencode(data), headers)
        reply = connection.getresponse()
        body = reply.read().decode()
        connection.close()
        return reply.status, reply.getheader("Location") or body


def at_once(*calls: Callable[[], Reply]) -> list[Reply]:
    """Makes all the calls in threads that start together; the replies in the order of the calls."""
    barrier = Barrier(len(calls))
    replies: list[Reply] = [(0, "")] * len(calls)

    def run(number: int, call: Callable[[], Reply]) -> None:
        barrier.wait()
        replies[number] = call()

    threads = [Thread(target=run, args=(number, call)) for number, call in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return replies
