"""The pages of kept reports: keeping from the builder, the list, one report and its files."""

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Event
from accounts.limits import take_turn_of
from accounts.models import AuditEvent, Consultancy, Organisation
from assessments.models import Assessment
from reports.kept.views import MOST_AN_HOUR
from reports.models import KeptFile, KeptReport
from reports.report.choices import BOARD
from tests.factories import make_sealed
from tests.reports.kept import consultant_of, kept, posted, sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def assessment() -> Assessment:
    return sealed()


@pytest.fixture
def client(assessment: Assessment) -> Client:
    browser = Client()
    browser.force_login(consultant_of(assessment))
    return browser


def url(name: str, assessment: Assessment, *rest: Any) -> str:
    return reverse(name, args=[assessment.pk, *rest])


def words(client: Client, path: str) -> str:
    return " ".join(client.get(path).content.decode().split())


def test_builders_button_keeps_the_report_and_leads_to_it(client: Client, assessment: Assessment) -> None:
    response = client.post(url("keep", assessment), posted(report_name="For the board"))
    report = KeptReport.objects.get()
    assert response.url == url("kept-report", assessment, report.pk)
    assert (report.name, report.built_by) == ("For the board", consultant_of(assessment))
    page = words(client, response.url)
    assert "Report 1: For the board" in page
    assert "Built on" in page
    assert "by Ben Consultant · English" in page
    for section in ("Executive summary", "Levels and way ahead"):
        assert section in page
    assert url("kept-file", assessment, report.pk, "csv") in page
    assert url("share", assessment, report.pk) in page


def test_report_names_only_the_letterhead_and_the_colour_that_it_has(
    client: Client, assessment: Assessment
) -> None:
    Organisation.objects.update(accent="")
    assessment.refresh_from_db()
    bare = words(client, url("kept-report", assessment, kept(assessment).pk))
    assert "etterhead" not in bare
    assert "<dd>The plain green</dd>" in bare
    Consultancy.objects.create(user=consultant_of(assessment), name="Ridge & Co", accent="#1f5c57")
    path = url("kept-report", assessment, kept(assessment, replace(BOARD, look="consultancy")).pk)
    Consultancy.objects.all().delete()
    page = words(client, path)
    assert "<li>The letterhead of Ridge &amp; Co</li>" in page
    assert "<dd>The consultancy’s colour</dd>" in page


def test_report_says_whether_it_was_shared_and_still_is(client: Client, assessment: Assessment) -> None:
    report = kept(assessment)
    path = url("kept-report", assessment, report.pk)
    assert "Not shared yet." in words(client, path)
    later = timezone.now() + timezone.timedelta(1)
    report.links.create(token_hash="0" * 64, kinds=["page"], expires_at=later)
    report.links.create(token_hash="1" * 64, kinds=["page"], expires_at=later)
    assert "2 links to it work now." in words(client, path)
    report.links.update(revoked_at=timezone.now())
    assert "No link to it works any more." in words(client, path)


def test_form_sent_twice_keeps_one_and_changed_keeps_another(client: Client, assessment: Assessment) -> None:
    data = posted()
    pages = {client.post(url("keep", assessment), data).url for _press in range(2)}
    assert len(pages) == KeptReport.objects.count() == 1
    client.post(url("keep", assessment), {**data, "language": "nl"})
    assert [one.language for one in KeptReport.objects.order_by("number")] == ["en", "nl"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kinds": []}, "Choose at least one file to keep."),
        ({"kinds": ["exe"]}, "Choose from the files in the list."),
        ({"kinds": ["page"]}, "Choose from the files in the list."),
        ({"report_name": "x" * 121}, "120 characters are the most"),
        ({"sections": []}, "Choose at least one section."),
    ],
)
def test_what_does_not_fit_brings_the_builder_back_as_it_was(
    client: Client, assessment: Assessment, change: dict[str, Any], said: str
) -> None:
    response = client.post(url("keep", assessment), posted(**{"report_name": "My name", **change}))
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert page.count(said) == 2
    assert "My name" in page or "report_name" in change
    assert not KeptReport.objects.exists()


def test_pdf_that_cannot_be_made_keeps_nothing_but_what_was_chosen(
    client: Client, assessment: Assessment, settings: Any
) -> None:
    settings.PDF_TIMEOUT = 0.001
    response = client.post(url("keep", assessment), posted(kinds=["pdf", "csv"], report_name="My name"))
    assert response.status_code == 503
    page = response.content.decode()
    assert "Nothing was kept." in page
    assert "The PDF took longer than this server allows." in page
    assert 'value="My name"' in page
    assert not KeptReport.objects.exists()


def test_keeping_without_end_is_stopped(client: Client, assessment: Assessment) -> None:
    for _turn in range(MOST_AN_HOUR):
        assert take_turn_of(str(assessment.pk), action="keep-report", times=MOST_AN_HOUR)
    response = client.post(url("keep", assessment), posted())
    assert response.status_code == 429
    assert "within an hour" in response.content.decode()
    assert not KeptReport.objects.exists()


