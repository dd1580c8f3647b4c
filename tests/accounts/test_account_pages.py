"""Account pages: all render in the product's look, errors are named, links stay on the site."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.once, pytest.mark.django_db]
OPEN = [
    ("account_login", "Log in"),
    ("account_signup", "Make an account"),
    ("account_reset_password", "Reset your password"),
    ("account_reset_password_done", "Look into your mail"),
    ("account_reset_password_from_key_done", "Your new password is set"),
    ("account_email_verification_sent", "Look into your mail"),
    ("account_inactive", "This account is closed"),
]
SIGNED_IN = [
    ("account_email", "Your e-mail address"),
    ("account_change_password", "Change your password"),
    ("account_logout", "Log out?"),
    ("account_reauthenticate", "Confirm that it is you"),
]
NEW_PASSWORD = "seven quiet herons at dusk"


def heading(html: str) -> str:
    assert '<header class="site-header">' in html
    return re.sub(r"\s+", " ", re.findall(r"<h1>(.*?)</h1>", html)[0])


def log_in(client: Client, user: User, password: str = PASSWORD, **fields: str) -> object:
    return client.post(reverse("account_login"), {"login": user.email, "password": password, **fields})


@pytest.mark.parametrize(("name", "title"), OPEN)
def test_open_page_renders_in_our_look(client: Client, name: str, title: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert heading(response.content.decode()) == title


@pytest.mark.parametrize(("name", "title"), SIGNED_IN)
def test_page_of_the_account_renders_in_our_look(client: Client, name: str, title: str) -> None:
    log_in(client, make_user())
    response = client.get(reverse(name))
    assert response.status_code == 200
    assert heading(response.content.decode()) == title


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "account_set_password"])
def test_page_of_the_account_sends_strangers_to_log_in(client: Client, name: str) -> None:
    response = client.get(reverse(name))
    assert response.status_code == 302
    assert response.url == f"{reverse('account_login')}?next={reverse(name)}"


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_reset_password"])
def test_fields_have_labels_and_no_placeholders(client: Client, name: str) -> None:
    html = client.get(reverse(name)).content.decode()
    assert "placeholder=" not in html
    assert "<label for=" in html


def test_log_in_page_helps_those_without_an_account(client: Client) -> None:
    html = client.get(reverse("account_login")).content.decode()
    assert "Started without an account?" in html
    assert "Open the secret link you saved" in html


def test_wrong_password_is_named_at_the_top_and_in_the_title(client: Client) -> None:
    response = log_in(client, make_user(email="anna@example.com"), "wrong")
    assert response.status_code == 200
    html = response.content.decode()
    assert "<title>Error: Log in — Sales maturity</title>" in html
    assert '<div class="error-summary" role="alert" tabindex="-1" autofocus>' in html
    assert "The e-mail address or the password is not right." in html
    assert 'value="anna@example.com"' in html


def test_error_at_a_field_is_linked_and_described(client: Client) -> None:
    data = {"email": "anna@example.com", "password1": "123"}
    html = client.post(reverse("account_signup"), data).content.decode()
    assert '<a href="#id_password1">' in html
    assert 'id="id_password1_error"' in html
    assert re.search(r'<input[^>]*aria-describedby="[^"]*id_password1_error"', html)
    assert not User.objects.exists()


@pytest.mark.parametrize(
    ("name", "errors"),
    [
        ("account_login", {"login": "Enter your e-mail address.", "password": "Enter your password."}),
        ("account_signup", {"email": "Enter your e-mail address.", "password1": "Enter a password."}),
        ("account_reset_password", {"email": "Enter your e-mail address."}),
    ],
)
def test_empty_fields_are_named_and_linked(client: Client, name: str, errors: dict[str, str]) -> None:
    html = client.post(reverse(name), {}).content.decode()
    links = re.findall(r'<li><a href="#id_(\w+)">(.*?)</a></li>', html)
    assert dict(links) == errors


def test_empty_fields_of_the_accounts_forms_are_named(client: Client) -> None:
    log_in(client, make_user())
    page = reverse("account_change_password")
    assert client.get(page).content.decode().count("Forgotten your password?") == 1
    html = client.post(page, {}).content.decode()
    for error in (
        "Enter your password as it is now.",
        "Enter a password.",
        "Enter the new password once more.",
    ):
        assert f"{error}</a></li>" in html
    for page in (reverse("account_email"), reverse("account_reauthenticate")):
        html = client.post(page, {"action_add": ""}).content.decode()
        assert "This field is required." not in html


def test_notification_says_when_with_its_time_zone(client: Client) -> None:
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    log_in(client, user)
    data = {"oldpassword": PASSWORD, "password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    client.post(reverse("account_change_password"), data)
    assert re.search(r"^When: .*\d:\d\d.* UTC$", mail.outbox[-1].body, re.M)
    assert mail.outbox[-1].from_email == "Sales maturity <no-reply@localhost>"


def test_next_page_is_kept_through_log_in_and_its_errors(client: Client) -> None:
    user = make_user()
    target = reverse("how-levels")
    page = client.get(f"{reverse('account_login')}?next={target}").content.decode()
    assert f'<input type="hidden" name="next" value="{target}"' in page
    wrong = log_in(client, user, "wrong", next=target)
    assert f'name="next" value="{target}"' in wrong.content.decode()
    assert log_in(client, user, next=target).url == target


@pytest.mark.parametrize(
    ("name", "field", "secret"),
    [("account_login", "login", "password"), ("account_signup", "email", "password1")],
)
def test_switching_the_language_keeps_what_was_typed_but_the_password(
    client: Client, name: str, field: str, secret: str
) -> None:
    typed = {field: "new@example", secret: NEW_PASSWORD, "next": "/how-levels-work/", "language": "nl"}
    response = client.post(reverse(name), typed)
    page = response.content.decode()
    assert response.status_code == 200
    assert '<html lang="nl">' in page
    assert client.cookies["language"].value == "nl"
    assert 'value="new@example"' in page
    assert 'name="next" value="/how-levels-work/"' in page
    assert NEW_PASSWORD not in page
    assert "error-summary" not in page
    assert not User.objects.exists()


def test_next_page_is_kept_from_log_in_to_sign_up(client: Client) -> None:
    target = reverse("how-levels")
    page = client.get(f"{reverse('account_login')}?next={target}").content.decode()
    link = re.search(r'href="(/accounts/signup/[^"]*)"', page)
    assert link
    data = {"email": "new@example.com", "password1": NEW_PASSWORD, "next": target}
    assert client.get(link[1]).status_code == 200
    assert client.post(link[1], data).url == target


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_next_page_stays_on_the_site(client: Client, elsewhere: str) -> None:
    response = log_in(client, make_user(), next=elsewhere)
    assert response.status_code == 302
    assert response.url == reverse("assessments")


def test_password_is_reset_by_the_link_in_the_mail(client: Client) -> None:
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client.post(reverse("account_reset_password"), {"email": user.email})
    (message,) = mail.outbox
    assert message.subject == "Set a new password"
    assert message.alternatives == []
    link = re.search(r"http://testserver(\S+)", message.body)
    assert link
    page = client.get(link[1], follow=True)
    assert heading(page.content.decode()) == "Set a new password"
    data = {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD}
    done = client.post(page.redirect_chain[-1][0], data, follow=True)
    assert heading(done.content.decode()) == "Your new password is set"
    user.refresh_from_db()
    assert user.check_password(NEW_PASSWORD)
    assert [sent.subject for sent in mail.outbox] == ["Set a new password", "Your password was reset"]
    again = Client().get(link[1], follow=True)
    assert heading(again.content.decode()) == "This link no longer works"


def test_address_is_confirmed_by_posting_and_not_by_opening_the_link(client: Client) -> None:
    data = {"email": "new@example.com", "password1": NEW_PASSWORD}
    client.post(reverse("account_signup"), data)
    (message,) = mail.outbox
    assert message.subject == "Confirm your e-mail address"
    link = re.search(r"http://testserver(\S+)", message.body)
    assert link
    page = client.get(link[1])
    assert heading(page.content.decode()) == "Is this your address?"
    assert not EmailAddress.objects.get().verified
    client.post(link[1])
    assert EmailAddress.objects.get().verified


def test_address_can_be_asked_for_and_given_up(client: Client) -> None:
    user = make_user()
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    log_in(client, user)
    url = reverse("account_email")
    client.post(url, {"action_add": "", "email": "second@example.com"})
    assert EmailAddress.objects.filter(user=user, email="second@example.com", verified=False).exists()
    html = client.get(url).content.decode()
    assert "second@example.com" in html
    assert "Not confirmed yet" in html
    client.post(url, {"action_remove": "", "email": "second@example.com"})
    assert not EmailAddress.objects.filter(email="second@example.com").exists()
    client.post(url, {"action_remove": "", "email": user.email})
    assert EmailAddress.objects.filter(email=user.email).exists()


def test_closed_account_cannot_log_in(client: Client) -> None:
    response = log_in(client, make_user(is_active=False))
    assert response.url == reverse("account_inactive")
    assert "_auth_user_id" not in client.session


def test_mail_server_that_is_away_does_not_stop_a_sign_up(
    client: Client, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    response = client.post(reverse("account_signup"), {"email": "new@example.com", "password1": NEW_PASSWORD})
    assert response.status_code == 302
    assert User.objects.get().email == "new@example.com"
    assert [record.getMessage() for record in caplog.records if record.name == "accounts.adapter"] == [
        "A mail about an account could not be sent."
    ]
