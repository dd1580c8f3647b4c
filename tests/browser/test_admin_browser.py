"""The admin in a real browser under the strict policy: an editor changes a question of a draft."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from assessments.actions.framework import load_framework
from assessments.framework_files import check
from assessments.models import Anchor
from tests.assessments.framework_file_samples import framework_data
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db


def test_editor_changes_a_question_of_a_draft(live_server: LiveServer, page: Page) -> None:
    load_framework(tree=check(framework_data()).tree)
    User.objects.create_superuser("editor@example.com", PASSWORD)
    page.goto(f"{live_server.url}/admin/")
    page.locator("input[name=login]").fill("editor@example.com")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Questions", exact=True).first.click()
    page.get_by_role("link", name="How do you d1-q1?").click()
    page.locator("#id_anchors-0-statement_en").fill("Changed in a browser")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Anchor.objects.filter(statement_en="Changed in a browser").count() == 1