def test_open_assessment_leads_to_its_hub_and_shows_what_was_kept(
    client: Client, assessment: Assessment
) -> None:
    report = kept(assessment)
    Assessment.objects.filter(pk=assessment.pk).update(submitted_at=None)
    assert client.post(url("keep", assessment), posted()).url == url("hub", assessment)
    assert KeptReport.objects.count() == 1
    page = words(client, url("kept-reports", assessment))
    assert "The assessment is open again." in page
    assert url("build", assessment) not in page
    assert client.get(url("kept-report", assessment, report.pk)).status_code == 200
    assert client.get(url("kept-file", assessment, report.pk, "csv")).status_code == 200


def test_report_page_counts_what_was_kept_for_who_runs_it(client: Client, assessment: Assessment) -> None:
    path, link = url("report", assessment), url("kept-reports", assessment)
    assert link not in words(client, path)
    kept(assessment)
    assert f'<a href="{link}">Kept reports (1)</a>' in words(client, path)
    client.force_login(assessment.organisation.memberships.get(role="member").user)
    assert link not in words(client, path)


def test_empty_list_says_what_to_do(client: Client, assessment: Assessment) -> None:
    page = words(client, url("kept-reports", assessment))
    assert "None yet." in page
    assert url("build", assessment) in page


def test_list_has_the_newest_first_in_as_many_queries(
    client: Client, assessment: Assessment, django_assert_max_num_queries: Any
) -> None:
    kept(assessment, name="First")
    path = url("kept-reports", assessment)
    with django_assert_max_num_queries(40) as one:
        words(client, path)
    for name in ("Second", "Third"):
        report = kept(assessment, name=name)
    report.links.create(
        token_hash="0" * 64, kinds=["page"], expires_at=timezone.now() + timezone.timedelta(1)
    )
    with django_assert_max_num_queries(len(one)):
        page = words(client, path)
    assert page.index("Report 3: Third") < page.index("Report 2: Second") < page.index("Report 1: First")
    assert "1 link that works" in page
    assert "CSV" in page


def test_file_is_downloaded_byte_for_byte_and_noted_once_a_day(
    client: Client, assessment: Assessment
) -> None:
    report = kept(assessment)
    file = report.files.get(kind="csv")
    path = url("kept-file", assessment, report.pk, "csv")
    for _time in range(2):
        response = client.get(path)
    assert response.content == bytes(file.content)
    assert response["Content-Type"] == "application/zip"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{file.name}"')
    assert (response["ETag"], response["Cache-Control"]) == (f'"{file.digest}"', "private, no-cache")
    again = client.get(path, headers={"If-None-Match": response["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    event = AuditEvent.objects.get(code=Event.REPORT_DOWNLOADED)
    assert event.details == {"digest": file.digest}


def test_head_notes_no_download(client: Client, assessment: Assessment) -> None:
    report = kept(assessment)
    assert client.head(url("kept-file", assessment, report.pk, "csv")).status_code == 200
    assert not AuditEvent.objects.filter(code=Event.REPORT_DOWNLOADED).exists()


def test_page_is_read_in_the_browser_and_runs_nothing(client: Client, assessment: Assessment) -> None:
    report = kept(assessment)
    response = client.get(url("kept-file", assessment, report.pk, "page"))
    assert bytes(report.files.get(kind="page").content).decode() in response.content.decode()
    assert "Content-Disposition" not in response
    assert "script-src" not in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_damaged_file_is_said_to_be_so(client: Client, assessment: Assessment) -> None:
    report = kept(assessment)
    file = report.files.get(kind="csv")
    KeptFile.objects.create(
        report=report, kind="pdf", name="a.pdf", content=b"other", size=file.size, digest=file.digest
    )
    response = client.get(url("kept-file", assessment, report.pk, "pdf"))
    assert response.status_code == 500
    assert "The file is damaged" in response.content.decode()
    assert b"other" not in response.content.split(b"<main")[0]


def test_choices_of_an_earlier_release_are_said_to_be_so(client: Client, assessment: Assessment) -> None:
    report = KeptReport.objects.create(
        assessment=assessment, number=1, name="Old", language="en", choices={"of": "old"}
    )
    page = words(client, url("kept-report", assessment, report.pk))
    assert "choices that can no longer be shown" in page


def test_builder_starts_from_the_same_choices_again(client: Client, assessment: Assessment) -> None:
    report = kept(assessment, BOARD)
    page = client.get(url("kept-report", assessment, report.pk)).content.decode()
    start = page.index(url("build", assessment) + "?")
    path = page[start : page.index('"', start)].replace("&amp;", "&")
    assert urlsplit(path).query
    shown = client.get(path).content.decode()
    assert 'name="preset" value="board"' in shown


def test_browser_without_an_account_reads_its_own() -> None:
    assessment = make_sealed()
    browser = Client()
    session = browser.session
    session["assessments"] = [str(assessment.pk)]
    session.save()
    browser.cookies["sessionid"] = session.session_key
    response = browser.post(url("keep", assessment), posted())
    assert response.url.startswith(url("kept-reports", assessment))
    assert "Built on" in words(browser, response.url)
