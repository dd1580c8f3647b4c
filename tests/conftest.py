"""What every test gets."""

import gc
import os
from collections.abc import Iterator
from contextlib import nullcontext

import pytest
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from whitenoise.middleware import WhiteNoiseMiddleware

from tests import again, emptying, ending, static_files, under_way

# Playwright's synchronous interface keeps an event loop running beside the tests.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
# Django and its models are hundreds of thousands of objects that a collection walks through in vain.
gc.set_threshold(50_000, 20, 20)
# How busy the computer is says nothing about what is tested. The runs of the suite, one for SQLite and one
# for PostgreSQL, draw examples of their own.
settings.register_profile(
    "suite", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("suite")
# After tests that commit.
TransactionTestCase._fixture_teardown = emptying.empty
DatabaseCreation._destroy_test_db = emptying.drop
WhiteNoiseMiddleware.add_files_from_finders = static_files.add_known_files


def pytest_addoption(parser: pytest.Parser) -> None:
    again.add_option(parser)


def pytest_configure(config: pytest.Config) -> None:
    ending.remember_stderr()
    under_way.listen()
    again.runs.append("second" if config.getoption("again") else "first")
    config.addinivalue_line("markers", "once: shows words or drawings, which no database engine changes")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """After the last test, browsers and servers are closed; none of them is waited for endlessly."""
    with ending.overdue_after() if nextitem is None else nullcontext():
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_sessionfinish() -> None:
    ending.exit_when_overdue()


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    again.leave_out(config, items)
    # The longest first, so that no process waits in the end for one that has just begun.
    items.sort(key=lambda item: "browser" not in item.path.parts)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> None:
    """The database of this process, and what is in it before the first test."""
    with django_db_blocker.unblock():
        emptying.remember_first_rows()


@pytest.fixture(autouse=True)
def _live_server_commits(request: pytest.FixtureRequest) -> None:
    """What a live server shows has to be committed, whether the test says so or not."""
    if "live_server" in request.fixturenames:
        request.getfixturevalue("transactional_db")
