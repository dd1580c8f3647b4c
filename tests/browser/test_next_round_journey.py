"""From one round into the next, on a newer version of the framework."""

from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Assessment
from tests.assessments.next_versions import add, publish_next, reword
from tests.assessments.pages import answer_of, url
from tests.browser.helpers import axe, log_in
from tests.factories import make_sealed, make_user


@pytest.fixture
def first(context: BrowserContext, live_server: Any) -> Assessment:
    """Submitted by the person at the browser; a newer version rewords one question and adds one."""
    sealed = make_sealed(owner=make_user())
    publish_next(
        sealed.version, reword("d1-q1", "What is written down?"), add("d2-q3", "d2-q2", "What is new?")
    )
    log_in(context, live_server.url, sealed.owner)
    return sealed


def test_next_round_is_started_and_a_reworded_answer_confirmed(
    page: Page, live_server: Any, first: Assessment
) -> None:
    page.goto(live_server.url + "/assessments/")
    page.get_by_role("link", name="Start the next round").click()
    expect(page.get_by_role("heading", name="1 question reworded")).to_be_visible()
    expect(page.get_by_role("heading", name="1 new question")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="Start the next round").click()
    expect(page.get_by_text("4 answers from last round are still to be confirmed")).to_be_visible()
    again = Assessment.objects.get(previous=first)
    assert page.url == live_server.url + url("hub", again)
    page.get_by_role("link", name="Domain 1").click()
    card = page.locator("#d1-q1")
    card.get_by_text("The wording of last round").click()
    expect(card.get_by_text("How do you do practice 1.1?")).to_be_visible()
    axe(page)
    card.get_by_role("button", name="Still true").click()
    expect(page.locator("[data-status]")).to_contain_text("All saved at")
    expect(card.locator("[data-carried]")).to_have_count(0)
    answer = answer_of(again)
    assert (answer.level.rank, answer.carried, answer.reworded) == (2, False, False)
