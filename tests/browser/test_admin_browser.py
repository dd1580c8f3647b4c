"""The admin in a real browser under the strict policy: an editor changes a question of a draft."""

import pytest
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from accounts.models import Membership, Organisation, User
from assessments.actions.framework import load_framework
from assessments.framework_files import check
from assessments.models import Anchor
from tests.assessments.framework_file_samples import framework_data
from tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def log_in(live_server: LiveServer, page: Page) -> None:
    page.goto(f"{live_server.url}/admin/")
    page.locator("input[name=login]").fill("editor@example.com")
    page.locator("input[name=password]").fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{live_server.url}/admin/")


def test_editor_changes_a_question_of_a_draft(live_server: LiveServer, page: Page) -> None:
    load_framework(tree=check(framework_data()).tree)
    User.objects.create_superuser("editor@example.com", PASSWORD)
    log_in(live_server, page)
    page.get_by_role("link", name="Questions", exact=True).first.click()
    page.get_by_role("link", name="How do you d1-q1?").click()
    page.locator("#id_anchors-0-statement_en").fill("Changed in a browser")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Anchor.objects.filter(statement_en="Changed in a browser").count() == 1


def test_member_is_found_by_name(live_server: LiveServer, page: Page) -> None:
    User.objects.create_superuser("editor@example.com", PASSWORD)
    User.objects.create_user("anna@example.com", PASSWORD, name="Anna Berg")
    organisation = Organisation.objects.create(name="Acme")
    refused: list[str] = []
    page.on(
        "console", lambda message: refused.append(message.text) if "Security Policy" in message.text else None
    )
    log_in(live_server, page)
    page.goto(f"{live_server.url}/admin/accounts/organisation/{organisation.pk}/change/")
    page.locator("#memberships-group .add-row a").click()
    page.locator("#memberships-0 .select2-selection").first.click()
    page.locator(".select2-search__field").fill("berg")
    page.locator(".select2-results__option", has_text="Anna Berg").click()
    page.locator("#id_memberships-0-role").select_option("lead")
    page.locator("input[name=_save]").click()
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
    assert Membership.objects.get().user.name == "Anna Berg"
    assert refused == []


def test_editor_publishes_and_renews_from_the_version_page(live_server: LiveServer, page: Page) -> None:
    version = load_framework(tree=check(framework_data()).tree).version
    User.objects.create_superuser("editor@example.com", PASSWORD)
    log_in(live_server, page)
    page.goto(f"{live_server.url}/admin/assessments/frameworkversion/{version.pk}/change/")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator("body")).to_contain_text("This cannot be undone.")
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 1 is published.")
    page.get_by_role("button", name="Make a new draft").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 2 is a new draft.")
    page.goto(f"{live_server.url}/admin/assessments/question/add/")
    page.locator("#id_text_en").press_sequentially("Who owns it")
    expect(page.locator("#id_slug")).to_have_value("who-owns-it")
