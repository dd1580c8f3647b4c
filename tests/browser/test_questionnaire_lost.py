"""Connections, sessions and tokens that are lost while somebody answers: no answer is."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from assessments.models import Answer, Assessment
from tests.assessments.pages import answer_of
from tests.browser.helpers import log_in
from tests.browser.questionnaire_pages import choose, expect_saved, status, wait_for
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("way", ["link", "back", "close", "form"])
def test_click_right_before_leaving_is_saved(
    way: str, open_page: Callable[..., Page], assessment: Assessment, live_server: Any
) -> None:
    page = open_page("d2")
    page.goto(live_server.url + reverse("questions", args=[assessment.pk, "d1"]))
    choose(page, 4)
    if way == "link":
        page.get_by_role("link", name="All domains of").click()
        page.wait_for_url("**" + reverse("hub", args=[assessment.pk]))
    elif way == "back":
        page.evaluate("history.back()")
        page.wait_for_url("**/questions/d2/")
    elif way == "form":
        page.get_by_role("button", name="Save and continue").click()
        page.wait_for_url("**/questions/d2/")
    else:
        page.close(run_before_unload=True)
    wait_for(lambda: Answer.objects.filter(level__rank=4).exists())


def test_last_click_wins_although_the_first_reply_is_late(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    held: list[Route] = []
    page.route("**/answers/**", lambda route: held.append(route) if not held else route.continue_())
    choose(page, 1)
    page.wait_for_timeout(100)
    choose(page, 2)
    choose(page, 4)
    held[0].continue_()
    expect_saved(page)
    wait_for(lambda: answer_of(assessment).level.rank == 4)
    page.reload()
    expect(page.locator("#d1-q1-answer-4")).to_be_checked()


def test_lost_reply_is_retried_and_stored_once(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    lost: list[int] = []

    def lose_first(route: Route) -> None:
        if lost:
            route.continue_()
            return
        lost.append(route.fetch().status)
        route.abort()

    page.route("**/answers/**", lose_first)
    choose(page, 3)
    expect(status(page)).to_contain_text("Not saved, trying again")
    expect_saved(page)
    assert lost == [200]
    assert answer_of(assessment).version == 1


def test_server_away_keeps_the_answer_until_it_is_back(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    page.route("**/answers/**", lambda route: route.fulfill(status=503, body="away"))
    choose(page, 3)
    expect(status(page)).to_contain_text("Not saved, trying again")
    page.unroute("**/answers/**")
    expect_saved(page)
    assert answer_of(assessment).level.rank == 3


def test_unsent_answer_survives_a_reload_of_the_page(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/answers/**", lambda route: route.abort())
    choose(page, 3)
    expect(status(page)).to_contain_text("Not saved, trying again")
    page.unroute("**/answers/**")
    page.context.set_offline(False)
    page.reload()
    expect(page.locator("#d1-q1-answer-3")).to_be_checked()
    wait_for(lambda: Answer.objects.filter(level__rank=3).exists())
    expect_saved(page)
    assert page.evaluate("sessionStorage.length") == 0


def test_only_unsent_answers_stand_in_the_browser(open_page: Callable[..., Page]) -> None:
    page = open_page()
    choose(page, 3)
    expect_saved(page)
    assert page.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_browser_asks_before_leaving_only_what_fails(open_page: Callable[..., Page]) -> None:
    page = open_page()
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    choose(page, 2)
    expect_saved(page)
    page.reload()
    assert asked == []
    page.route("**/answers/**", lambda route: route.abort())
    choose(page, 3)
    expect(status(page)).to_contain_text("Not saved, trying again")
    page.reload()
    assert asked == ["beforeunload"]


def test_log_in_page_is_not_taken_for_success(
    open_page: Callable[..., Page],
    assessment: Assessment,
    context: BrowserContext,
    live_server: Any,
    owner: User,
) -> None:
    page = open_page()
    page.locator("#d1-q1 summary").click()
    context.clear_cookies(name="sessionid")
    choose(page, 3)
    expect(status(page)).to_contain_text("You are signed out.")
    expect(page.get_by_role("link", name="Log in in a new tab")).to_be_visible()
    assert not Answer.objects.exists()
    log_in(context, live_server.url, owner)
    page.evaluate("dispatchEvent(new Event('focus'))")
    expect_saved(page)
    assert answer_of(assessment).level.rank == 3


def test_logging_in_again_leads_back_to_the_page_with_everything_there(
    open_page: Callable[..., Page], assessment: Assessment, context: BrowserContext
) -> None:
    page = open_page()
    page.on("dialog", lambda dialog: dialog.accept())
    context.clear_cookies(name="sessionid")
    choose(page, 3)
    expect(status(page)).to_contain_text("You are signed out.")
    page.get_by_role("button", name="Save and continue").click()
    page.wait_for_url("**/accounts/login/**")
    page.get_by_label("E-mail").first.fill("anna@example.com")
    page.get_by_label("Password").first.fill(PASSWORD)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/questions/d1/")
    expect(page.locator("#d1-q1-answer-3")).to_be_checked()
    wait_for(lambda: Answer.objects.filter(level__rank=3).exists())


def test_rotated_csrf_token_is_renewed(
    open_page: Callable[..., Page], assessment: Assessment, context: BrowserContext, live_server: Any
) -> None:
    page = open_page()
    context.clear_cookies(name="csrftoken")
    other = context.new_page()
    other.goto(live_server.url + reverse("csrf-token"))
    choose(page, 3)
    expect_saved(page)
    assert answer_of(assessment).level.rank == 3
