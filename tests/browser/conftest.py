"""A real browser for the journeys: Debian's Chromium, with every complaint of it a failure."""

import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from assessments.models import Assessment
from tests.browser.helpers import collect_complaints, log_in
from tests.factories import make_assessment, make_user, make_version

PATIENCE = 30_000  # milliseconds; only a failing test, or one on a busy computer, ever waits so long
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        pytest.exit("The browser tests need Chromium: apt-get install chromium", returncode=2)
    return {
        **browser_type_launch_args,
        "executable_path": chromium,
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
        ],
    }


@pytest.fixture(scope="session")
def base_url() -> None:
    """Addresses come from the live server; the plugin's own fixture warns under this pytest."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    # A page that still scrolls gently to a field carries the next button away from under the mouse.
    calm = {"reduced_motion": "reduce"}
    return {**browser_context_args, **calm, "locale": "en-GB", "viewport": {"width": 1280, "height": 900}}


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """Console errors, exceptions, CSP reports and requests to elsewhere; must be empty at the end."""
    found: list[str] = []
    yield found
    assert found == []


@pytest.fixture
def context(context: BrowserContext, complaints: list[str]) -> BrowserContext:
    """Any page of this context is listened to, those that a test opens itself as well."""
    context.set_default_timeout(PATIENCE)
    context.on("page", lambda page: collect_complaints(page, complaints))
    return context


@pytest.fixture
def plain_context(
    new_context: Callable[..., BrowserContext], complaints: list[str]
) -> Callable[..., BrowserContext]:
    """Makes further contexts, for example without JavaScript or for a second person, listened to likewise."""

    def make(**options: Any) -> BrowserContext:
        made = new_context(**options)
        made.set_default_timeout(PATIENCE)
        made.on("page", lambda page: collect_complaints(page, complaints))
        return made

    return make


@pytest.fixture
def owner() -> User:
    return make_user(email="anna@example.com")


@pytest.fixture
def assessment(owner: User) -> Assessment:
    return make_assessment(make_version(), owner=owner)


@pytest.fixture
def open_page(
    context: BrowserContext, live_server: Any, assessment: Assessment, owner: User
) -> Callable[..., Page]:
    """Opens the questions of a domain, signed in as the owner."""
    log_in(context, live_server.url, owner)

    def open_it(domain: str = "d1") -> Page:
        page = context.new_page()
        page.goto(live_server.url + reverse("questions", args=[assessment.pk, domain]))
        return page

    return open_it
