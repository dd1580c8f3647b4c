"""Kept reports and links to them, as the tests of sharing want them."""

from hashlib import sha256
from typing import Any

from django.test import Client
from django.urls import reverse

from assessments.models import Assessment
from reports.models import KeptFile, KeptReport, ShareLink
from reports.report.choices import FULL, Choices

PASSPHRASE = "copper tiger lantern wave"
CONTENT = {
    "page": b"<main class='paper'><h1>As it was kept</h1></main>",
    "pdf": b"%PDF-1.7 as it was kept",
    "docx": b"PK as it was kept",
}


def keep(assessment: Assessment, *, number: int = 1, choices: Choices = FULL) -> KeptReport:
    """A kept report with a page, a PDF and a Word file of a few bytes."""
    report = KeptReport.objects.create(
        assessment=assessment,
        number=number,
        name="Third draft, for the difficult board",
        language=choices.language,
        choices=choices.as_data(),
        built_by_name="Cora Consultant",
    )
    for kind, content in CONTENT.items():
        KeptFile.objects.create(
            report=report,
            kind=kind,
            name=f"sales-maturity.{kind}",
            content=content,
            size=len(content),
            digest=sha256(content).hexdigest(),
        )
    return report


def asked(**fields: Any) -> dict[str, Any]:
    """The form as a browser sends it."""
    usual = {"token": "once", "label": "The board", "kinds": ["page", "pdf"], "until": "30", "passphrase": ""}
    return usual | fields


def share(client: Client, report: KeptReport, **fields: Any) -> Any:
    path = reverse("share", args=[report.assessment_id, report.pk])
    return client.post(path, asked(**fields))


def shared(client: Client, report: KeptReport, **fields: Any) -> tuple[ShareLink, str]:
    """A link made on the page, and the path of the address that the page shows."""
    response = share(client, report, **fields)
    assert response.status_code == 200, response.content.decode()
    link: ShareLink = response.context["link"]
    return link, response.context["address"].removeprefix("http://testserver")


def opened(path: str, passphrase: str = "") -> Client:
    """A browser without an account that opened the link."""
    reader = Client()
    response = reader.post(path, {"passphrase": passphrase})
    assert response.status_code == 302, response.content.decode()
    return reader
