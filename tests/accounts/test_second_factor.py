"""The second step of a log-in: apps, recovery codes, guessing, and what it takes to change them."""

import json

import pytest
from allauth.mfa.models import Authenticator
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from tests.accounts.codes import code_of, confirm, set_up_app, type_password, with_app
from tests.factories import make_user

pytestmark = pytest.mark.django_db
STEP = "/accounts/2fa/authenticate/"
WRONG = "000000"


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_password_alone_opens_nothing_once_an_app_is_set_up() -> None:
    user = make_user()
    secret, codes = with_app(user)
    assert len(codes) == 10
    client = Client()
    assert type_password(client, user).url == STEP
    assert "Use a passkey" not in client.get(STEP).content.decode()
    assert not is_in(client)
    before = client.session.session_key
    client.post(STEP, {"code": code_of(secret)})
    assert is_in(client)
    assert client.session.session_key != before
    assert not client.session.exists(before)


@pytest.mark.usefixtures("transactional_db")
def test_setting_up_is_told_by_mail_and_removing_as_well() -> None:
    client = Client()
    type_password(client, make_user())
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert not Authenticator.objects.exists()
    assert [sent.subject for sent in mail.outbox] == [
        "An authenticator app was set up",
        "Your authenticator app was removed",
    ]
    assert "From now on, logging in needs a second step." in mail.outbox[0].body
    assert "Network address: 127.0.0.1" in mail.outbox[0].body


def test_code_of_an_app_works_once() -> None:
    user = make_user()
    secret, _codes = with_app(user)
    code = code_of(secret, steps=1)
    seen = []
    for _ in range(2):
        client = Client()
        type_password(client, user)
        client.post(STEP, {"code": code})
        seen.append(is_in(client))
    assert seen == [True, False]


def test_recovery_code_works_once_and_the_others_still_do() -> None:
    user = make_user()
    _secret, codes = with_app(user)
    seen = []
    for code in (codes[0], codes[0], codes[1]):
        client = Client()
        type_password(client, user)
        client.post(STEP, {"code": code})
        seen.append(is_in(client))
    assert seen == [True, False, True]


def test_guessing_codes_is_stopped_even_when_the_sixth_guess_is_right() -> None:
    user = make_user()
    secret, codes = with_app(user)
    statuses = []
    for _ in range(6):
        client = Client()
        type_password(client, user)
        statuses.append(client.post(STEP, {"code": WRONG}).status_code)
    assert statuses == [200] * 5 + [429]
    for code in (code_of(secret), codes[0]):
        client.post(STEP, {"code": code})
        assert not is_in(client)


def test_guessing_codes_in_the_account_counts_together_with_log_in() -> None:
    user = make_user()
    _secret, _codes = with_app(user)
    inside = Client()
    inside.force_login(user)
    for _ in range(5):
        inside.post(reverse("mfa_reauthenticate"), {"code": WRONG})
    client = Client()
    type_password(client, user)
    assert client.post(STEP, {"code": WRONG}).status_code == 429


def test_guesses_at_one_account_leave_others_alone() -> None:
    user, other = make_user(), make_user()
    with_app(user)
    secret, _codes = with_app(other)
    client = Client()
    type_password(client, user)
    for _ in range(6):
        client.post(STEP, {"code": WRONG})
    client = Client()
    type_password(client, other)
    client.post(STEP, {"code": code_of(secret)})
    assert is_in(client)


def test_wrong_code_is_named_and_linked() -> None:
    user = make_user()
    with_app(user)
    client = Client()
    type_password(client, user)
    html = client.post(STEP, {"code": WRONG}).content.decode()
    assert "<title>Error: The second step — Sales maturity</title>" in html
    assert '<a href="#id_code">That is not right, or it was used before.</a>' in html
    html = client.post(STEP, {"code": ""}).content.decode()
    assert "Enter the code.</a>" in html


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_next_page_stays_on_the_site_through_both_steps(elsewhere: str) -> None:
    user = make_user()
    secret, _codes = with_app(user)
    client = Client()
    type_password(client, user, next=elsewhere)
    response = client.post(STEP, {"code": code_of(secret), "next": elsewhere})
    assert response.url == reverse("assessments")


