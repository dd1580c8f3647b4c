"""A web process that is asked to log in with wrong passwords; prints how many were looked at.

Run as ``python -m tests.accounts.guessing ADDRESS GUESSES THREADS``, with the database GUESSING_DATABASE and
the cache GUESSING_CACHE; it says "ready" and waits for a line before it begins.
"""

import os
import sys
from concurrent.futures import ThreadPoolExecutor

import django
from django.conf import settings


def set_up() -> None:
    settings.DATABASES["default"]["NAME"] = os.environ["GUESSING_DATABASE"]
    backend = f"django.core.cache.backends.{os.environ['GUESSING_CACHE']}"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": "cache_of_guesses"}}
    django.setup()


def main(email: str, guesses: int, threads: int) -> None:
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    def guess(_number: int) -> bool:
        data = {"login": email, "password": "wrong"}
        response = Client().post(reverse("account_login"), data)
        connection.close()
        return response.status_code == 200

    Client().get(reverse("account_login"))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    with ThreadPoolExecutor(threads) as pool:
        looked_at = sum(pool.map(guess, range(guesses)))
    sys.stdout.write(f"{looked_at}\n")


if __name__ == "__main__":
    set_up()
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]))
