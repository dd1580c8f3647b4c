"""A consultant shares a board version; a reader without an account reads it until it is taken back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect
from pytest_django.live_server_helper import LiveServer

from assessments.models import Assessment
from reports.models import KeptFile
from tests.browser.helpers import axe, log_in
from tests.factories import make_organisation, make_sealed, make_user, make_version

SAID = "You sell by habit, and two quarters of the year nobody can say what will close."
PASSPHRASE = "copper tiger lantern wave"


@pytest.fixture
def assessment() -> Assessment:
    consultant, lead = make_user(name="Cora Consultant"), make_user(name="Lena Lead")
    organisation = make_organisation("Acme AS (fictional)", consultant=consultant, lead=lead)
    version = make_version(domains=3, questions=1)
    return make_sealed(version=version, owner=consultant, organisation=organisation, team="Field sales")


def paper(page: Page) -> FrameLocator:
    return page.frame_locator("iframe:not([data-next])")


def build(page: Page) -> None:
    """The board preset shows its two pages at once, and the summary in the consultant's words."""
    page.get_by_role("link", name="Build a report").click()
    expect(paper(page).get_by_role("heading", name="Method, respondents and limits")).to_be_visible()
    page.get_by_role("button", name="Board version").click()
    expect(page.get_by_role("button", name="Board version")).to_have_attribute("aria-current", "true")
    expect(paper(page).get_by_role("heading", name="Method, respondents and limits")).to_have_count(0)
    axe(page)
    page.get_by_role("button", name="Edit the summary").click()
    page.get_by_role("textbox").first.fill(SAID)
    axe(page)
    page.get_by_role("button", name="Save the summary").last.click()
    expect(page.get_by_text("Edited", exact=True)).to_have_count(1)
    page.get_by_role("link", name="Back to the report builder").click()
    expect(paper(page).get_by_text(SAID)).to_be_visible()
    page.get_by_role("checkbox", name="Executive summary").uncheck()
    expect(paper(page).get_by_text(SAID)).to_have_count(0)
    page.get_by_role("checkbox", name="Executive summary").check()
    expect(paper(page).get_by_text(SAID)).to_be_visible()


def keep(page: Page) -> None:
    page.get_by_label("Name of this report").fill("Board, second try")
    expect(page.get_by_label("PDF", exact=True)).to_be_checked()
    expect(page.get_by_label("Word (DOCX)")).to_be_checked()
    with page.expect_request(lambda request: request.method == "POST"):
        page.get_by_role("button", name="Build and keep").last.click()
    kept = page.get_by_role("heading", name="Report 1: Board, second try")
    expect(kept).to_be_visible(timeout=120_000)  # a PDF and a Word file are made meanwhile
    axe(page)


def share(page: Page) -> str:
    """The address for the reader, which is shown once."""
    page.get_by_role("link", name="Share by link").click()
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("alert")).to_contain_text("Say for whom the link is.")
    axe(page)
    page.get_by_label("For whom").fill("The board")
    for file in ("PDF", "Word (DOCX)"):
        page.get_by_label(file, exact=True).check()
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Make the link").click()
    expect(page.get_by_role("heading", name="The link is ready")).to_be_visible()
    axe(page)
    return page.get_by_label("Link to the report").input_value()


def read(page: Page, address: str, folder: Path) -> None:
    """By the link and the passphrase, then at an address without a secret."""
    page.goto(address)
    expect(page.get_by_text("Cora Consultant shares this report with you.")).to_be_visible()
    page.get_by_role("button", name="Open the report").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter the passphrase.")
    axe(page)
    page.get_by_label("Passphrase").fill(PASSPHRASE)
    page.get_by_role("button", name="Open the report").click()
    expect(paper(page).get_by_text(SAID)).to_be_visible()
    assert address.rsplit("/", 2)[1] not in page.url
    axe(page)
    for kind, name in {"pdf": "PDF", "docx": "Word (DOCX)"}.items():
        with page.expect_download() as download:
            page.get_by_role("link", name=name).click()
        download.value.save_as(folder / kind)
        assert (folder / kind).read_bytes() == bytes(KeptFile.objects.get(kind=kind).content)


def take_back(page: Page) -> None:
    """The sender sees what was done with the link, and ends it."""
    page.get_by_role("link", name="Back to the links of this report").click()
    expect(page.get_by_text("once, on")).to_be_visible()
    page.get_by_text("Each time it was used").click()
    expect(page.get_by_text("Downloaded: PDF")).to_be_visible()
    axe(page)
    page.get_by_role("link", name="Take this link back").click()
    axe(page)
    page.get_by_role("button", name="Take the link back").click()
    expect(page.get_by_text("1 link that does not work any more")).to_be_visible()


@pytest.fixture
def sender(assessment: Assessment, live_server: LiveServer, context: BrowserContext) -> Page:
    """The consultant, before the report."""
    assert assessment.owner is not None
    log_in(context, live_server.url, assessment.owner)
    page = context.new_page()
    page.goto(f"{live_server.url}/assessments/{assessment.pk}/report/")
    return page


def test_consultant_shares_a_board_version_and_takes_it_back(
    sender: Page, plain_context: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    build(sender)
    keep(sender)
    address = share(sender)
    reader = plain_context().new_page()
    read(reader, address, tmp_path)
    take_back(sender)
    reader.reload()
    expect(reader.get_by_role("heading", name="There is nothing to read here")).to_be_visible()
    axe(reader)
