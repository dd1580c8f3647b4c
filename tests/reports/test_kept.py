"""Kept reports: numbered, dated, all or nothing, and the same bytes for ever."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone, translation

from accounts.audit import Event
from accounts.deletion import delete_account
from accounts.models import AuditEvent
from reports.kept.files import BrokenFileError, bytes_of
from reports.kept.keeping import NotSealedError, Wanted, keep_report
from reports.models import Finding, KeptFile, KeptReport
from reports.pdf.process import PdfError
from reports.report.choices import BOARD, REDACTED, from_data
from tests.factories import make_sealed, make_user, make_version
from tests.reports.kept import consultant_of, kept, sealed

pytestmark = pytest.mark.django_db


def meanwhile(does: Callable[[], object]) -> Any:
    """While a report is written for the first time, somebody else ``does`` this."""
    waiting = [does]

    def watch(execute: Callable[..., Any], sql: str, *arguments: Any) -> Any:
        if waiting and 'FROM "reports_reportsummary"' in sql:
            waiting.pop()()
        return execute(sql, *arguments)

    return connection.execute_wrapper(watch)


def test_kept_report_is_numbered_dated_signed_and_has_its_files() -> None:
    assessment = sealed()
    reports = [kept(assessment), kept(assessment, name="For the board"), kept(sealed())]
    assert [(one.number, one.name) for one in reports] == [
        (1, "Board version"),
        (2, "For the board"),
        (1, "Board version"),
    ]
    report = reports[1]
    assert (report.built_by, report.built_by_name) == (consultant_of(assessment), "Ben Consultant")
    assert from_data(report.choices) == BOARD
    files = {file.kind: file for file in report.files.all()}
    assert set(files) == {"page", "csv", "json"}
    for file in files.values():
        content = bytes(file.content)
        assert (file.size, file.digest) == (len(content), hashlib.sha256(content).hexdigest())
    assert files["csv"].name.endswith("-2-csv.zip")


def test_number_date_and_name_are_printed() -> None:
    report = kept(sealed())
    page = bytes(report.files.get(kind="page").content).decode()
    assert "Report 1" in page
    assert "by Ben Consultant" in page
    assert "Built on" in page


def test_keeping_is_logged_once() -> None:
    assessment = sealed()
    report = kept(assessment)
    event = AuditEvent.objects.get(code=Event.REPORT_KEPT)
    assert (event.organisation, event.assessment_id) == (assessment.organisation, assessment.pk)
    assert event.details == {"report": str(report.pk), "number": 1, "kinds": ["csv", "json", "page"]}


def test_browser_without_an_account_keeps_too() -> None:
    assessment = make_sealed()
    wanted = Wanted(pk=uuid4(), choices=BOARD)
    report = keep_report(assessment=assessment, user=None, wanted=wanted, opened={assessment.pk})
    assert (report.built_by, report.built_by_name) == (None, "")
    assert [file.kind for file in report.files.all()] == ["page"]


def test_report_sent_twice_is_one() -> None:
    assessment, wanted = sealed(), Wanted(pk=uuid4(), choices=BOARD)
    user = consultant_of(assessment)
    first = keep_report(assessment=assessment, user=user, wanted=wanted)
    assert keep_report(assessment=assessment, user=user, wanted=wanted) == first
    assert KeptFile.objects.count() == 1
    with pytest.raises(ValueError, match="another"):
        keep_report(assessment=make_sealed(), user=user, wanted=wanted)


def test_number_taken_meanwhile_is_not_printed_twice() -> None:
    assessment = sealed()
    other = KeptReport(assessment=assessment, number=1, name="Other", language="en", choices={})
    with meanwhile(other.save):
        report = kept(assessment)
    assert report.number == 2
    page = bytes(report.files.get(kind="page").content).decode()
    assert "Report 2" in page
    assert "Report 1" not in page


def test_same_report_kept_meanwhile_is_not_kept_again() -> None:
    assessment, pk = sealed(), uuid4()
    other = KeptReport(pk=pk, assessment=assessment, number=1, name="Other", language="en", choices={})
    with meanwhile(other.save):
        wanted = Wanted(pk=pk, choices=BOARD)
        assert keep_report(assessment=assessment, user=None, wanted=wanted) == other
    assert not KeptFile.objects.exists()


def test_nothing_of_an_open_assessment_is_kept() -> None:
    assessment = sealed()
    rows = type(assessment).objects.filter(pk=assessment.pk)
    with meanwhile(lambda: rows.update(submitted_at=None)), pytest.raises(NotSealedError):
        kept(assessment)
    assessment.refresh_from_db()
    with pytest.raises(NotSealedError):
        kept(assessment)
    assert not KeptReport.objects.exists()


def test_nothing_is_kept_when_a_file_cannot_be_written(settings: Any) -> None:
    settings.PDF_TIMEOUT = 0.001
    with pytest.raises(PdfError):
        kept(sealed(), BOARD, "csv", "pdf")
    assert not KeptReport.objects.exists()
    assert not KeptFile.objects.exists()
    assert not AuditEvent.objects.filter(code=Event.REPORT_KEPT).exists()


def test_kept_bytes_stay_whatever_changes() -> None:
    assessment = sealed(team="Field sales")
    report, at = kept(assessment), timezone.now()
    before = dict(report.files.values_list("kind", "digest"))
    type(assessment).objects.filter(pk=assessment.pk).update(team="Renamed", report_language="tr")
    author = consultant_of(assessment)
    Finding.objects.create(assessment=assessment, text="New", author=author, handed_over_at=at)
    make_version(slug="newer")
    author.name = "Ben Renamed"
    author.save()
    with translation.override("tr"):
        for file in report.files.all():
            assert hashlib.sha256(bytes_of(file)).hexdigest() == before[file.kind]
    page = bytes(report.files.get(kind="page").content).decode()
    assert "Field sales" in page
    assert "Renamed" not in page
    assessment.refresh_from_db()
    newer = kept(assessment)
    assert "Renamed" in bytes(newer.files.get(kind="page").content).decode()


@pytest.mark.parametrize(
    "write",
    [
        lambda: KeptReport.objects.update(name="Other"),
        lambda: KeptReport.objects.update(choices={}),
        lambda: KeptReport.objects.update(number=7),
        lambda: KeptFile.objects.update(content=b"other"),
        lambda: KeptFile.objects.update(digest="0" * 64),
        lambda: KeptFile.objects.filter(kind="csv").update(kind="pdf"),
    ],
    ids=["name", "choices", "number", "content", "digest", "kind"],
)
def test_database_refuses_to_change_what_was_kept(write: Callable[[], object]) -> None:
    kept(sealed())
    with pytest.raises((IntegrityError, DatabaseError)), transaction.atomic():
        write()


def test_kept_report_outlives_the_account_that_built_it_and_goes_with_its_assessment() -> None:
    assessment, user = sealed(), make_user(name="Cem")
    report = kept(assessment, user=user)
    delete_account(user)
    report.refresh_from_db()
    assert (report.built_by, report.built_by_name) == (None, "Cem")
    assessment.delete()
    assert not KeptFile.objects.exists()


def test_damaged_file_is_not_handed_out(caplog: pytest.LogCaptureFixture) -> None:
    file = kept(sealed()).files.get(kind="csv")
    file.content = bytes(file.content)[:-1] + b"x"
    with pytest.raises(BrokenFileError):
        bytes_of(file)
    assert f"Kept file {file.pk}" in caplog.text


def test_redacted_report_holds_no_names_in_any_file() -> None:
    assessment = sealed(team="Secret team", title="Secret title")
    report = kept(assessment, replace(REDACTED, language="nl"), "json")
    assert report.language == "nl"
    for file in report.files.all():
        for secret in ("Secret team", "Secret title", "Ben Consultant", assessment.organisation.name):
            assert secret.encode() not in bytes(file.content)
            assert secret not in file.name
