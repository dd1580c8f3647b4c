"""The organisation's logo and colour in its reports, on screen and on paper."""

from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest
from django.urls import reverse
from PIL import Image

from accounts import logos
from accounts.models import Logo, Organisation
from assessments.models import Assessment
from reports.charts.svg import ACCENT
from reports.made import made_of
from reports.models import ReportFile
from reports.pdf import digest_of
from reports.pdf.document import to_html
from reports.pdf.pictures import address_of, content_of
from reports.sample import sample_report
from reports.source import source_of
from tests.assessments.pages import logged_in
from tests.factories import make_organisation, make_sealed, make_user

pytestmark = pytest.mark.django_db


def add_logo(organisation: Organisation) -> Logo:
    made = BytesIO()
    Image.new("RGB", (60, 30), (200, 30, 30)).save(made, "PNG")
    logo = logos.read(made.getvalue())
    logo.organisation = organisation
    logo.save()
    return logo


def make_branded() -> tuple[Assessment, Logo]:
    owner = make_user()
    organisation = make_organisation("Acme (fictional)", lead=owner)
    Organisation.objects.update(accent="#7a1fa2")
    organisation.refresh_from_db()
    return make_sealed(owner=owner, organisation=organisation), add_logo(organisation)


def test_screen_shows_logo_and_colour_to_readers_outside_as_well() -> None:
    sealed, logo = make_branded()
    sealed.organisation.memberships.all().delete()
    client = logged_in(sealed.owner)
    page = client.get(reverse("report", args=[sealed.pk])).content.decode()
    address = reverse("report-logo", args=[sealed.pk, logo.digest])
    assert f'src="{address}" width="60" height="30" alt="Logo of Acme (fictional)"' in page
    assert 'fill="#7a1fa2"' in page
    response = client.get(address)
    assert bytes(response.content) == bytes(logo.content)
    assert response["Content-Disposition"].startswith("attachment")
    assert client.get(address.replace(logo.digest, "0" * 64)).status_code == 404


def test_pdf_has_the_logo_and_another_name_for_another_look() -> None:
    sealed, _logo = make_branded()
    client = logged_in(sealed.owner)
    made = made_of(source_of(sealed))
    assert client.get(reverse("report-pdf", args=[sealed.pk, made.digest])).status_code == 200
    with pikepdf.open(BytesIO(bytes(ReportFile.objects.get().content))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1
    Logo.objects.all().delete()
    Organisation.objects.update(accent="#1f5c57")
    plain = made_of(source_of(Assessment.objects.get(pk=sealed.pk)))
    assert plain.digest != made.digest


def test_colour_is_on_paper_only_when_it_is_one() -> None:
    report = sample_report()
    assert "<style>" not in to_html(report)
    coloured = replace(report, accent="#7a1fa2")
    assert "color: #7a1fa2" in to_html(coloured)
    assert ACCENT in to_html(report)
    assert ACCENT not in to_html(coloured)
    assert "<style>" not in to_html(replace(report, accent="red}</style><script>"))
    assert digest_of(coloured, "en") != digest_of(report, "en")


def test_only_a_png_is_a_picture_of_the_document() -> None:
    assert content_of(address_of(b"\x89PNG\r\n\x1a\nx")) == b"\x89PNG\r\n\x1a\nx"
    for other in (b"GIF89a", b"<svg/>", b""):
        assert content_of(address_of(other)) is None
    for address in (
        "data:image/png;base64,%%%",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "file:///etc/passwd",
        "",
    ):
        assert content_of(address) is None
