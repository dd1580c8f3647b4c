"""The two addresses of a PDF: who gets it, from where, and what happens when it cannot be made."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from assessments.models import Assessment
from reports.models import ReportFile
from reports.pdf import digest_of
from reports.pdf.process import waiting
from reports.pdf.storage import make
from reports.report import build
from reports.sample import sample_report
from reports.source import source_of
from tests.factories import make_organisation, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db
BODY = b"%PDF-1.7 as stored"


@pytest.fixture
def assessment() -> Assessment:
    owner = make_user()
    organisation = make_organisation(consultant=make_user(), member=make_user())
    return make_sealed(
        version=make_version(), owner=owner, organisation=organisation, team="Satış Çözümleri\r\nX: y"
    )


def client_of(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def digest_for(assessment: Assessment) -> str:
    report = build(source_of(assessment))
    return digest_of(report, report.language)


def address(assessment: Assessment, digest: str = "") -> str:
    return reverse("report-pdf", args=[assessment.pk, digest or digest_for(assessment)])


def store(assessment: Assessment | None, digest: str, **fields: Any) -> ReportFile:
    fields = {"language": "en", "name": "report.pdf", "content": BODY, **fields}
    return ReportFile.objects.create(assessment=assessment, digest=digest, **fields)


def test_first_download_makes_the_pdf_and_stores_it(assessment: Assessment) -> None:
    response = client_of(assessment.owner).get(address(assessment))
    file = ReportFile.objects.get()
    assert response.status_code == 200
    assert response.content == bytes(file.content)
    assert response.content.startswith(b"%PDF-1.7")
    assert (file.assessment, file.digest, file.language) == (assessment, digest_for(assessment), "en")
    day = assessment.submitted_at.date().isoformat()
    assert response["Content-Disposition"] == (
        f'attachment; filename="sales-maturity-satis-cozumleri-x-y-{day}.pdf"; '
        f"filename*=UTF-8''sales-maturity-sat%C4%B1%C5%9F-%C3%A7%C3%B6z%C3%BCmleri-x-y-{day}.pdf"
    )


def test_stored_pdf_is_served_as_it_is(assessment: Assessment) -> None:
    store(assessment, digest_for(assessment))
    response = client_of(assessment.owner).get(address(assessment))
    assert response.content == BODY
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Length"] == str(len(BODY))
    assert response["Cache-Control"] == "private, max-age=31536000, immutable"
    assert "Cookie" in response["Vary"]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Content-Security-Policy" in response


def test_stored_pdf_takes_one_query_beside_session_and_user(
    assessment: Assessment, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    path = address(assessment)
    store(assessment, digest_for(assessment))
    client = client_of(assessment.owner)
    client.get(path)  # the first one of a day goes into the organisation's log
    with django_assert_num_queries(3):
        client.get(path)


def test_browser_that_has_the_pdf_is_told_so_if_it_still_may_read_it(assessment: Assessment) -> None:
    path, digest = address(assessment), digest_for(assessment)
    store(assessment, digest)
    has = {"If-None-Match": f'"{digest}"'}
    response = client_of(assessment.owner).get(path, headers=has)
    assert (response.status_code, response.content) == (304, b"")
    assert client_of(make_user()).get(path, headers=has).status_code == 404


@pytest.mark.parametrize("stored", [False, True])
def test_pdf_is_for_those_who_may_read_the_report(assessment: Assessment, stored: bool) -> None:
    path = address(assessment)
    if stored:
        store(assessment, digest_for(assessment))
    stranger = make_user()
    make_organisation(consultant=stranger)
    assert client_of(stranger).get(path).status_code == 404
    anonymous = Client().get(path)
    assert (anonymous.status_code, anonymous["Location"]) == (302, f"{reverse('account_login')}?next={path}")
    if stored:
        members = assessment.organisation.memberships.select_related("user")
        readers = [assessment.owner, *(membership.user for membership in members)]
        assert [client_of(reader).get(path).status_code for reader in readers] == [200] * 3


def test_digest_of_another_assessment_gets_nothing_of_it(assessment: Assessment) -> None:
    other = make_sealed(owner=assessment.owner, version=assessment.version)
    foreign = make_sealed(owner=make_user(), version=assessment.version)
    store(foreign, "f" * 64, content=b"%PDF foreign")
    response = client_of(assessment.owner).get(address(other, "f" * 64))
    assert (response.status_code, response["Location"]) == (302, address(other))


def test_old_digest_leads_to_the_current_one(assessment: Assessment) -> None:
    response = client_of(assessment.owner).get(address(assessment, "0" * 64))
    assert (response.status_code, response["Location"]) == (302, address(assessment))
    assert not ReportFile.objects.exists()


def test_making_it_twice_keeps_one_row_and_drops_older_states(assessment: Assessment) -> None:
    store(assessment, "0" * 64)
    store(assessment, "1" * 64, language="nl")
    report = build(source_of(assessment))
    first, second = (make(report=report, assessment=assessment) for _ in range(2))
    assert bytes(first.content) == bytes(second.content)
    left = ReportFile.objects.order_by("language").values_list("language", "digest")
    assert list(left) == [("en", first.digest), ("nl", "1" * 64)]


def test_pdf_that_cannot_be_made_says_so_and_leaves_nothing(assessment: Assessment, settings: Any) -> None:
    waiting.close()
    settings.PDF_TIMEOUT = 0
    client = client_of(assessment.owner)
    response = client.get(address(assessment))
    assert response.status_code == 503
    assert "It took longer than this server allows" in response.content.decode()
    assert reverse("report", args=[assessment.pk]) in response.content.decode()
    assert not ReportFile.objects.exists()
    settings.PDF_TIMEOUT = 120
    assert client.get(address(assessment)).status_code == 200


def test_sample_pdf_is_for_everybody() -> None:
    report = sample_report()
    digest = digest_of(report, report.language)
    path = reverse("sample-pdf", args=[digest])
    old = Client().get(reverse("sample-pdf", args=["0" * 64]))
    assert (old.status_code, old["Location"]) == (302, path)
    store(None, digest)
    assert Client().get(path).content == BODY


def test_sample_pdf_never_serves_an_assessments_file(assessment: Assessment) -> None:
    store(assessment, "a" * 64)
    assert Client().get(reverse("sample-pdf", args=["a" * 64])).status_code == 302


def test_pdf_changes_nothing_by_post(assessment: Assessment) -> None:
    assert client_of(assessment.owner).post(address(assessment)).status_code == 405
