"""Takes away what a test committed, faster than Django's ``flush``.

That one empties every table, among them what the migrations filled, and has it all made again. Here only
tables with rows are touched, and content types, permissions and groups stay as the migrations left them.
"""

from django.db import connection, transaction
from django.db.backends.postgresql.creation import DatabaseCreation
from django.test import TransactionTestCase

from assessments import immutability
from tests import under_way

# The highest id that each table had when the database was new, by the table's name.
_first: dict[str, int] = {}
NEVER = {"django_migrations"}


def remember_first_rows() -> None:
    """Call it once the database is made and before the first test."""
    _first.clear()
    with connection.cursor() as cursor:
        for table in _with_rows():
            cursor.execute(f"SELECT max(id) FROM {table}")
            _first[table] = cursor.fetchone()[0]


def drop(creation: DatabaseCreation, name: str, _verbosity: int) -> None:
    """Drops a PostgreSQL database whatever threads of tests or of a live server still hold open in it."""
    with creation._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE {creation.connection.ops.quote_name(name)} WITH (FORCE)")


def _with_rows() -> list[str]:
    tables = connection.introspection.django_table_names(only_existing=True, include_views=False)
    query = " UNION ALL ".join(
        f"SELECT '{table}' WHERE EXISTS (SELECT 1 FROM {table})" for table in sorted({*tables} - NEVER)
    )
    with connection.cursor() as cursor:
        cursor.execute(query)
        return [name for (name,) in cursor.fetchall()]


def empty(_test: TransactionTestCase | None = None) -> None:
    """Deletes every row that is not of the migrations, whatever points at it and whatever guards it."""
    under_way.wait_for_the_last()
    with connection.constraint_checks_disabled(), transaction.atomic(), connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            immutability.remove(connection)
        else:
            cursor.execute("SET LOCAL session_replication_role = replica")  # no trigger, no foreign key
        for table in _with_rows():
            cursor.execute(
                f"DELETE FROM {table}" + (f" WHERE id > {_first[table]}" if table in _first else "")
            )
        if connection.vendor == "sqlite":
            immutability.install(connection)
