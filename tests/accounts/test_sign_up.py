"""Signing up where an address has to be confirmed first: what works before, and what strangers learn."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "seven quiet herons at dusk"
SENT = "/accounts/confirm-email/"


@pytest.fixture(autouse=True)
def _mandatory(settings: Settings) -> None:
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


def sign_up(client: Client, email: str, **fields: str) -> HttpResponse:
    data = {"email": email, "password1": NEW_PASSWORD, **fields}
    return client.post(reverse("account_signup"), data)


def link_in(message: object) -> str:
    return re.search(r"http://testserver(\S+)", message.body)[1]


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_new_account_opens_once_its_address_is_confirmed_and_leads_on() -> None:
    client = Client()
    assert sign_up(client, "new@example.com", next="/how-levels-work/").url == SENT
    assert not is_in(client)
    link = link_in(mail.outbox[0])
    client.get(link)
    assert not User.objects.get().email_confirmed
    assert client.post(link).url == "/how-levels-work/"
    assert is_in(client)
    assert User.objects.get().email_confirmed


def test_link_opened_in_another_browser_confirms_and_leads_to_log_in() -> None:
    sign_up(Client(), "new@example.com")
    client = Client()
    assert client.post(link_in(mail.outbox[0])).url == reverse("account_login")
    assert not is_in(client)
    client.post(reverse("account_login"), {"login": "new@example.com", "password": NEW_PASSWORD})
    assert is_in(client)


def test_sign_up_answers_the_same_for_known_and_unknown_addresses() -> None:
    owner = make_user(email="anna@example.com")
    make_user(email="ben@example.com")
    answers = []
    for email in ("anna@example.com", "Ben@Example.com", "nobody@example.com"):
        client = Client()
        response = sign_up(client, email)
        page = re.sub(r'value="[^"]*"', "", client.get(response.url).content.decode())
        page = page.replace(email, "").replace(email.lower(), "")
        answers.append((response.status_code, response.url, page))
        assert not is_in(client)
    assert answers[0] == answers[1] == answers[2]
    assert User.objects.count() == 3
    owner.refresh_from_db()
    assert owner.check_password(PASSWORD)


def test_owner_of_a_known_address_is_told_by_mail() -> None:
    make_user(email="anna@example.com")
    sign_up(Client(), "anna@example.com")
    (message,) = mail.outbox
    assert (message.to, message.subject) == (["anna@example.com"], "You already have an account")


def test_account_that_an_administrator_made_logs_in_without_confirming() -> None:
    user = make_user()
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    assert is_in(client)
    assert EmailAddress.objects.get().verified


def test_log_in_before_confirming_asks_for_the_mail_and_sends_no_second_at_once() -> None:
    sign_up(Client(), "new@example.com")
    client = Client()
    response = client.post(reverse("account_login"), {"login": "new@example.com", "password": NEW_PASSWORD})
    assert response.url == SENT
    assert not is_in(client)
    assert len(mail.outbox) == 1


def test_reset_before_confirming_does_not_let_in() -> None:
    sign_up(Client(), "new@example.com")
    client = Client()
    client.post(reverse("account_reset_password"), {"email": "new@example.com"})
    form = client.get(link_in(mail.outbox[1]), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": PASSWORD, "password2": PASSWORD})
    response = client.post(reverse("account_login"), {"login": "new@example.com", "password": PASSWORD})
    # The link was in a mail to the address, which confirms it as well.
    assert EmailAddress.objects.get().verified is (response.url == reverse("assessments"))


def test_change_of_address_says_nothing_of_accounts_of_others_and_takes_none() -> None:
    make_user(email="anna@example.com")
    user = make_user(email="ben@example.com")
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    client.get(reverse("account"))
    pages = []
    for email in ("anna@example.com", "arne@example.com"):
        data = {"action_add": "", "email": email}
        response = client.post(reverse("account_email"), data, follow=True)
        pages.append(re.sub(r'value="[^"]*"', "", response.content.decode()).replace(email, ""))
    assert pages[0] == pages[1]
    client.post(link_in(mail.outbox[-2]))
    user.refresh_from_db()
    assert user.email == "ben@example.com"
