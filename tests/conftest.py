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

NEED_A_DATABASE = {"db", "transactional_db", "live_server"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests that reach no database are the same on every engine: they run beside SQLite only."""
    if connection.vendor == "sqlite":
        return
    config.hook.pytest_deselected(items=[item for item in items if not reaches_a_database(item)])
    items[:] = [item for item in items if reaches_a_database(item)]


def reaches_a_database(item: pytest.Item) -> bool:
    """By its mark, or by a fixture that it or one of its fixtures asks for."""
    marked = item.get_closest_marker("django_db") is not None
    fixtures = set(getattr(item, "fixturenames", ()))
    return marked or bool(NEED_A_DATABASE & fixtures)


@pytest.fixture(autouse=True)
def _published_versions_can_be_flushed(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests that commit are cleaned up by emptying every table, which the triggers would refuse."""
    commits = "transactional_db" in request.fixturenames or "live_server" in request.fixturenames
    if commits:
        request.getfixturevalue("transactional_db")
    yield
    if commits:
        immutability.remove(connection)
