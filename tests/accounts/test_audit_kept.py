"""The log cannot be changed or deleted, whoever tries, on either engine."""

import pytest
from django.db import DatabaseError, connection, transaction

from accounts.audit import Event, record
from accounts.models import AuditEvent
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def event() -> AuditEvent:
    lead = make_user(name="Lena Lead")
    return record(
        Event.MEMBER_INVITED, actor=lead, organisation=make_organisation(lead=lead), subject="a@example.com"
    )


def refused(sql: str, *parameters: object) -> None:
    before = list(AuditEvent.objects.values())
    kept = pytest.raises(DatabaseError, match="never changes")
    with kept, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, parameters)
    assert list(AuditEvent.objects.values()) == before


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ("UPDATE accounts_auditevent SET subject = %s", "b@example.com"),
        ("UPDATE accounts_auditevent SET code = %s", "member.left"),
        ("UPDATE accounts_auditevent SET actor_name = %s", "Somebody else"),
        ("UPDATE accounts_auditevent SET at = %s", "2020-01-01 00:00:00"),
        ("UPDATE accounts_auditevent SET details = %s", '{"x": 1}'),
        ("UPDATE accounts_auditevent SET assessment_id = %s", "0" * 32),
    ],
)
def test_event_is_not_changed(event: AuditEvent, change: str, value: str) -> None:
    refused(change, value)


def test_event_is_not_given_to_somebody_else(event: AuditEvent) -> None:
    other = make_user()
    refused("UPDATE accounts_auditevent SET actor_id = %s", other.pk)
    with pytest.raises(DatabaseError), transaction.atomic():
        AuditEvent.objects.update(organisation=make_organisation())


def test_event_is_not_deleted(event: AuditEvent) -> None:
    refused("DELETE FROM accounts_auditevent")
    with pytest.raises(DatabaseError), transaction.atomic():
        event.delete()


def test_event_is_not_replaced(event: AuditEvent) -> None:
    """In the one way that each engine has."""
    ways = {
        "sqlite": "INSERT OR REPLACE INTO accounts_auditevent (id, at, actor_name, code, subject, details) "
        "SELECT id, at, actor_name, code, 'forged', details FROM accounts_auditevent",
        "postgresql": "INSERT INTO accounts_auditevent (id, at, actor_name, code, subject, details) "
        "SELECT id, at, actor_name, code, 'forged', details FROM accounts_auditevent "
        "ON CONFLICT (id) DO UPDATE SET subject = 'forged'",
    }
    refused(ways[connection.vendor])


def test_event_outlives_account_and_organisation(event: AuditEvent) -> None:
    event.organisation.delete()
    event.actor.delete()
    event.refresh_from_db()
    assert (event.actor, event.organisation, event.actor_name) == (None, None, "Lena Lead")
