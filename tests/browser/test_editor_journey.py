"""An editor's whole way in a real browser: draft, edit, preview, refused, mended, published."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions.framework import load_framework
from assessments.framework_files import check
from assessments.models import Answer, Assessment, FrameworkVersion
from assessments.responses import instrument_of, to_responses
from scoring import Result, rate
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import make_staff
from tests.browser.helpers import axe, log_in
from tests.factories import PASSWORD, answer_all, make_assessment, make_user

NEW_WORDING = "Every deal in commit has a dated next step"


@pytest.fixture
def begun(live_server: LiveServer) -> Assessment:
    """Half of it answered on the published version: domain 1 at level 3."""
    version = load_framework(tree=check(framework_data()).tree, publish_it=True).version
    assessment = make_assessment(version, owner=make_user())
    answer_all(assessment.respondents.get(), 3, note="Seen in the CRM")
    Answer.objects.filter(question__domain__slug="d2").update(state=Answer.State.BLANK, level=None)
    return assessment


def rated(assessment: Assessment) -> Result:
    return rate(instrument_of(assessment), to_responses(assessment))


def enter_admin(page: Page, live_server: LiveServer) -> None:
    editor = make_staff("publisher")
    page.goto(f"{live_server.url}/admin/")
    page.locator("input[name=login]").fill(editor.email)
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Frameworks", exact=True).first.click()
    page.get_by_role("link", name="Small").first.click()


def change_anchor(page: Page) -> None:
    page.get_by_role("link", name="How do you d1-q1?").click()
    page.locator("#id_anchors-2-statement_en").fill(NEW_WORDING)
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")


def add_question_with_an_anchor_missing(page: Page) -> None:
    page.get_by_role("link", name="Add question").click()
    page.locator("#id_domain").select_option(label="Domain 1")
    page.locator("#id_text_en").press_sequentially("Who owns it")
    page.locator("#id_evidence_en").fill("Link the list of owners.")
    statements = page.locator("textarea[name$=statement_en]:visible")
    steps = page.locator("textarea[name$=next_step_en]:visible")
    for place in (1, 2, 3, 4, 5):  # levels 2 to 4 of the one rubric, both of the other
        statements.nth(place).fill(f"Owner {place}")
    for place in (1, 2, 3):  # the highest levels have none
        steps.nth(place).fill(f"Find owner {place + 1}")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was added successfully")


def edit(page: Page, draft: str) -> None:
    part = page.locator("#content")
    part.get_by_role("link", name="Questions", exact=True).click()
    change_anchor(page)
    page.goto(draft)
    part.get_by_role("link", name="Domains", exact=True).click()
    page.get_by_role("button", name="Move down: Domain 1").click()
    expect(page.get_by_role("status")).to_have_text("Saved: position 2 of 2.")
    page.goto(draft)
    part.get_by_role("link", name="Questions", exact=True).click()
    add_question_with_an_anchor_missing(page)
    page.goto(draft)


def look_at_the_preview(page: Page, draft: str) -> None:
    page.get_by_role("link", name="Preview", exact=True).click()
    domains = page.get_by_role("navigation", name="Domain").get_by_role("link")
    expect(domains).to_have_text(["Domain 2", "Domain 1"])
    domains.nth(1).click()
    expect(page.get_by_text(NEW_WORDING)).to_be_visible()
    expect(page.locator("article.question")).to_have_count(3)
    expect(page.get_by_text("[Text missing]")).to_have_count(1)
    page.goto(draft)


def mend_and_publish(page: Page, draft: str) -> None:
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("2 faults keep this version from being published.")).to_be_visible()
    axe(page, preload=False)
    assert not FrameworkVersion.objects.get(number=2).published_at
    page.get_by_role("link", name="statement: text in English is missing").click()
    lowest = page.get_by_role("group", name="Anchors: 4 levels").locator(".inline-related").first
    lowest.locator("textarea[name$=statement_en]").fill("Nobody owns it")
    lowest.locator("textarea[name$=next_step_en]").fill("Name an owner")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    page.goto(draft)
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("This cannot be undone.")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 2 is published.")


def test_editor_drafts_is_refused_mends_and_publishes(
    page: Page, live_server: LiveServer, begun: Assessment
) -> None:
    before = rated(begun)
    enter_admin(page, live_server)
    page.get_by_role("button", name="Make a new draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 2 is a new draft.")
    draft = page.url
    edit(page, draft)
    look_at_the_preview(page, draft)
    mend_and_publish(page, draft)

    log_in(page.context, live_server.url, begun.owner)
    page.goto(f"{live_server.url}/assessments/{begun.pk}/questions/d1/")
    expect(page.get_by_text("d1-q1 four 3")).to_be_visible()
    expect(page.locator("article.question")).to_have_count(2)
    assert rated(begun) == before

    page.goto(f"{live_server.url}/start/")
    page.get_by_label("Which team is this about?").fill("Inside sales")
    page.get_by_role("button", name="Go to the questions").click()
    page.get_by_role("link", name="Domain 1").click()
    expect(page.get_by_text(NEW_WORDING)).to_be_visible()
    expect(page.locator("article.question")).to_have_count(3)
