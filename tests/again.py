"""What the second run of the suite, on the other database, leaves out (docs/decisions/0021-tests-once.md)."""

import pytest

# A test reaches a database by one of these and by nothing else: the plugin blocks every other way.
BY_FIXTURE = {"db", "transactional_db", "live_server", "django_db_setup"}


# Which run this is, "first" or "second", as the last one that was configured in this process.
runs: list[str] = []


def is_second() -> bool:
    """Whether this is the run on the other database."""
    return runs[-1:] == ["second"]


def add_option(parser: pytest.Parser) -> None:
    parser.addoption(
        "--again", action="store_true", help="leave out what does not depend on the database behind it"
    )


def reaches_a_database(item: pytest.Item) -> bool:
    fixtures = set(getattr(item, "fixturenames", ()))
    return item.get_closest_marker("django_db") is not None or not fixtures.isdisjoint(BY_FIXTURE)


def leave_out(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Takes away the tests that cannot reach a database, and those marked ``once``."""
    if not config.getoption("again"):
        return
    left_out = [item for item in items if item.get_closest_marker("once") or not reaches_a_database(item)]
    config.hook.pytest_deselected(items=left_out)
    gone = set(left_out)
    items[:] = [item for item in items if item not in gone]
