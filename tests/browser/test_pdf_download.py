"""The download in a real browser: the page stays usable, says what happens, and asks once."""

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, Route, expect
from pytest_django.live_server_helper import LiveServer

from reports.models import ReportFile
from reports.pdf import digest_of
from reports.sample import sample_report
from tests.reports.pdf_files import sample_file

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
LINK = "Download as PDF"


@pytest.fixture
def report_page(live_server: LiveServer, page: Page) -> Page:
    """The sample's page, its PDF stored, so that only the browser's part takes time."""
    report = sample_report()
    ReportFile.objects.create(
        digest=digest_of(report, report.language),
        language=report.language,
        name="sales-maturity-sample.pdf",
        content=sample_file(),
    )
    page.goto(live_server.url + reverse("sample"))
    return page


def status(page: Page) -> str:
    return page.locator("[data-pdf-download] [role=status]").inner_text()


def test_pdf_is_downloaded_while_the_page_stays(report_page: Page, tmp_path: Path) -> None:
    before = report_page.url
    with report_page.expect_download() as download:
        report_page.get_by_role("link", name=LINK).click()
    assert download.value.suggested_filename == "sales-maturity-sample.pdf"
    download.value.save_as(tmp_path / "file.pdf")
    assert len(pikepdf.open(tmp_path / "file.pdf").pages) > 12
    expect(report_page.locator("[data-pdf-download] [role=status]")).to_have_text(
        "The PDF is in your downloads."
    )
    assert report_page.url == before


def test_pdf_is_asked_for_once_however_often_the_link_is_pressed(report_page: Page) -> None:
    asked: list[Route] = []

    def keep(route: Route) -> None:
        asked.append(route)

    report_page.route("**/*.pdf", keep)
    link = report_page.get_by_role("link", name=LINK)
    for _ in range(3):
        link.click(force=True)  # a person can press what is announced as disabled
    report_page.wait_for_function("document.querySelector('[data-pdf-download] a').ariaDisabled === 'true'")
    assert status(report_page).startswith("Making the PDF.")
    assert len(asked) == 1
    with report_page.expect_download():
        asked[0].continue_()
    expect(link).to_have_attribute("aria-disabled", "false")


def test_pdf_that_fails_can_be_tried_again_by_keyboard(report_page: Page) -> None:
    report_page.route("**/*.pdf", lambda route: route.fulfill(status=503, body="away"))
    report_page.get_by_role("link", name=LINK).focus()
    report_page.keyboard.press("Enter")
    retry = report_page.get_by_role("button", name="Try again")
    expect(retry).to_be_visible()
    assert status(report_page).startswith("The PDF could not be made just now.")
    report_page.unroute("**/*.pdf")
    retry.focus()
    with report_page.expect_download():
        report_page.keyboard.press("Enter")
    expect(retry).to_be_hidden()


def test_pdf_without_the_network_says_so(report_page: Page) -> None:
    report_page.route("**/*.pdf", lambda route: route.abort())
    report_page.get_by_role("link", name=LINK).click()
    expect(report_page.get_by_role("button", name="Try again")).to_be_visible()
    assert status(report_page).startswith("The server cannot be reached.")


def test_pdf_is_an_ordinary_link_without_javascript(
    live_server: LiveServer, report_page: Page, plain_context: Callable[..., BrowserContext]
) -> None:
    page = plain_context(java_script_enabled=False, accept_downloads=True).new_page()
    page.goto(live_server.url + reverse("sample"))
    with page.expect_download() as download:
        page.get_by_role("link", name=LINK).click()
    assert download.value.suggested_filename == "sales-maturity-sample.pdf"
