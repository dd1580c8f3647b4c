"""Where an account is logged in, and logging other browsers out."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.templatetags.browsers import browser_name
from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.django_db
PAGE = "/accounts/sessions/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0"
PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/18.5 Mobile/15E148 Safari/604.1"
)
CHROME = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"


def browser(user: User, name: str = FIREFOX) -> Client:
    client = Client(headers={"user-agent": name})
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get(reverse("account")).status_code == 200


def test_page_lists_own_browsers_by_name() -> None:
    user = make_user()
    here = browser(user)
    browser(user, PHONE)
    browser(make_user(), CHROME)
    html = here.get(PAGE).content.decode()
    assert "Firefox on Windows" in html
    assert "Safari on iPhone" in html
    assert "Chrome on Linux" not in html
    assert html.count("This browser") == 1


def test_one_other_browser_is_logged_out() -> None:
    user = make_user()
    here, there, third = browser(user), browser(user, PHONE), browser(user, CHROME)
    chosen = UserSession.objects.get(user_agent=PHONE)
    here.post(PAGE, {"session": chosen.pk})
    assert [is_in(client) for client in (here, there, third)] == [True, False, True]


def test_all_other_browsers_are_logged_out() -> None:
    user = make_user()
    here, there, third = browser(user), browser(user, PHONE), browser(user, CHROME)
    response = here.post(PAGE, follow=True)
    assert "All other browsers are logged out." in response.content.decode()
    assert [is_in(client) for client in (here, there, third)] == [True, False, False]


@pytest.mark.parametrize("chosen", ["theirs", "0", "-1", "x", "9" * 40, "²"])
def test_session_of_somebody_else_is_out_of_reach(chosen: str) -> None:
    user, other = make_user(), make_user()
    here, there = browser(user), browser(other)
    pk = str(UserSession.objects.get(user=other).pk) if chosen == "theirs" else chosen
    assert here.post(PAGE, {"session": pk}).url == PAGE
    assert [is_in(client) for client in (here, there)] == [True, True]


def test_reading_the_page_ends_no_session_and_asks_to_log_in() -> None:
    user = make_user()
    here, there = browser(user), browser(user)
    here.get(f"{PAGE}?session={UserSession.objects.last().pk}")
    assert [is_in(client) for client in (here, there)] == [True, True]
    assert Client().get(PAGE).url.startswith(reverse("account_login"))


def test_overview_leads_to_every_page_of_the_account() -> None:
    html = browser(make_user()).get(reverse("account")).content.decode()
    main = html[html.index("<h1>") :]
    for name in (
        "account_email",
        "account_change_password",
        "mfa_index",
        "usersessions_list",
        "account_language",
        "account_data",
        "account_delete",
    ):
        assert f'href="{reverse(name)}"' in main


def test_unknown_browser_has_a_name_as_well() -> None:
    assert browser_name("curl/8.5") == "Another browser"
