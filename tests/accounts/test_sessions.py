"""Sessions, guessing and what a stranger can learn about accounts."""

import re

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
NEW_PASSWORD = "seven quiet herons at dusk"
KEEPSAKE = "what the browser had before"


def log_in(client: Client, user: User, password: str = PASSWORD) -> None:
    client.post(reverse("account_login"), {"login": user.email, "password": password})


def is_in(client: Client) -> bool:
    return client.get(reverse("account_email")).status_code == 200


def test_log_in_changes_the_session_key_and_keeps_what_the_browser_had() -> None:
    client = Client()
    session = client.session
    session["keepsake"] = KEEPSAKE
    session.save()
    before = session.session_key
    log_in(client, make_user())
    assert is_in(client)
    assert client.session.session_key != before
    assert client.session["keepsake"] == KEEPSAKE
    assert not client.session.exists(before)


def test_log_out_ends_the_session_for_whoever_holds_its_key() -> None:
    client, thief = Client(), Client()
    log_in(client, make_user())
    thief.cookies["sessionid"] = client.cookies["sessionid"].value
    assert is_in(thief)
    client.post(reverse("account_logout"))
    assert not is_in(client)
    assert not is_in(thief)


def test_log_out_by_reading_only_asks() -> None:
    client = Client()
    log_in(client, make_user())
    client.get(reverse("account_logout"))
    assert is_in(client)


def test_changed_password_ends_all_other_sessions() -> None:
    user = make_user()
    here, elsewhere = Client(), Client()
    log_in(here, user)
    log_in(elsewhere, user)
    before = here.session.session_key
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    here.post(reverse("account_change_password"), data)
    assert is_in(here)
    assert here.session.session_key != before
    assert not is_in(elsewhere)


def reset_reply(client: Client, email: str) -> tuple[int, str, str]:
    response = client.post(reverse("account_reset_password"), {"email": email}, follow=True)
    html = response.content.decode()
    return response.status_code, str(response.redirect_chain), re.sub(r'value="[^"]*"', "", html)


def test_reset_answers_the_same_for_known_and_unknown_addresses() -> None:
    user = make_user()
    known, unknown = reset_reply(Client(), user.email), reset_reply(Client(), "nobody@example.com")
    assert known == unknown
    assert known[0] == 200
    assert [message.to for message in mail.outbox] == [[user.email], ["nobody@example.com"]]


def test_log_in_answers_the_same_for_known_and_unknown_addresses() -> None:
    def reply(email: str) -> str:
        response = Client().post(reverse("account_login"), {"login": email, "password": "wrong"})
        return re.sub(r'value="[^"]*"', "", response.content.decode())

    assert reply(make_user().email) == reply("nobody@example.com")


def test_guessing_a_password_is_stopped_even_when_the_sixth_guess_is_right() -> None:
    user = make_user()
    for _ in range(5):
        log_in(Client(), user, "wrong")
    client = Client()
    log_in(client, user)
    assert not is_in(client)


def test_guesses_of_a_stranger_leave_the_owner_the_right_password(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user = make_user()
    for _ in range(8):
        log_in(Client(headers={"x-forwarded-for": "192.0.2.1"}), user, "wrong")
    owner = Client(headers={"x-forwarded-for": "192.0.2.2"})
    log_in(owner, user)
    assert is_in(owner)


def test_guesses_from_everywhere_are_stopped_in_the_end(settings: Settings) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user = make_user()
    for number in range(50):
        log_in(Client(headers={"x-forwarded-for": f"192.0.2.{number}"}), user, "wrong")
    client = Client(headers={"x-forwarded-for": "198.51.100.1"})
    log_in(client, user)
    assert not is_in(client)


def test_too_many_guesses_answer_429_and_keep_the_address_that_was_typed() -> None:
    data = {"login": make_user().email, "password": "wrong"}
    responses = [Client().post(reverse("account_login"), data) for _ in range(6)]
    assert [response.status_code for response in responses] == [200] * 5 + [429]
    page = responses[-1].content.decode()
    assert "Too many attempts. Wait five minutes" in page
    assert data["login"] in page


def test_new_password_is_accepted_at_once_after_too_many_guesses() -> None:
    user, client = make_user(), Client()
    for _ in range(6):
        log_in(Client(), user, "wrong")
    client.post(reverse("account_reset_password"), {"email": user.email})
    (link,) = re.findall(r"http://testserver(\S+)", mail.outbox[0].body)
    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    log_in(client, user, NEW_PASSWORD)
    assert is_in(client)


def test_asking_for_many_resets_is_stopped_with_our_page() -> None:
    client = Client()
    for _ in range(5):
        reset_reply(client, "victim@example.com")
    response = client.post(reverse("account_reset_password"), {"email": "victim@example.com"})
    assert response.status_code == 429
    assert "Too many attempts in a short time" in response.content.decode()
    assert len(mail.outbox) == 5


@pytest.mark.parametrize(("proxies", "counted_as_one"), [(0, True), (1, False)])
def test_attempts_count_per_visitor_behind_a_trusted_proxy_only(
    settings: Settings, proxies: int, counted_as_one: bool
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = proxies
    codes = [
        Client(headers={"x-forwarded-for": f"192.0.2.{number}"})
        .post(reverse("account_login"), {"login": f"person{number}@example.com", "password": "wrong"})
        .status_code
        for number in range(40)
    ]
    assert (429 in codes) is counted_as_one


def test_admin_log_in_goes_through_the_same_limits() -> None:
    response = Client().get("/admin/login/?next=/admin/")
    assert response.status_code == 302
    assert response.url.startswith(reverse("account_login"))