def test_next_page_is_kept_through_both_steps() -> None:
    user = make_user()
    secret, _codes = with_app(user)
    client = Client()
    type_password(client, user, next="/how-levels-work/")
    assert client.post(STEP, {"code": code_of(secret)}).url == "/how-levels-work/"


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example/"])
def test_next_page_stays_on_the_site_after_confirming(elsewhere: str) -> None:
    user = make_user()
    secret, _codes = with_app(user)
    client = Client()
    client.force_login(user)
    for name, data in (
        ("account_reauthenticate", {"password": "correct horse battery staple"}),
        ("mfa_reauthenticate", {"code": code_of(secret)}),
    ):
        assert client.post(reverse(name), {**data, "next": elsewhere}).url == reverse("assessments")


@pytest.mark.parametrize(
    "name", ["mfa_activate_totp", "mfa_add_webauthn", "mfa_generate_recovery_codes", "mfa_deactivate_totp"]
)
def test_changing_factors_asks_for_the_password_once_more(name: str) -> None:
    user = make_user()
    if name in {"mfa_generate_recovery_codes", "mfa_deactivate_totp"}:
        with_app(user)
    client = Client()
    client.force_login(user)
    for method in (client.get, client.post):
        assert method(reverse(name)).url.startswith(reverse("account_reauthenticate"))


def test_codes_are_shown_only_after_the_password_once_more() -> None:
    user = make_user()
    _secret, codes = with_app(user)
    client = Client()
    client.force_login(user)
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes"):
        assert client.get(reverse(name)).url.startswith(reverse("account_reauthenticate"))
    confirm(client)
    text = client.get(reverse("mfa_download_recovery_codes")).content.decode()
    assert text.split() == codes


def test_unconfirmed_account_sets_no_factor_up() -> None:
    client = Client()
    client.post(reverse("account_signup"), {"email": "new@example.com", "password1": "seven quiet herons"})
    confirm(client)
    response = client.get(reverse("mfa_activate_totp"), follow=True)
    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Confirm your e-mail address first" in response.content.decode()


def test_database_holds_no_secret_that_makes_codes() -> None:
    secret, codes = with_app(make_user())
    stored = json.dumps([row.data for row in Authenticator.objects.all()])
    assert secret not in stored
    assert [code for code in codes if code in stored] == []


def test_new_secret_of_the_site_keeps_factors_only_beside_the_old_one(settings: Settings) -> None:
    user = make_user()
    secret, _codes = with_app(user)
    old, settings.SECRET_KEY = settings.SECRET_KEY, "another-secret-that-protects-nothing-but-this-test"
    seen = []
    for fallbacks in ([], [old]):
        settings.SECRET_KEY_FALLBACKS = fallbacks
        client = Client()
        type_password(client, user)
        client.post(STEP, {"code": code_of(secret)})
        seen.append(is_in(client))
    assert seen == [False, True]


def test_passkeys_of_others_are_not_found() -> None:
    user, other = make_user(), make_user()
    theirs = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Theirs"})
    client = Client()
    type_password(client, user)
    confirm(client)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        assert client.get(reverse(name, args=[theirs.pk])).status_code == 404
        assert client.post(reverse(name, args=[theirs.pk]), {"name": "Mine"}).status_code == 404
    assert Authenticator.objects.get().data == {"name": "Theirs"}


@pytest.mark.parametrize(
    "credential",
    ["", "x", "[]", "{}", '{"response": 1}', '{"id": "a", "rawId": "a", "response": {}}', "null"],
)
def test_passkey_that_is_none_is_refused_without_fault(credential: str) -> None:
    response = Client().post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert response.url == reverse("account_login")
    client = Client()
    type_password(client, make_user())
    confirm(client)
    data = {"name": "Key", "credential": credential}
    assert client.post(reverse("mfa_add_webauthn"), data).status_code == 200
    assert not Authenticator.objects.exists()
