"""Users and organisations in the admin."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.models import Permission
from django.test import Client

from accounts.models import Membership, Organisation, User
from tests.factories import PASSWORD, make_organisation, make_user

pytestmark = pytest.mark.django_db
USERS = "/admin/accounts/user/"
ORGANISATIONS = "/admin/accounts/organisation/"


@pytest.fixture
def admin() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.com", PASSWORD))
    return client


def clerk() -> Client:
    """Staff who may manage users without being a superuser."""
    user = make_user(is_staff=True)
    user.user_permissions.set(Permission.objects.filter(content_type__app_label="accounts"))
    client = Client()
    client.force_login(user)
    return client


def formset(name: str = "memberships", *rows: dict[str, Any]) -> dict[str, Any]:
    values = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
    return values | {f"{name}-{i}-{key}": value for i, row in enumerate(rows) for key, value in row.items()}


def new_user(**fields: Any) -> dict[str, Any]:
    passwords = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    return {"email": "new@example.com", "name": "New"} | passwords | fields


def test_user_is_made_with_address_and_password(admin: Client) -> None:
    assert admin.get(f"{USERS}add/").status_code == 200
    assert admin.post(f"{USERS}add/", new_user(is_staff="on")).status_code == 302
    user = User.objects.get(email="new@example.com")
    assert (user.is_staff, user.is_superuser) == (True, False)
    assert user.check_password(PASSWORD)
    assert user.email_confirmed


def test_changed_address_of_a_user_is_the_one_that_counts(admin: Client) -> None:
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    values = {"email": "married@example.com", "email_confirmed": "on", "is_active": "on"} | formset()
    assert admin.post(f"{USERS}{user.pk}/change/", values).status_code == 302
    address = EmailAddress.objects.get(user=user)
    assert (address.email, address.primary, address.verified) == ("married@example.com", True, True)


def test_second_account_with_the_same_address_is_refused(admin: Client) -> None:
    make_user(email="NEW@example.com")
    page = admin.post(f"{USERS}add/", new_user()).content.decode()
    assert "There is already an account with this e-mail address." in page


def test_user_page_and_list_open_and_find(admin: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(5):
        make_user(name=f"Anna {number}")
    with django_assert_max_num_queries(7):
        assert admin.get(f"{USERS}?q=anna").context["cl"].result_count == 5
    assert admin.get(f"{USERS}{make_user().pk}/change/").status_code == 200


def test_organisation_is_made_with_a_member(admin: Client) -> None:
    user = make_user()
    values = {"name": "Made up (fictional)", "language": "en", "accent": "#1f5c57"}
    values |= formset("memberships", {"user": user.pk, "role": "lead"})
    assert admin.get(f"{ORGANISATIONS}add/").status_code == 200
    assert admin.post(f"{ORGANISATIONS}add/", values).status_code == 302
    membership = Membership.objects.get(organisation=Organisation.objects.get())
    assert (membership.user, membership.role) == (user, "lead")


def test_organisation_list_and_page_open(admin: Client) -> None:
    organisation = make_organisation(lead=make_user(), consultant=make_user())
    assert admin.get(ORGANISATIONS).status_code == 200
    assert admin.get(f"{ORGANISATIONS}{organisation.pk}/change/").status_code == 200


def test_clerk_cannot_grant_rights(admin: Client) -> None:
    client = clerk()
    client.post(f"{USERS}add/", new_user(is_staff="on", is_superuser="on"))
    user = User.objects.get(email="new@example.com")
    assert (user.is_staff, user.is_superuser) == (False, False)
    values = {"email": user.email, "is_active": "on", "is_staff": "on", "is_superuser": "on"} | formset()
    assert client.post(f"{USERS}{user.pk}/change/", values).status_code == 302
    user.refresh_from_db()
    assert (user.is_staff, user.is_superuser) == (False, False)


@pytest.mark.parametrize("action", ["change", "password", "delete"])
def test_clerk_cannot_touch_a_superuser(admin: Client, action: str) -> None:
    boss = User.objects.get(email="admin@example.com")
    passwords = {"password1": "taken over phrase", "password2": "taken over phrase"}
    values = {"email": "mine@example.com", "post": "yes", "usable_password": "true"} | passwords | formset()
    assert clerk().post(f"{USERS}{boss.pk}/{action}/", values).status_code == 403
    boss.refresh_from_db()
    assert boss.email == "admin@example.com"
    assert boss.check_password(PASSWORD)


def test_people_and_organisations_are_found_by_name(admin: Client) -> None:
    user, organisation = make_user(name="Anna Berg"), make_organisation()
    page = admin.get(f"{ORGANISATIONS}{organisation.pk}/change/").content.decode()
    assert "admin-autocomplete" in page
    asked = {"app_label": "accounts", "model_name": "membership", "field_name": "user", "term": "berg"}
    found = admin.get("/admin/autocomplete/", asked).json()["results"]
    assert found == [{"id": str(user.pk), "text": f"Anna Berg ({user.email})"}]
