"""Twenty reports in one file, made by a real worker while the browser watches."""

from pathlib import Path

import pytest
from django.urls import reverse
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django import Settings
from pytest_django.live_server_helper import LiveServer

from accounts.models import AuditEvent, User
from reports.models import Batch
from tests.browser.helpers import axe, log_in
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.reports.batches import files_of, sheets_of, store_pdf
from tests.reports.workers import QUEUE, worker

pytestmark = pytest.mark.django_db(transaction=True)
REPORTS, STORED = 20, 18


@pytest.fixture
def consultant(settings: Settings) -> User:
    """Of two clients with ten submitted assessments each; most of the PDFs were downloaded before."""
    settings.TASKS = QUEUE
    user, version = make_user(name="Carla Consultant"), make_version(domains=1, questions=1)
    clients = [
        make_organisation(name, consultant=user) for name in ("Aker AS (fictional)", "Bora Ltd (fictional)")
    ]
    for number in range(REPORTS):
        sealed = make_sealed(version=version, organisation=clients[number % 2], team=f"Team {number + 1}")
        if number < STORED:
            store_pdf(sealed)
    return user


def listen(page: Page) -> list[str]:
    """What the page says of the progress, one text after the other."""
    said: list[str] = []

    def note(text: str) -> None:
        said.append(text)

    page.expose_function("noted", note)
    page.evaluate(
        """() => {
          const status = document.querySelector("[data-batch] [role=status]");
          new MutationObserver(() => window.noted(status.textContent)).observe(status, { childList: true });
        }"""
    )
    return said


def check_file(file: Path) -> None:
    files = files_of(file.read_bytes())
    pdfs = [content for name, content in files.items() if name.endswith(".pdf")]
    assert len(pdfs) == REPORTS
    assert all(content.startswith(b"%PDF") for content in pdfs)
    assert len(sheets_of(files["levels.xlsx"])["Assessments"]) == REPORTS


def test_consultant_exports_twenty_reports(
    consultant: User, live_server: LiveServer, context: BrowserContext, page: Page, tmp_path: Path
) -> None:
    log_in(context, live_server.url, consultant)
    page.goto(live_server.url + reverse("batch-new"))
    page.get_by_role("button", name="Make the export").click()
    expect(page.get_by_role("alert")).to_contain_text("Choose a report.")
    axe(page)
    for box in page.get_by_role("checkbox").all():
        box.check()
    page.get_by_role("button", name="Make the export").click()

    expect(page.get_by_role("status")).to_have_text("20 reports wait their turn.")
    axe(page)
    said = listen(page)
    with worker():
        link = page.get_by_role("link", name="Download the ZIP file")
        expect(link).to_be_visible(timeout=120_000)
    assert any(text.endswith("of 20 reports are made.") for text in said), said
    axe(page)
    with page.expect_download() as download:
        link.click()
    download.value.save_as(tmp_path / "reports.zip")
    check_file(tmp_path / "reports.zip")
    assert Batch.objects.get().mailed_at is not None
    assert AuditEvent.objects.filter(code="batch.made").count() == 2
