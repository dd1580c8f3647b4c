"""Whose address an account has: nothing counts before it is confirmed."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, User
from tests.factories import PASSWORD, make_organisation, make_sealed, make_user

pytestmark = pytest.mark.django_db
ADDRESSES = "/accounts/email/"
VICTIM = "victim@example.com"


def signed_up(email: str) -> Client:
    client = Client()
    client.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
    assert "_auth_user_id" in client.session
    return client


def ask_for(client: Client, email: str) -> None:
    client.post(ADDRESSES, {"action_add": "", "email": email})


def logs_in(email: str) -> bool:
    client = Client()
    client.post(reverse("account_login"), {"login": email, "password": PASSWORD})
    return "_auth_user_id" in client.session


def confirm(client: Client, email: str) -> None:
    (body,) = [message.body for message in mail.outbox if message.to == [email]]
    client.post(re.findall(r"http://testserver(\S+)", body)[0])


def test_address_of_nobody_counts_for_nothing_before_it_is_confirmed() -> None:
    client = signed_up("intruder@example.com")
    ask_for(client, VICTIM)
    response = client.post(ADDRESSES, {"action_primary": "", "email": VICTIM})
    assert response.status_code == 302
    assert User.objects.get().email == "intruder@example.com"
    assert not logs_in(VICTIM)
    assert logs_in("intruder@example.com")


def test_address_of_somebody_is_refused() -> None:
    make_user(email=VICTIM)
    client = signed_up("intruder@example.com")
    for email in (VICTIM, VICTIM.upper()):
        ask_for(client, email)
        client.post(ADDRESSES, {"action_primary": "", "email": email})
    assert EmailAddress.objects.get().email == "intruder@example.com"
    assert User.objects.filter(email=VICTIM).count() == 1


@pytest.mark.parametrize("first_confirmed", [True, False])
def test_confirmed_address_replaces_the_first(first_confirmed: bool) -> None:
    client = signed_up("old@example.com")
    if first_confirmed:
        confirm(client, "old@example.com")
    ask_for(client, "mistyped@example.com")
    ask_for(client, "new@example.com")
    assert set(EmailAddress.objects.values_list("email", "primary")) == {
        ("old@example.com", True),
        ("new@example.com", False),
    }
    confirm(client, "new@example.com")
    user = User.objects.get()
    assert (user.email, user.email_confirmed) == ("new@example.com", True)
    address = EmailAddress.objects.get()
    assert (address.email, address.primary, address.verified) == ("new@example.com", True, True)
    assert logs_in("new@example.com")
    assert not logs_in("old@example.com")


def test_address_that_was_taken_meanwhile_is_not_confirmed() -> None:
    client = signed_up("slow@example.com")
    ask_for(client, VICTIM)
    make_user(email=VICTIM)
    confirm(client, VICTIM)
    assert User.objects.filter(email="slow@example.com").exists()
    assert not EmailAddress.objects.filter(verified=True).exists()


def test_reset_goes_to_the_owner_and_not_to_who_asked_for_the_address() -> None:
    ask_for(signed_up("intruder@example.com"), VICTIM)
    make_user(email=VICTIM)
    mail.outbox.clear()
    Client().post(reverse("account_reset_password"), {"email": VICTIM})
    assert [message.subject for message in mail.outbox] == ["Set a new password"]


def test_account_made_by_an_administrator_is_shown_as_confirmed() -> None:
    client = Client()
    client.force_login(make_user())
    page = client.get(ADDRESSES).content.decode()
    assert "Not confirmed yet" not in page
    assert 'name="action_remove"' not in page


@pytest.mark.parametrize("role", Membership.Role.values)
def test_membership_counts_from_the_confirmation_on(role: str) -> None:
    client = signed_up("new@example.com")
    organisation = make_organisation(**{role: User.objects.get()})
    assessment = make_sealed(owner=make_user(), organisation=organisation)
    report = reverse("report", args=[assessment.pk])
    assert client.get(report).status_code == 404
    assert str(assessment.pk) not in client.get(reverse("assessments")).content.decode()
    assert organisation.name not in client.get(reverse("start")).content.decode()
    confirm(client, "new@example.com")
    assert client.get(report).status_code == 200
    assert str(assessment.pk) in client.get(reverse("assessments")).content.decode()
