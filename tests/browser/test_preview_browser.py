"""The preview and the what-if of a draft in a real browser, beside what a respondent gets in the end."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.models import FrameworkVersion
from tests.browser.helpers import axe, log_in
from tests.factories import PASSWORD, make_assessment, make_version

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def cards(page: Page) -> list[str]:
    return page.locator("article.question").all_inner_texts()


def test_preview_equals_the_page_that_respondents_get(live_server: LiveServer, page: Page) -> None:
    version = make_version(publish=False)
    editor = User.objects.create_superuser("editor@example.com", PASSWORD)
    log_in(page.context, live_server.url, editor)
    page.goto(f"{live_server.url}/admin/assessments/frameworkversion/{version.pk}/change/")
    page.get_by_role("link", name="Preview", exact=True).click()
    page.get_by_role("navigation", name="Domain").get_by_role("link", name="Domain 2").click()
    expect(page.get_by_role("heading", name="Domain 2", level=1)).to_be_visible()
    axe(page)
    previewed = cards(page)
    page.get_by_label("d2-q1 behaves like level 3 of 4.").check()
    page.get_by_role("button", name="Save and continue").click()
    expect(page.locator(".messages")).to_contain_text("This is a preview: nothing was saved.")
    version.status = FrameworkVersion.Status.PUBLISHED
    version.save()
    assessment = make_assessment(version, owner=editor)
    page.goto(f"{live_server.url}/assessments/{assessment.pk}/questions/d2/")
    assert cards(page) == previewed
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)


def test_what_if_follows_the_answers(live_server: LiveServer, page: Page) -> None:
    version = make_version(levels=(4, 5), publish=False)
    log_in(page.context, live_server.url, User.objects.create_superuser("editor@example.com", PASSWORD))
    page.goto(f"{live_server.url}/admin/assessments/frameworkversion/{version.pk}/what-if/")
    page.get_by_label("Questions without an answer below").select_option("2")
    page.get_by_label("How do you do practice 2.1?").select_option("1")
    page.get_by_role("button", name="Show the levels").click()
    result = page.locator("#result")
    expect(result.get_by_role("row", name="Domain 2")).to_contain_text("1 of 4")
    axe(page)
    page.get_by_label("Rubric").select_option("r5")
    page.get_by_role("button", name="Show the levels").click()
    expect(result.get_by_role("row", name="Domain 2")).to_contain_text("1 of 5")
