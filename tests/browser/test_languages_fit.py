"""Pages in Turkish and Dutch on a small phone: nothing scrolls sideways, no text is cut off."""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.actions.framework import load_framework
from assessments.models import Assessment, FrameworkVersion
from tests.assessments.framework_file_samples import SHIPPED, shipped
from tests.browser.helpers import log_in
from tests.factories import answer_all, make_assessment, make_sealed, make_user

pytestmark = pytest.mark.once

NARROW = {"width": 320, "height": 800}
# Text that its own box cuts off; what scrolls within a box, or is hidden for sighted people, is not meant.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')].filter(element => {
  const style = getComputedStyle(element);
  const cuts = ['hidden', 'clip'].includes(style.overflowX) && element.clientWidth > 1;
  return cuts && element.scrollWidth > element.clientWidth + 1 && element.innerText;
}).map(element => element.innerText.slice(0, 60))"""


@pytest.fixture
def person(live_server: LiveServer) -> User:
    """Runs one open and one sealed assessment of the supplied framework with the longest texts."""
    version = load_framework(tree=shipped(SHIPPED[0]).tree, publish_it=True).version
    user = make_user(email="bir.hayli.uzun.adres@example.com")
    opened = make_assessment(version, owner=user, team="Field sales")
    answer_all(opened.respondents.get(), 3)
    make_sealed(version=version, owner=user, team="Inside sales")
    return user


def addresses(person: User) -> Iterator[str]:
    opened = Assessment.objects.get(owner=person, submitted_at=None)
    sealed = Assessment.objects.get(owner=person, submitted_at__isnull=False)
    domain = FrameworkVersion.objects.get().domains.all()[0]
    for name in ("home", "how-levels", "sample", "start", "assessments"):
        yield reverse(name)
    for name in ("account_email", "account_change_password", "account_logout"):
        yield reverse(name)
    for name in ("hub", "set-up", "check"):
        yield reverse(name, args=[opened.pk])
    yield reverse("questions", args=[opened.pk, domain.slug])
    for name in ("report", "next-round"):
        yield reverse(name, args=[sealed.pk])


def faults(page: Page, address: str) -> list[str]:
    page.goto(address)
    wide = page.evaluate("document.documentElement.scrollWidth")
    found = [f"{address}: cut off: {text}" for text in page.evaluate(CUT)]
    return [*found, *([f"{address}: {wide} px wide"] if wide > NARROW["width"] else [])]


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_pages_fit_a_small_phone(
    live_server: LiveServer, browser: Browser, person: User, language: str
) -> None:
    context = browser.new_context(viewport=NARROW, locale=language)
    page = context.new_page()
    found = [
        fault
        for name in ("account_login", "account_signup")
        for fault in faults(page, live_server.url + reverse(name))
    ]
    log_in(context, live_server.url, person)
    for address in addresses(person):
        found += faults(page, live_server.url + address)
        assert page.locator("html").get_attribute("lang") == language
    context.close()
    assert found == []
