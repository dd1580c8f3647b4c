"""Whatever the tests leave open, their database can be dropped after the last of them."""

from threading import Event, Thread

import pytest
from django.db import OperationalError, connection

from tests import emptying


@pytest.mark.django_db(transaction=True)
def test_other_sessions_are_ended_before_the_database_is_dropped() -> None:
    if connection.vendor != "postgresql":
        emptying.leave_alone()  # nothing to end; its own connection goes on
        connection.ensure_connection()
        return
    opened, ended, complaints = Event(), Event(), []

    def hold() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
            opened.set()
            ended.wait(30)
            try:
                cursor.execute("SELECT 1")
            except OperationalError as error:
                complaints.append(error)
        connection.close()

    holder = Thread(target=hold)
    holder.start()
    assert opened.wait(30)
    emptying.leave_alone()
    ended.set()
    holder.join()

    assert len(complaints) == 1
