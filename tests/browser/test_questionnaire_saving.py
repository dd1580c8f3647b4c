"""Answers that save themselves, in a real browser: nothing is lost, and the page says what became of it."""

import re
import time
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect

from accounts.models import User
from assessments.actions import open_next_round, submit
from assessments.models import Answer, Assessment
from tests.assessments.pages import answer_of
from tests.browser.helpers import log_in
from tests.factories import PASSWORD, answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db(transaction=True)


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


def choose(page: Page, rank: int, question: str = "d1-q1") -> None:
    page.locator(f"#{question} label", has_text=f"{question} behaves like level {rank}").click()


def status(page: Page) -> Any:
    return page.locator("[data-status]")


def expect_saved(page: Page) -> None:
    expect(status(page)).to_contain_text("All saved at")


def test_click_is_saved_and_said(open_page: Callable[..., Page], assessment: Assessment) -> None:
    page = open_page()
    choose(page, 3)
    expect_saved(page)
    assert answer_of(assessment).level.rank == 3
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 answered")


def test_typing_is_saved_after_a_pause_and_when_the_field_is_left(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-note").fill("Seen in the CRM")
    expect_saved(page)
    assert answer_of(assessment).note == "Seen in the CRM"
    with page.expect_response("**/answers/**"):
        page.locator("#d1-q1-link").fill("example.com/crm")
        page.locator("#d1-q1-note").focus()
    expect_saved(page)
    assert answer_of(assessment).link == "https://example.com/crm"


def test_claim_unfolds_the_evidence_and_says_what_it_counts_as(open_page: Callable[..., Page]) -> None:
    page = open_page()
    lack = page.locator("#d1-q1").get_by_text("Without a note or link this counts as level 2 only.")
    choose(page, 2)
    expect(page.locator("#d1-q1-note")).to_be_hidden()
    choose(page, 3)
    expect(lack).to_be_visible()
    expect(page.locator("#d1-q1-note")).to_have_accessible_description(re.compile("counts as level 2 only"))
    page.locator("#d1-q1-note").fill("Seen in the CRM")
    expect(lack).to_be_hidden()
    expect_saved(page)
    page.reload()
    expect(lack).to_be_hidden()
    expect(page.locator("#d1-q1-note")).to_have_value("Seen in the CRM")


@pytest.mark.parametrize("field", ["link", "reason", "dated", "answer-2"])
def test_enter_saves_the_card_and_stays(
    field: str, open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    address = page.url
    page.locator("#d1-q2-answer-not_applicable").check()
    page.locator("#d1-q2 summary").click()
    if field == "answer-2":
        page.locator("#d1-q2-answer-2").check()
    else:
        typed = {"link": "https://a.example/", "reason": "No partners", "dated": "2026-01-31"}[field]
        page.locator(f"#d1-q2-{field}").fill(typed)
    page.locator(f"#d1-q2-{field}").press("Enter")
    page.wait_for_timeout(500)
    assert page.url == address
    expect(status(page)).to_contain_text("saved at" if field in {"answer-2", "reason"} else "Saved; give")
    stored = answer_of(assessment, "d1-q2")
    if field == "answer-2":
        assert stored.level.rank == 2
    else:
        assert str(getattr(stored, field)) == typed


def test_missing_reason_is_never_called_all_saved(open_page: Callable[..., Page]) -> None:
    page = open_page()
    expect(status(page)).to_be_empty()
    page.locator("#d1-q2-answer-not_applicable").check()
    expect(status(page)).to_have_text("Saved; give a reason so that it counts.")
    with page.expect_response("**/answers/**"):
        choose(page, 3)
    expect(status(page)).to_have_text("Saved; give a reason so that it counts.")
    page.reload()
    expect(status(page)).to_have_text("Saved; give a reason so that it counts.")
    page.locator("#d1-q2-reason").fill("No partners")
    page.locator("#d1-q2-reason").press("Enter")
    expect_saved(page)
    expect(page.locator("#d1-q2 [data-state]")).to_be_hidden()


def test_error_summary_goes_as_its_faults_are_mended(open_page: Callable[..., Page]) -> None:
    page = open_page()
    page.locator("#d1-q2-answer-not_applicable").check()
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-link").fill("javascript:alert(1)")
    page.get_by_role("button", name="Save and continue").click()
    summary = page.locator(".error-summary")
    expect(summary.get_by_role("listitem")).to_have_count(2)
    expect(page).to_have_title(re.compile("^Error:"))
    page.locator("#d1-q2-reason").fill("No partners")
    expect(summary.get_by_role("listitem")).to_have_count(1)
    page.locator("#d1-q1-link").fill("a.example")
    expect(summary).to_have_count(0)
    expect(page).to_have_title(re.compile("^Domain 1"))


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


def wait_for(condition: Callable[[], bool]) -> None:
    """Polls for up to half a minute."""
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise AssertionError("it did not happen")


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


@pytest.mark.parametrize("way", ["Keep mine", "Take theirs"])
def test_two_tabs_are_told_and_choose(
    way: str, open_page: Callable[..., Page], assessment: Assessment
) -> None:
    first, second = open_page(), open_page()
    choose(first, 2)
    expect_saved(first)
    choose(second, 4)
    card = second.locator("#d1-q1")
    expect(card.locator("[data-conflict]")).to_be_visible()
    expect(card.locator("[data-yours]")).to_contain_text("behaves like level 4")
    expect(card.locator("[data-stored]")).to_contain_text("behaves like level 2")
    assert answer_of(assessment).level.rank == 2
    card.get_by_role("button", name=way).click()
    expect(card.locator("[data-conflict]")).to_be_hidden()
    rank = 4 if way == "Keep mine" else 2
    expect(second.locator(f"#d1-q1-answer-{rank}")).to_be_checked()
    wait_for(lambda: answer_of(assessment).level.rank == rank)
    second.reload()
    expect(second.locator(f"#d1-q1-answer-{rank}")).to_be_checked()


def test_two_assessments_in_one_browser_stay_apart(
    open_page: Callable[..., Page], assessment: Assessment, owner: User, live_server: Any
) -> None:
    other = make_assessment(assessment.version, owner=owner)
    first, second = open_page(), open_page()
    second.goto(live_server.url + reverse("questions", args=[other.pk, "d1"]))
    choose(first, 1)
    choose(second, 4)
    expect_saved(first)
    expect_saved(second)
    assert (answer_of(assessment).level.rank, answer_of(other).level.rank) == (1, 4)


def test_back_and_forward_show_what_is_stored(
    open_page: Callable[..., Page], assessment: Assessment, live_server: Any
) -> None:
    page = open_page()
    choose(page, 1)
    expect_saved(page)
    page.goto(live_server.url + reverse("hub", args=[assessment.pk]))
    other = open_page()
    choose(other, 4)
    expect_saved(other)
    page.go_back()
    expect(page.locator("#d1-q1-answer-4")).to_be_checked()
    page.go_forward()
    page.go_back()
    expect(page.locator("#d1-q1-answer-4")).to_be_checked()
    choose(page, 2)
    expect_saved(page)
    assert answer_of(assessment).level.rank == 2


def test_refused_part_keeps_what_was_typed_and_names_the_fault(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-note").fill("x" * 2001)
    expect(page.locator("#d1-q1 [data-count]")).to_have_text(
        "2001 of 2000 characters: 1 too many to be saved"
    )
    page.locator("#d1-q1-link").fill("javascript:alert(1)")
    choose(page, 3)
    expect(page.locator("#d1-q1-note-error")).to_have_text(
        "This is 2001 characters long; 2000 characters are the most."
    )
    expect(page.locator("#d1-q1-link-error")).to_contain_text("Enter a web address")
    expect(status(page)).to_contain_text("Saved, except for what is marked")
    stored = answer_of(assessment)
    assert (stored.level.rank, stored.note, stored.link) == (3, "", "")
    page.locator("#d1-q1-note").fill("short")
    page.locator("#d1-q1-link").fill("example.com")
    page.locator("#d1-q1-link").blur()
    expect_saved(page)
    expect(page.locator("#d1-q1-note-error")).to_be_hidden()
    assert answer_of(assessment).note == "short"


def test_submitted_meanwhile_is_said(open_page: Callable[..., Page], assessment: Assessment) -> None:
    page = open_page()
    answer_all(assessment.respondents.get())
    submit(assessment=assessment)
    choose(page, 4)
    expect(status(page)).to_contain_text("This assessment was submitted")
    assert answer_of(assessment).level.rank == 2


def test_number_keys_choose_only_within_the_question(
    open_page: Callable[..., Page], assessment: Assessment
) -> None:
    page = open_page()
    page.locator("#d1-q2-answer-1").focus()
    page.keyboard.press("3")
    expect_saved(page)
    assert answer_of(assessment, "d1-q2").level.rank == 3
    page.locator("#d1-q1 summary").click()
    page.locator("#d1-q1-note").focus()
    page.keyboard.type("2")
    expect(page.locator("#d1-q1-answer-2")).not_to_be_checked()
    expect(page.locator("#d1-q1-note")).to_have_value("2")


def test_carried_answer_is_confirmed_by_its_button(
    context: BrowserContext, live_server: Any, owner: User
) -> None:
    again = open_next_round(previous=make_sealed(owner=owner))
    log_in(context, live_server.url, owner)
    page = context.new_page()
    page.goto(live_server.url + reverse("questions", args=[again.pk, "d1"]))
    page.locator("#d1-q1").get_by_role("button", name="Still true").click()
    expect_saved(page)
    expect(page.locator("#d1-q1 [data-carried]")).to_have_count(0)
    expect(page.locator("[data-progress]")).to_have_text("1 of 2 answered")
    assert not answer_of(again).carried
