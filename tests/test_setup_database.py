"""Whatever the tests leave open, their database can be dropped after the last of them."""

import pytest
from django.db import connection

from tests import emptying


@pytest.mark.django_db(transaction=True)
def test_database_is_dropped_while_somebody_is_in_it() -> None:
    if connection.vendor != "postgresql":
        return  # a file or memory, which nobody holds
    name = f"{connection.settings_dict['NAME']}_spare"
    with connection.creation._nodb_cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    somebody = connection.copy("spare")
    somebody.settings_dict["NAME"] = name
    somebody.connect()

    emptying.drop(connection.creation, name, 0)

    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_database WHERE datname = %s", [name])
        assert cursor.fetchone() == (0,)
    somebody.close()
