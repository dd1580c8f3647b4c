"""Memberships in the admin: the last lead stays, and the organisation's log knows."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.audit import Event
from accounts.models import AuditEvent, Membership, Organisation, User
from tests.accounts.organisations import membership_of, staffed
from tests.factories import PASSWORD, make_assessment, make_organisation, make_user

pytestmark = pytest.mark.django_db
LAST = "Make another person its lead first."


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.com", PASSWORD))
    return client


def rows(memberships: list[Membership], **changes: Any) -> dict[str, Any]:
    """The inline as the page shows it; ``changes`` by role: another role, or "DELETE"."""
    values = {"memberships-TOTAL_FORMS": len(memberships), "memberships-INITIAL_FORMS": len(memberships)}
    for number, one in enumerate(memberships):
        change = changes.get(one.role, one.role)
        values |= {
            f"memberships-{number}-{name}": value
            for name, value in {
                "id": one.pk,
                "user": one.user_id,
                "organisation": one.organisation_id,
                "role": one.role if change == "DELETE" else change,
            }.items()
        }
        if change == "DELETE":
            values[f"memberships-{number}-DELETE"] = "on"
    return values


def save_organisation(admin: Client, organisation: Organisation, **changes: Any) -> Any:
    named = {name: getattr(organisation, name) for name in ("name", "industry", "size", "language", "accent")}
    values = named | rows(list(organisation.memberships.all()), **changes)
    return admin.post(f"/admin/accounts/organisation/{organisation.pk}/change/", values)


def save_user(admin: Client, user: User, **changes: Any) -> Any:
    values = {"email": user.email, "email_confirmed": "on", "is_active": "on"}
    memberships = list(user.memberships.all())
    return admin.post(f"/admin/accounts/user/{user.pk}/change/", values | rows(memberships, **changes))


@pytest.mark.parametrize("change", ["member", "consultant", "DELETE"])
def test_last_lead_stays_on_either_page(admin: Client, change: str) -> None:
    organisation, people = staffed()
    for response in (
        save_organisation(admin, organisation, lead=change),
        save_user(admin, people["lead"], lead=change),
    ):
        assert response.status_code == 200
        assert LAST in response.content.decode()
    assert membership_of(organisation, people["lead"]).role == "lead"
    assert not AuditEvent.objects.exists()


def test_lead_is_handed_on_in_one_go(admin: Client) -> None:
    organisation, people = staffed()
    assert save_organisation(admin, organisation, lead="member", member="lead").status_code == 302
    assert membership_of(organisation, people["member"]).role == "lead"
    changes = AuditEvent.objects.filter(code=Event.ROLE_CHANGED, organisation=organisation)
    assert {(one.subject, one.details["before"], one.details["after"]) for one in changes} == {
        (people["lead"].email, "lead", "member"),
        (people["member"].email, "member", "lead"),
    }


def test_only_consultant_stays_while_nobody_leads(admin: Client) -> None:
    consultant = make_user()
    organisation = make_organisation(consultant=consultant)
    assert LAST in save_organisation(admin, organisation, consultant="DELETE").content.decode()
    assert save_organisation(admin, organisation, consultant="lead").status_code == 302


def test_removing_others_is_in_the_log(admin: Client) -> None:
    organisation, people = staffed()
    assert save_user(admin, people["member"], member="DELETE").status_code == 302
    event = AuditEvent.objects.get(organisation=organisation)
    assert (event.code, event.subject) == (Event.MEMBER_REMOVED, people["member"].email)
    assert event.actor_name == "admin@example.com"


def test_account_that_alone_runs_an_organisation_is_not_deleted(admin: Client) -> None:
    organisation, people = staffed()
    address = f"/admin/accounts/user/{people['lead'].pk}/delete/"
    assert f"alone runs {organisation}." in admin.get(address).content.decode()
    assert "alone runs" in admin.post(address, {"post": "yes"}).content.decode()
    assert User.objects.filter(pk=people["lead"].pk).exists()
    chosen = {"action": "delete_selected", "_selected_action": people["lead"].pk, "post": "yes"}
    admin.post("/admin/accounts/user/", chosen)
    assert User.objects.filter(pk=people["lead"].pk).exists()
    assert (
        admin.post(f"/admin/accounts/user/{people['member'].pk}/delete/", {"post": "yes"}).status_code == 302
    )


def test_people_are_picked_and_shown_by_name_and_address(admin: Client) -> None:
    organisation, people = staffed()
    User.objects.filter(pk=people["lead"].pk).update(name="Anna")
    asked = {"app_label": "accounts", "model_name": "membership", "field_name": "user", "term": "Anna"}
    [found] = admin.get("/admin/autocomplete/", asked).json()["results"]
    assert found["text"] == f"Anna ({people['lead'].email})"
    page = admin.get(f"/admin/accounts/organisation/{organisation.pk}/change/").content.decode()
    assert f"Anna ({people['lead'].email})</option>" in page
    assert Client().get("/admin/autocomplete/", asked).status_code == 302


def test_open_invitations_are_listed(admin: Client) -> None:
    organisation, _people = staffed()
    address = f"/admin/accounts/organisation/{organisation.pk}/change/"
    assert "No invitation is open." in admin.get(address).content.decode()
    fields = {"role": "member", "language": "en", "expires_at": timezone.now() + timedelta(days=1)}
    organisation.invitations.create(email="new@example.com", **fields)
    organisation.invitations.create(email="gone@example.com", revoked_at=timezone.now(), **fields)
    page = admin.get(address).content.decode()
    assert "new@example.com · Member: sees submitted reports · not sent yet" in page
    assert "gone@example.com" not in page


def test_organisation_with_assessments_is_not_deleted_but_says_what_to_do(admin: Client) -> None:
    organisation, _people = staffed()
    make_assessment(organisation=organisation)
    address = f"/admin/accounts/organisation/{organisation.pk}/delete/"
    assert "Remove everybody but one lead from it" in admin.get(address).content.decode()
    admin.post(address, {"post": "yes"})
    assert Organisation.objects.filter(pk=organisation.pk).exists()
