"""A lead asks three colleagues, who answer at once, apart from each other; then the lead submits."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from playwright.sync_api import BrowserContext, Page, expect

from assessments.models import Assessment
from tests.assessments.pages import url
from tests.browser.helpers import axe, log_in
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.usefixtures("transactional_db")
PEOPLE = ("Bea", "Carl", "Dora")
PHONE = "Carl"


@pytest.fixture
def assessment() -> Assessment:
    lead = make_user(name="Anna Lead")
    organisation = make_organisation("Tarnvellick (fictional)", lead=lead)
    return make_assessment(
        make_version(domains=1, questions=2), owner=lead, organisation=organisation, team="Field sales"
    )


def link_of(name: str) -> str:
    """The personal link in the mail that went to this person."""
    (message,) = [one for one in mail.outbox if one.to == [f"{name.lower()}@example.com"]]
    found = re.search(r"https?://\S+/answer/\S+", message.body)
    assert found is not None
    return found.group()


def invite(page: Page, base: str, assessment: Assessment) -> None:
    page.goto(base + url("hub", assessment))
    page.get_by_role("link", name="Invite colleagues").click()
    axe(page)
    for number, name in enumerate(PEOPLE):
        row = page.get_by_role("group", name=f"Person {number + 1}")
        row.get_by_label("E-mail address").fill(f"{name.lower()}@example.com")
        row.get_by_label("Name (optional)").fill(name)
        row.get_by_label("Function (optional)").select_option("rep" if number else "manager")
    page.get_by_role("button", name="Invite", exact=True).click()
    expect(page.get_by_text("3 people are invited.")).to_be_visible()


def begin(context: BrowserContext, name: str) -> Page:
    """Reads who will see what, and goes on to the first question."""
    page = context.new_page()
    if name == PHONE:
        page.set_viewport_size({"width": 360, "height": 740})
    page.goto(link_of(name))
    expect(page.get_by_role("heading", name="Who will see what")).to_be_visible()
    page.get_by_role("button", name="I have read this: begin").click()
    expect(page).to_have_url(re.compile(r"/assessments/[0-9a-f-]{36}/$"))
    page.get_by_role("link", name="Begin", exact=True).click()
    return page


def pick(page: Page, question: str, level: int) -> None:
    """Chooses a level and waits until it is saved."""
    with page.expect_response(re.compile(f"/answers/{question}/$")) as reply:
        page.locator(f"#{question}-answer-{level}").check()
    assert reply.value.status == 200


def finish(page: Page) -> None:
    page.get_by_role("link", name="Back to all domains").click()
    page.get_by_role("link", name="I have finished").click()
    page.get_by_role("button", name="I have finished").click()


def test_three_colleagues_answer_at_once_and_the_lead_submits(
    context: BrowserContext,
    plain_context: Callable[..., BrowserContext],
    live_server: Any,
    assessment: Assessment,
) -> None:
    answer_all(assessment.respondents.get(), 3)
    log_in(context, live_server.url, assessment.owner)
    lead = context.new_page()
    invite(lead, live_server.url, assessment)

    bea, carl, dora = (begin(plain_context(), name) for name in PEOPLE)
    for question in ("d1-q1", "d1-q2"):
        for page, level in ((bea, 1), (carl, 4)):
            pick(page, question, level)
    pick(dora, "d1-q1", 2)
    dora.close()
    for page in (bea, carl):
        finish(page)
        expect(page.get_by_text("You have finished; you can still change")).to_be_visible()
    axe(carl)

    lead.reload()
    expect(lead.get_by_text("2 of 4 people have finished.")).to_be_visible()
    resumed = plain_context().new_page()
    resumed.goto(link_of("Dora"))
    resumed.get_by_role("button", name="Go on where I stopped").click()
    expect(resumed.get_by_text("1 of 2 answered").first).to_be_visible()
    expect(resumed.locator("#d1-q1-answer-2")).to_be_checked()
    pick(resumed, "d1-q2", 2)

    review_and_submit(lead, live_server.url, assessment)
    resumed.locator("#d1-q2-answer-4").check()
    expect(resumed.locator("[data-status]")).to_contain_text("submitted")
    assert assessment.respondents.count() == 4


def review_and_submit(lead: Page, base: str, assessment: Assessment) -> None:
    """Records what the team agrees on for the question where it differs most, then submits."""
    lead.goto(base + url("review", assessment))
    form = lead.locator(".topic__form").first
    form.locator("summary").click()
    form.get_by_role("radio").first.check()
    form.locator("textarea").fill("The records show it.")
    form.get_by_role("button", name="Record the consensus").click()
    expect(lead.get_by_text("The records show it.").first).to_be_visible()
    lead.goto(base + url("check", assessment))
    expect(lead.get_by_role("heading", name="1 person has not finished")).to_be_visible()
    lead.get_by_role("button", name="Submit and see the report").click()
    expect(lead.get_by_text("Thank you. The assessment is submitted")).to_be_visible()


def join(page: Page, link: str) -> None:
    """Begins by the link to hand round, and answers a question."""
    page.goto(link)
    expect(page.get_by_text("Nobody can tell which answers are yours")).to_be_visible()
    axe(page)
    page.get_by_role("button", name="I have read this: begin").click()
    expect(page.get_by_role("textbox", name="Secret link")).to_have_value(re.compile("/answer/"))
    page.get_by_role("link", name="Begin", exact=True).click()
    pick(page, "d1-q1", 2)


def test_anonymous_respondents_read_it_finish_for_good_and_closing_tells_whoever_types(
    context: BrowserContext,
    plain_context: Callable[..., BrowserContext],
    live_server: Any,
    assessment: Assessment,
) -> None:
    log_in(context, live_server.url, assessment.owner)
    lead = context.new_page()
    lead.goto(live_server.url + url("respondents", assessment))
    lead.get_by_role("radio", name=re.compile("^Anonymous")).check()
    lead.get_by_role("button", name="Keep this choice").click()
    lead.get_by_role("button", name="Open a link to hand round").click()
    link = lead.get_by_role("textbox", name="Link to hand round").input_value()
    phone, typing = plain_context().new_page(), plain_context().new_page()
    phone.set_viewport_size({"width": 320, "height": 700})
    join(phone, link)
    finish(phone)
    expect(phone.get_by_role("heading", name="Thank you. You have finished.")).to_be_visible()
    axe(phone)
    join(typing, link)
    lead.goto(live_server.url + url("close", assessment))
    lead.get_by_role("button", name="Close the answering").click()
    expect(lead.get_by_text("The answering is closed.").first).to_be_visible()
    axe(lead)
    typing.locator("#d1-q2-answer-3").check()
    expect(typing.locator("[data-status]")).to_contain_text("The answering is closed")
    expect(typing.locator("#d1-q2-answer-3")).to_be_checked()
