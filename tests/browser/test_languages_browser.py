"""The language buttons in a real browser: the page and every answer stay."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from assessments.access import return_token
from assessments.models import Answer, Assessment
from tests.assessments.pages import answer_of
from tests.browser.helpers import axe, log_in
from tests.factories import make_assessment, make_user, make_version

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner() -> User:
    return make_user()


@pytest.fixture
def assessment(owner: User) -> Assessment:
    return make_assessment(make_version(), owner=owner)


def questions(live_server: Any, assessment: Assessment) -> str:
    return live_server.url + reverse("questions", args=[assessment.pk, "d1"])


def option(page: Page, rank: int) -> Any:
    return page.locator("#d1-q1 label", has_text=f"d1-q1 behaves like level {rank}")


def switch(page: Page, language: str) -> None:
    page.locator(f"button[name=language][value={language}]").click()


def expect_language(page: Page, language: str) -> None:
    expect(page.locator("html")).to_have_attribute("lang", language)


def test_answer_and_typed_text_are_saved_when_the_language_is_switched_at_once(
    context: BrowserContext, live_server: Any, assessment: Assessment, owner: User
) -> None:
    log_in(context, live_server.url, owner)
    page = context.new_page()
    page.goto(questions(live_server, assessment) + "?back=check")
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-note").fill("Seen in the CRM")
    # Both clicks in one go, before anything could be sent.
    page.evaluate(
        """() => {
          document.querySelector('#d1-q1 input[type=radio][value="3"]').click();
          document.querySelector('button[name=language][value=nl]').click();
        }"""
    )
    expect_language(page, "nl")
    assert page.url.endswith("/questions/d1/?back=check")
    answer = answer_of(assessment)
    assert (answer.level.rank, answer.note) == (3, "Seen in the CRM")
    expect(page.locator("#d1-q1-note")).to_have_value("Seen in the CRM")
    page.keyboard.press("Tab")
    axe(page)


@pytest.mark.once
def test_answers_survive_the_switch_without_javascript(
    plain_context: Callable[..., BrowserContext], live_server: Any, assessment: Assessment, owner: User
) -> None:
    context = plain_context(java_script_enabled=False)
    log_in(context, live_server.url, owner)
    page = context.new_page()
    page.goto(questions(live_server, assessment))
    option(page, 2).click()
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-link").fill("not an address")
    switch(page, "tr")
    expect_language(page, "tr")
    expect(page.locator("#d1-q1-link")).to_have_value("not an address")
    page.locator("#d1-q1-link").fill("example.com")
    switch(page, "nl")
    expect_language(page, "nl")
    assert Answer.objects.get().link == "https://example.com"


@pytest.mark.once
def test_set_up_that_is_half_filled_in_survives_the_switch(
    context: BrowserContext, live_server: Any, assessment: Assessment
) -> None:
    page = context.new_page()
    page.goto(f"{live_server.url}/start/")
    page.locator("input[name=team]").fill("Benelux")
    page.locator("input[name=warning_signs]").first.check()
    for language in ("tr", "nl", "en"):
        switch(page, language)
        expect_language(page, language)
    expect(page.locator("input[name=team]")).to_have_value("Benelux")
    expect(page.locator("input[name=warning_signs]").first).to_be_checked()
    page.locator("input[name=team]").press("Enter")
    page.wait_for_url("**/assessments/*/")
    assert Assessment.objects.filter(team="Benelux").count() == 1


@pytest.mark.once
def test_secret_links_page_can_be_read_in_another_language(context: BrowserContext, live_server: Any) -> None:
    assessment = make_assessment(make_version())
    page = context.new_page()
    address = live_server.url + reverse("return", args=[assessment.pk, return_token(assessment)])
    page.goto(address)
    switch(page, "nl")
    expect_language(page, "nl")
    assert page.url == address
