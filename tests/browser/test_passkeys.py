"""Passkeys with Chromium's virtual authenticator: made, used as the second step and alone, and taken away."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from tests.accounts.codes import code_of
from tests.browser.helpers import axe
from tests.factories import PASSWORD, make_organisation, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.once]


@pytest.fixture(autouse=True)
def _no_attempts_counted() -> None:
    cache.clear()


@pytest.fixture
def consultant(live_server: LiveServer, settings: Settings) -> User:
    settings.MFA_REQUIRED_FOR = frozenset({"consultant"})
    user = make_user(email="anna@example.com")
    make_organisation(consultant=user)
    return user


def plug_in_a_key(page: Page) -> None:
    """A phone or laptop that keeps passkeys and knows its owner."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    session.send("WebAuthn.addVirtualAuthenticator", {"options": options})


def type_password(page: Page, base: str, next_page: str = "/assessments/") -> None:
    page.goto(f"{base}/accounts/login/?next={next_page}")
    page.get_by_label("E-mail address").fill("anna@example.com")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in", exact=True).click()


def confirm(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text("Confirm that it is you")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()


def log_out(page: Page) -> None:
    page.get_by_role("banner").get_by_role("button", name="Log out").click()
    expect(page.get_by_role("link", name="Log in", exact=True)).to_be_visible()


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def make_a_passkey(page: Page) -> None:
    """From the page of the gate to the page that was wanted."""
    page.get_by_role("link", name="Make a passkey").click()
    confirm(page)
    heading(page, "Make a passkey")
    axe(page)
    page.get_by_label("Name of the passkey").fill("Work laptop")
    page.get_by_role("button", name="Make the passkey").click()
    heading(page, "Recovery codes")
    axe(page)
    page.get_by_role("link", name="I have kept them").click()


def remove_the_passkey(page: Page) -> None:
    """After the passkey once more."""
    page.get_by_role("link", name="Remove Work laptop").click()
    heading(page, "Confirm that it is you")
    page.get_by_role("link", name="Use a passkey").click()
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    heading(page, "Remove this passkey?")
    axe(page)
    page.get_by_role("button", name="Remove the passkey").click()


def test_consultant_makes_a_passkey_and_logs_in_with_it(
    page: Page, live_server: LiveServer, consultant: User
) -> None:
    base = live_server.url
    plug_in_a_key(page)
    type_password(page, base)
    heading(page, "A second step is needed")
    axe(page)
    make_a_passkey(page)
    expect(page).to_have_url(f"{base}/assessments/")

    log_out(page)
    type_password(page, base, "/how-levels-work/")
    heading(page, "The second step")
    axe(page)
    page.get_by_role("button", name="Use a passkey").click()
    expect(page).to_have_url(f"{base}/how-levels-work/")

    log_out(page)
    page.goto(f"{base}/accounts/login/?next=/how-levels-work/")
    axe(page)
    page.get_by_role("button", name="Log in with a passkey").click()
    expect(page).to_have_url(f"{base}/how-levels-work/")

    page.goto(f"{base}/accounts/2fa/")
    axe(page)
    remove_the_passkey(page)
    heading(page, "A second step is needed")
    assert not Authenticator.objects.exists()


@pytest.mark.once
def test_app_is_set_up_and_its_pages_are_accessible(
    page: Page, live_server: LiveServer, consultant: User
) -> None:
    base = live_server.url
    type_password(page, base)
    page.get_by_role("link", name="Set up an app").click()
    confirm(page)
    heading(page, "Set up an authenticator app")
    assert page.evaluate("document.querySelector('.account__qr').naturalWidth") > 0
    page.get_by_text("No camera?").click()
    axe(page)
    secret = re.search(r"[A-Z2-7]{32}", page.locator(".account__key").inner_text())[0]
    page.get_by_label("Code").fill(code_of(secret))
    page.get_by_role("button", name="Set up the app").click()
    heading(page, "Recovery codes")
    for path, title in (
        ("2fa/recovery-codes/generate/", "Make new recovery codes?"),
        ("2fa/totp/deactivate/", "Remove the authenticator app?"),
        ("", "Your account"),
        ("sessions/", "Where you are logged in"),
        ("data/", "Your data"),
        ("delete/", "Delete your account"),
        ("2fa/reauthenticate/", "Confirm that it is you"),
    ):
        page.goto(f"{base}/accounts/{path}")
        heading(page, title)
        axe(page)


def test_passkey_that_is_refused_says_so_and_can_be_tried_again(
    context: BrowserContext, live_server: LiveServer, consultant: User
) -> None:
    page = context.new_page()
    page.add_init_script("navigator.credentials.create = () => Promise.reject(new Error('no'))")
    type_password(page, live_server.url)
    page.get_by_role("link", name="Make a passkey").click()
    confirm(page)
    page.get_by_role("button", name="Make the passkey").click()
    expect(page.get_by_role("alert")).to_contain_text("No passkey was made.")
    expect(page.get_by_role("button", name="Make the passkey")).to_be_enabled()
