"""From the invitation in a lead's browser to the membership of somebody who had no account."""

import re
from collections.abc import Callable

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership
from tests.browser.helpers import axe, log_in
from tests.factories import PASSWORD, make_organisation, make_user

pytestmark = pytest.mark.django_db
EMAIL = "new.colleague@example.com"


def mailed_link(pattern: str) -> str:
    found = re.search(rf"https?://\S+{pattern}\S+", mail.outbox[-1].body)
    assert found
    return found[0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def invite(page: Page) -> None:
    """From the organisation's page, after a typing error."""
    page.get_by_role("link", name="Invite somebody").click()
    page.get_by_label("E-mail address").fill("nobody")
    press(page, "Send the invitation")
    expect(page).to_have_title(re.compile("^Error:"))
    axe(page)
    page.get_by_label("E-mail address").fill(EMAIL)
    page.get_by_label("Member: sees submitted reports").check()
    press(page, "Send the invitation")
    expect(page.get_by_text(EMAIL).first).to_be_visible()
    axe(page)


def test_invited_colleague_signs_up_and_joins(
    live_server: LiveServer, context: BrowserContext, plain_context: Callable[..., BrowserContext]
) -> None:
    lead = make_user(name="Lena Lead")
    organisation = make_organisation("Acme (fictional)", lead=lead)
    log_in(context, live_server.url, lead)
    page = context.new_page()
    page.goto(f"{live_server.url}/organisations/{organisation.pk}/")
    invite(page)
    link = mailed_link("/invitations/")
    phone = plain_context().new_page()
    phone.set_viewport_size({"width": 390, "height": 800})
    seen: list[str] = []
    phone.on("request", lambda request: seen.append(request.headers.get("referer", "")))
    phone.goto(link)
    expect(phone.get_by_text("Lena Lead invites you to Acme (fictional).")).to_be_visible()
    axe(phone)
    press(phone, "Go on")
    expect(phone).to_have_url(f"{live_server.url}/invitations/")
    axe(phone)
    sign_up(phone)
    phone.goto(f"{live_server.url}/organisations/")
    phone.get_by_role("link", name="You followed an invitation that is not accepted yet.").click()
    press(phone, "Accept the invitation")
    expect(phone.get_by_role("heading", name="Acme (fictional)")).to_be_visible()
    axe(phone)
    assert Membership.objects.get(user__email=EMAIL).role == "member"
    assert not [referer for referer in seen if link.rstrip("/").rsplit("/", 1)[1] in referer]


def sign_up(phone: Page) -> None:
    """With the invited address, to the confirmation of it."""
    phone.get_by_role("link", name="Make an account").click()
    expect(phone.get_by_label("E-mail address")).to_have_value(EMAIL)
    phone.get_by_label("Password").fill(PASSWORD)
    press(phone, "Make the account")
    phone.goto(mailed_link("/confirm-email/"))
    phone.locator("main form button").first.click()
