"""A publisher's way with a changed file in a real browser: import, compare, check, publish, history."""

from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.actions.framework import load_framework
from assessments.framework_files import FrameworkTree, check, write
from assessments.models import Framework, FrameworkVersion
from tests.assessments.framework_file_samples import framework_data, said
from tests.assessments.staff import make_staff
from tests.browser.helpers import axe_violations, log_in

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def accessible(page: Page, *, width: int = 1280) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    assert axe_violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 0


def changed_tree() -> FrameworkTree:
    data = framework_data()
    data["domains"][0]["why"] = said("It matters most.")
    return check(data).tree


@pytest.fixture
def framework(live_server: LiveServer) -> Framework:
    """With one published version."""
    return load_framework(tree=check(framework_data()).tree, publish_it=True).version.framework


def test_publisher_imports_what_the_preview_shows(
    live_server: LiveServer, context: BrowserContext, page: Page, framework: Framework, tmp_path: Path
) -> None:
    file = tmp_path / "small.yaml"
    file.write_text(write(changed_tree()))
    log_in(context, live_server.url, make_staff("publisher"))
    page.goto(f"{live_server.url}/admin/assessments/framework/{framework.pk}/change/")
    page.get_by_role("link", name="Import a framework file").click()
    page.get_by_label("Framework file").set_input_files(file)
    accessible(page)
    page.get_by_role("button", name="Show what it changes").click()
    expect(page.get_by_text("The file becomes draft 2.")).to_be_visible()
    expect(page.locator("ins")).to_have_text(" most")
    accessible(page, width=400)
    page.get_by_role("button", name="Import as shown").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 2 was imported as a draft.")
    assert FrameworkVersion.objects.get(number=2).status == "draft"


def test_publisher_compares_checks_and_publishes_and_finds_it_in_the_history(
    live_server: LiveServer, context: BrowserContext, page: Page, framework: Framework
) -> None:
    draft = load_framework(tree=changed_tree()).version
    log_in(context, live_server.url, make_staff("publisher"))
    page.goto(f"{live_server.url}/admin/assessments/frameworkversion/{draft.pk}/change/")
    page.get_by_role("link", name="Compare", exact=True).click()
    expect(page.get_by_role("heading", name="From version 1 to version 2")).to_be_visible()
    accessible(page)
    page.go_back()
    page.get_by_role("link", name="Check", exact=True).click()
    page.get_by_text("Nederlands: ").click()
    accessible(page, width=400)
    page.go_back()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("Compared with the published version 1")).to_be_visible()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("Small · 2 is published.")
    page.get_by_role("link", name="History").click()
    expect(page.locator(".entry")).to_contain_text(["published", "imported from a framework file"])
    accessible(page)
    assert FrameworkVersion.objects.get(number=2).status == "published"
