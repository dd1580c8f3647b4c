"""What every test gets."""

import gc
import os
from collections.abc import Iterator

import pytest
from django.db import connection

from assessments import immutability

# Playwright's synchronous interface keeps an event loop running beside the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Django and its models are hundreds of thousands of objects that a collection walks through in vain.
gc.set_threshold(50_000, 20, 20)


@pytest.fixture(autouse=True)
def _published_versions_can_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit are cleaned up by emptying every table, which the triggers would refuse."""
    commits = "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        immutability.remove(connection)
