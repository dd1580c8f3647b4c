"""A workshop with one screen and three phones, one of which loses its connection, up to the report."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from assessments.access import join_path
from assessments.models import Answer, Assessment, Consensus
from tests.browser.helpers import axe, log_in
from tests.factories import make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def assessment() -> Assessment:
    lead = make_user()
    organisation = make_organisation(lead=lead)
    return make_assessment(
        make_version(domains=1, questions=2), owner=lead, organisation=organisation, name="Lea"
    )


def join(page: Page, address: str, name: str) -> None:
    """Scans the code on the screen: the link, who will see what, begin, take part."""
    page.goto(address)
    page.get_by_label("Your name").fill(name)
    page.get_by_label("Your function").select_option("rep")
    page.get_by_role("button", name="begin").click()
    page.get_by_role("button", name="Take part").click()
    expect(page.get_by_role("heading", name="You are in")).to_be_visible()


def pick(page: Page, level: int) -> None:
    page.get_by_role("radio", name=re.compile(f"behaves like level {level}")).check()
    page.get_by_role("button", name="Vote", exact=True).click()


def test_workshop_with_one_screen_and_three_phones(
    page: Page,
    live_server: Any,
    assessment: Assessment,
    context: BrowserContext,
    plain_context: Callable[..., BrowserContext],
) -> None:
    assert assessment.owner is not None
    log_in(context, live_server.url, assessment.owner)
    page.goto(f"{live_server.url}/assessments/{assessment.pk}/workshop/")
    page.get_by_role("button", name="Start the workshop").click()
    expect(page.get_by_role("heading", name="Join with your phone")).to_be_visible()
    assessment.refresh_from_db()
    address = live_server.url + join_path(assessment)
    expect(page.get_by_role("textbox", name="Link to join")).to_have_value(address)
    axe(page)
    phones = [plain_context().new_page() for _ in range(3)]
    for phone, name in zip(phones, ["Anna", "Ben", "Cleo"], strict=True):
        phone.set_viewport_size({"width": 390, "height": 844})
        join(phone, address, name)
    expect(page.get_by_text("3 people have joined")).to_be_visible()
    page.keyboard.press("Enter")  # the button that goes on has the focus

    vote_with_a_lost_connection(page, phones)
    agree(page, phones)
    finish(page, phones, assessment)


def vote_with_a_lost_connection(page: Page, phones: list[Page]) -> None:
    for phone in phones:
        expect(phone.get_by_role("heading", name="practice 1.1")).to_be_visible()
    axe(phones[0])
    pick(phones[0], 1)
    expect(phones[0].get_by_text("Your vote is in:")).to_be_visible()
    phones[2].context.set_offline(True)
    pick(phones[2], 4)
    expect(phones[2].get_by_text("Not sent yet, trying again.")).to_be_visible()
    pick(phones[1], 2)
    expect(page.get_by_text("2 of 3 voted")).to_be_visible()
    expect(page.get_by_text("Cleo")).to_have_count(0)
    phones[2].context.set_offline(False)
    expect(phones[2].get_by_text("Your vote is in:")).to_be_visible()
    expect(page.get_by_text("3 of 3 voted")).to_be_visible()
    axe(page)


def agree(page: Page, phones: list[Page]) -> None:
    page.get_by_role("button", name="Reveal the votes").click()
    for name in ("Anna", "Ben", "Cleo"):
        expect(page.get_by_text(name)).to_be_visible()
    expect(page.get_by_role("radio", name="2")).to_be_checked()
    for phone in phones:
        expect(phone.get_by_text("look at the big screen")).to_be_visible()
        expect(phone.locator("[data-status]")).to_be_empty()
    expect(page.get_by_role("button", name="Record level 2, next question")).to_be_visible()
    axe(page)
    axe(phones[2])
    page.get_by_role("group", name="Agreed level").get_by_role("radio", name="3").check()
    page.get_by_label("Why, in one line").fill("Two regions work like that.")
    page.get_by_role("button", name="Record level 3, next question").click()
    assert Consensus.objects.get().level.rank == 3


def finish(page: Page, phones: list[Page], assessment: Assessment) -> None:
    for phone in phones:
        expect(phone.get_by_role("heading", name="practice 1.2")).to_be_visible()
        pick(phone, 2)
        expect(phone.get_by_text("Your vote is in:")).to_be_visible()
    page.get_by_role("button", name="Reveal the votes").click()
    page.get_by_role("button", name="End and check the answers").first.click()
    expect(page.get_by_role("heading", name="Check your answers")).to_be_visible()
    for phone in phones:
        expect(phone.get_by_role("heading", name="No workshop is running")).to_be_visible()
    page.get_by_role("button", name="Submit and see the report").click()
    expect(page.get_by_text("Thank you. The assessment is submitted")).to_be_visible()
    ranks = Answer.objects.order_by("respondent__created_at", "question").values_list(
        "level__rank", flat=True
    )
    assert list(ranks) == [1, 2, 2, 2, 4, 2]
    assessment.refresh_from_db()
    assert assessment.is_sealed
