"""Answers that save themselves, in a real browser: the page says what became of each."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect

from accounts.models import User
from assessments.actions import open_next_round, submit
from assessments.models import Assessment
from tests.assessments.pages import answer_of
from tests.browser.helpers import log_in
from tests.browser.questionnaire_pages import choose, expect_saved, status, wait_for
from tests.factories import answer_all, make_assessment, make_sealed

pytestmark = pytest.mark.django_db(transaction=True)


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
