"""The pages of no app, and those of the account, in a real browser: accessible, narrow, dark, by keyboard."""

import pytest
from allauth.account.models import EmailAddress
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from tests.browser.helpers import axe, axe_violations, log_in
from tests.factories import PASSWORD, make_user, make_version

pytestmark = pytest.mark.once

OPEN = [
    "/",
    "/how-levels-work/",
    "/accounts/login/",
    "/accounts/signup/",
    "/accounts/password/reset/",
    "/accounts/password/reset/done/",
    "/nowhere/",
]
OF_THE_ACCOUNT = ["/accounts/email/", "/accounts/password/change/", "/accounts/logout/"]
LONGEST = "a.very.long.name.that.nobody.would.choose.but.somebody.has@a-subsidiary.example.com"


@pytest.mark.parametrize("path", OPEN)
def test_open_page_is_accessible_and_fits(live_server: LiveServer, page: Page, path: str) -> None:
    make_version()
    page.goto(live_server.url + path)
    axe(page)


@pytest.mark.parametrize("path", OF_THE_ACCOUNT)
def test_page_of_the_account_is_accessible_and_fits(
    live_server: LiveServer, context: BrowserContext, page: Page, path: str
) -> None:
    user = make_user(email=LONGEST)
    EmailAddress.objects.create(user=user, email=LONGEST, primary=True, verified=True)
    EmailAddress.objects.create(user=user, email="second@example.com", primary=False, verified=False)
    log_in(context, live_server.url, user)
    page.goto(live_server.url + path)
    axe(page)


def test_home_without_a_framework_is_accessible_and_fits(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)
    axe(page)
    expect(page.get_by_text("No assessment can be started here yet.")).to_be_visible()


def test_skip_link_comes_first_and_leads_past_the_header(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/how-levels-work/")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(page.locator("#main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="What a level is")).to_be_focused()


def test_header_folds_its_links_away_on_a_small_phone(
    live_server: LiveServer, context: BrowserContext, page: Page
) -> None:
    log_in(context, live_server.url, make_user(email=LONGEST))
    page.goto(live_server.url + "/how-levels-work/")
    links = page.get_by_role("navigation", name="Main").get_by_role("link", name="Your assessments")
    expect(links).to_be_visible()
    expect(page.get_by_text("Menu", exact=True)).to_be_hidden()
    page.set_viewport_size({"width": 320, "height": 700})
    expect(links).to_be_hidden()
    folded = page.get_by_role("banner").bounding_box()
    assert folded is not None
    assert folded["height"] < 120, "two rows"
    page.get_by_text("Menu", exact=True).focus()
    page.keyboard.press("Enter")
    expect(links).to_be_visible()
    axe(page)


def test_focus_is_visible_wherever_it_goes(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url + "/accounts/login/")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        name, style, width = page.evaluate(
            """() => {
                const at = document.activeElement, css = getComputedStyle(at);
                return [at.outerHTML.slice(0, 80), css.outlineStyle, parseFloat(css.outlineWidth)];
            }"""
        )
        if name.startswith("<body"):
            break
        seen.add(name)
        assert style == "solid", name
        assert width >= 2, name
    assert len(seen) >= 8


def test_log_in_by_keyboard_names_the_error_and_then_leads_on(live_server: LiveServer, page: Page) -> None:
    user = make_user()
    page.goto(live_server.url + "/accounts/login/?next=/how-levels-work/")
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill("wrong")
    page.keyboard.press("Enter")
    expect(page).to_have_title("Error: Log in — Sales maturity")
    expect(page.get_by_role("alert")).to_be_focused()
    assert axe_violations(page) == []
    page.get_by_label("Password").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(live_server.url + "/how-levels-work/")
    expect(page.get_by_role("status")).to_contain_text(user.email)
    page.get_by_role("button", name="Log out").click()
    expect(page).to_have_url(live_server.url + "/")


def test_fonts_are_our_own_and_loaded(live_server: LiveServer, page: Page) -> None:
    page.goto(live_server.url)
    loaded = page.evaluate(
        "document.fonts.ready.then(all => [...all].filter(f => f.status === 'loaded').map(f => f.family))"
    )
    assert {name.strip('"') for name in loaded} == {"Maturity Sans", "Maturity Serif"}
