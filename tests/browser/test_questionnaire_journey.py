"""From the home page to the report's address: with the mouse, with the keyboard, without JavaScript."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from assessments.access import SESSION_KEY
from assessments.actions import open_next_round
from assessments.models import Answer, Assessment, FrameworkVersion
from tests.assessments.pages import browser_of
from tests.browser.helpers import axe, log_in
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.usefixtures("transactional_db")
HUB = re.compile(r"/assessments/[0-9a-f-]{36}/$")
REPORT = re.compile(r"/assessments/[0-9a-f-]{36}/report/")


@pytest.fixture
def version() -> FrameworkVersion:
    return make_version(domains=6, questions=5, slug="b2b-revenue-team")


def start(page: Page, base_url: str) -> None:
    page.goto(base_url)
    page.locator(f'main a[href="{reverse("start")}"]').first.click()
    page.get_by_label("Which team is this about?").fill("Field sales")
    page.get_by_label("Raise the win rate").check()
    page.get_by_label("Sign 2 rings true").check()
    page.get_by_role("button", name="Go to the questions").click()
    expect(page).to_have_url(HUB)


def test_start_sent_again_after_back_leads_to_the_same_assessment(
    page: Page, live_server: Any, version: FrameworkVersion
) -> None:
    start(page, live_server.url)
    address = page.url
    page.go_back()
    page.get_by_label("Which team is this about?").fill("Field sales")
    page.get_by_role("button", name="Go to the questions").click()
    expect(page).to_have_url(address)
    assert Assessment.objects.count() == 1


def finish(page: Page) -> None:
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    expect(page.get_by_text("Within 24 hours you can open it again")).to_be_visible()
    page.get_by_role("button", name="Submit and see the report").click()
    expect(page).to_have_url(REPORT)
    expect(page.get_by_text("Thank you. The assessment is submitted")).to_have_count(1)


def check_stored() -> None:
    assert Assessment.objects.get().is_sealed
    assert list(Answer.objects.values_list("level__rank", flat=True)) == [3] * 30


def test_journey_with_the_mouse(page: Page, live_server: Any, version: FrameworkVersion) -> None:
    start(page, live_server.url)
    expect(page.get_by_text("0 of 30 answered")).to_be_visible()
    page.get_by_role("link", name="Domain 1").click()
    for domain in range(1, 7):
        page.wait_for_url(f"**/questions/d{domain}/")
        for question in range(1, 6):
            page.locator(f"#d{domain}-q{question} label", has_text="behaves like level 3").click()
        page.get_by_role("button", name="Save and continue").click()
    finish(page)
    check_stored()


def tab_to(page: Page, selector: str) -> None:
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"Tab does not reach {selector}")


def follow(page: Page, selector: str, address: str | re.Pattern[str]) -> None:
    """Goes to a link or a button with the Tab key and presses Enter."""
    tab_to(page, selector)
    page.keyboard.press("Enter")
    page.wait_for_url(address)


@pytest.mark.once
def test_journey_with_the_keyboard(page: Page, live_server: Any, version: FrameworkVersion) -> None:
    page.goto(live_server.url)
    follow(page, f'main a[href="{reverse("start")}"]', "**/start/")
    tab_to(page, "#id_team")
    page.keyboard.type("Field sales")
    page.keyboard.press("Enter")
    page.wait_for_url(HUB)
    follow(page, "a[href$='/questions/d1/']", "**/questions/d1/")
    for domain in range(1, 7):
        for question in range(1, 6):
            tab_to(page, f"#d{domain}-q{question} input[type=radio]")
            for key in ["3"] if question % 2 else ["Space", "ArrowDown", "ArrowDown"]:
                page.keyboard.press(key)
        follow(page, "[data-continue]", f"**/questions/d{domain + 1}/" if domain < 6 else "**/check/")
    follow(page, "form[action$='/submit/'] button", REPORT)
    check_stored()


@pytest.mark.once
def test_journey_without_javascript(
    plain_context: Callable[..., BrowserContext], live_server: Any, version: FrameworkVersion
) -> None:
    page = plain_context(java_script_enabled=False).new_page()
    start(page, live_server.url)
    page.get_by_role("link", name="Domain 1").click()
    for domain in range(1, 7):
        page.wait_for_url(f"**/questions/d{domain}/")
        for question in range(1, 6):
            page.locator(f"#d{domain}-q{question}-answer-3").check()
        page.get_by_role("button", name="Save and continue").last.click()
    finish(page)
    check_stored()


def test_secret_link_opens_the_assessment_in_another_browser(
    page: Page, live_server: Any, version: FrameworkVersion, plain_context: Callable[..., BrowserContext]
) -> None:
    start(page, live_server.url)
    link = page.get_by_role("textbox", name="Secret link").input_value()
    other = plain_context().new_page()
    other.goto(link)
    other.get_by_role("button", name="Open the assessment").click()
    expect(other).to_have_url(page.url)
    expect(other.get_by_role("heading", name="Field sales")).to_be_visible()


@pytest.mark.once
def test_secret_link_is_folded_once_it_was_copied(
    page: Page, context: BrowserContext, live_server: Any, version: FrameworkVersion
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    start(page, live_server.url)
    page.get_by_role("button", name="Copy").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Copy")).to_be_hidden()
    page.get_by_text("Your way back").click()
    expect(page.get_by_role("textbox", name="Secret link")).to_be_visible()


def test_secret_link_is_mailed(page: Page, live_server: Any, version: FrameworkVersion) -> None:
    cache.clear()
    start(page, live_server.url)
    page.get_by_label("Or mail it to yourself").fill("anna@example.com")
    page.get_by_role("button", name="Mail the link").click()
    expect(page.get_by_text("The link is on its way")).to_be_visible()
    page.get_by_text("Your way back").click()
    assert page.get_by_role("textbox", name="Secret link").input_value() in mail.outbox[0].body


@pytest.mark.once
def test_without_javascript_errors_take_the_reader_to_the_field(
    plain_context: Callable[..., BrowserContext], live_server: Any, version: FrameworkVersion
) -> None:
    page = plain_context(java_script_enabled=False).new_page()
    start(page, live_server.url)
    page.get_by_role("link", name="Domain 2").click()
    page.locator("#d2-q1-answer-not_applicable").check()
    page.get_by_role("button", name="Save and continue").last.click()
    expect(page).to_have_title(re.compile("^Error:"))
    page.get_by_role("link", name="Say why it does not apply").click()
    expect(page.locator("#d2-q1-reason")).to_be_in_viewport()
    page.locator("#d2-q1-reason").fill("No partners")
    page.get_by_role("button", name="Save and continue").last.click()
    page.wait_for_url("**/questions/d3/")
    assert Answer.objects.get().is_complete


@pytest.mark.once
def test_enter_in_a_text_field_saves_the_page_and_confirms_nothing(
    plain_context: Callable[..., BrowserContext], live_server: Any
) -> None:
    user = make_user()
    again = open_next_round(previous=make_sealed(owner=user))
    context = plain_context(java_script_enabled=False)
    log_in(context, live_server.url, user)
    page = context.new_page()
    page.goto(live_server.url + reverse("questions", args=[again.pk, "d1"]))
    page.locator("#d1-q2 summary").click()
    page.locator("#d1-q2-link").fill("example.com")
    page.keyboard.press("Enter")
    page.wait_for_url("**/questions/d2/")
    assert set(
        again.respondents.get().answers.filter(carried=False).values_list("question__slug", flat=True)
    ) == {"d1-q2"}


@pytest.mark.once
def test_error_summary_takes_the_focus(page: Page, live_server: Any, version: FrameworkVersion) -> None:
    page.goto(live_server.url + reverse("start"))
    page.get_by_role("button", name="Go to the questions").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.get_by_role("link", name="Name the team").click()
    expect(page.locator("#id_team")).to_be_focused()
    axe(page)


@pytest.mark.once
@pytest.mark.parametrize("name", ["start", "hub", "questions", "check", "set-up", "assessments", "return"])
def test_page_is_accessible_wide_and_narrow_light_and_dark(
    name: str, page: Page, context: BrowserContext, live_server: Any, version: FrameworkVersion
) -> None:
    user = make_user()
    again = open_next_round(
        previous=make_sealed(version=version, owner=user, goal=version.goals.get(), team="T" * 120)
    )
    log_in(context, live_server.url, user)
    anonymous = make_assessment(version)
    args = {"start": [], "assessments": [], "questions": [again.pk, "d1"], "return": [anonymous.pk, "wrong"]}
    page.goto(live_server.url + reverse(name, args=args.get(name, [again.pk])))
    for summary in page.locator("main summary").all():
        summary.click()
    axe(page)


@pytest.mark.once
def test_conflict_and_faults_are_accessible(
    page: Page, context: BrowserContext, live_server: Any, version: FrameworkVersion
) -> None:
    user = make_user()
    assessment = make_assessment(version, owner=user)
    log_in(context, live_server.url, user)
    page.goto(live_server.url + reverse("questions", args=[assessment.pk, "d1"]))
    answer_all(assessment.respondents.get(), 2, note="From elsewhere")
    page.locator("#d1-q1-answer-4").check()
    expect(page.locator("#d1-q1 [data-conflict]")).to_be_visible()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".error-summary")).to_be_focused()
    axe(page)


@pytest.mark.once
def test_anonymous_hub_is_accessible(page: Page, live_server: Any, version: FrameworkVersion) -> None:
    start(page, live_server.url)
    axe(page)


@pytest.mark.once
def test_pages_of_what_no_account_holds_are_accessible(
    page: Page, context: BrowserContext, live_server: Any, version: FrameworkVersion
) -> None:
    open_one, sealed = make_assessment(version, team="T" * 120), make_sealed(version=version)
    client = browser_of(open_one)
    client.force_login(make_user())
    session = client.session
    session[SESSION_KEY] = [str(open_one.pk), str(sealed.pk)]
    session.save()
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": live_server.url}])
    for path in ("/", "/accounts/logout/", reverse("claim", args=[open_one.pk])):
        page.goto(live_server.url + path)
        expect(page.get_by_text("T" * 120).first).to_be_visible()
        axe(page)
    page.goto(live_server.url + reverse("report", args=[sealed.pk]))
    expect(page.get_by_role("button", name="Keep it in your account")).to_be_in_viewport()
    page.get_by_role("button", name="Copy").scroll_into_view_if_needed()
    axe(page)
