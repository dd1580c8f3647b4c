"""The page of an organisation's log, and the log as a file."""

import csv
import io
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from accounts.audit import Event, record
from accounts.models import AuditEvent, Membership, Organisation, User
from reports.audit.kinds import Kind, codes_of
from reports.downloads import _noted
from reports.findings import answer_finding, write_finding
from reports.models import Finding, ReportFile
from reports.pdf.storage import make
from reports.report import build
from reports.source import source_of
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db
FORMULA = '\t=HYPERLINK("http://evil.example")<script>alert(1)</script>'


@pytest.fixture
def lead() -> User:
    return make_user(name="Lena Lead")


@pytest.fixture
def organisation(lead: User) -> Organisation:
    return make_organisation("Aker AS (fictional)", lead=lead)


@pytest.fixture
def visitor(lead: User) -> Client:
    client = Client()
    client.force_login(lead)
    return client


def page(visitor: Client, organisation: Organisation, **asked: object) -> str:
    reply = visitor.get(reverse("organisation-audit", args=[organisation.pk]), asked)
    assert reply.status_code == 200
    assert reply.headers["Cache-Control"] == "no-store, private"
    return reply.content.decode()


def take(visitor: Client, organisation: Organisation, ending: str, **asked: object) -> bytes:
    reply = visitor.post(reverse("organisation-audit-export", args=[organisation.pk, ending]), asked)
    assert reply.status_code == 200
    return b"".join(reply.streaming_content) if reply.streaming else reply.content


def lines(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def test_log_says_who_did_what(visitor: Client, organisation: Organisation, lead: User) -> None:
    record(
        Event.MEMBER_INVITED, actor=lead, organisation=organisation, subject="ben@example.com", role="member"
    )
    record(
        Event.ROLE_CHANGED, actor=lead, organisation=organisation, subject="b", before="member", after="lead"
    )
    record(Event.RESPONDENT_INVITED, actor=None, organisation=organisation, subject=FORMULA)
    said = page(visitor, organisation)
    assert "<strong>Lena Lead</strong> invited to the organisation: <q>ben@example.com</q>" in said
    assert "<span>as “Member”</span>" in said
    assert "from “Member” to “Team lead”" in said
    assert "<strong>Somebody without an account</strong> invited to answer" in said
    assert "<script>alert" not in said
    assert said.index("invited to answer") < said.index("changed the role") < said.index("ben@example.com")


def test_log_of_another_organisation_is_not_shown(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    foreign = make_organisation("Bora Ltd (fictional)")
    record(Event.MEMBER_INVITED, actor=lead, organisation=foreign, subject="foreign@example.com")
    record(Event.MEMBER_INVITED, actor=lead, subject="nobody's@example.com")
    assert "Nothing has happened yet." in page(visitor, organisation)
    assert visitor.get(reverse("organisation-audit", args=[foreign.pk])).status_code == 404


def test_log_says_who_saved_an_answer_and_not_which(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    assessment = make_assessment(make_version(domains=1, questions=1), owner=lead, organisation=organisation)
    respondent = assessment.respondents.get()
    respondent.name = "Rita Rep"
    respondent.save()
    answer_all(respondent, 3, note="Between us")
    said = page(visitor, organisation, kind="answers", person="rita")
    assert "<strong>Rita Rep</strong> saved an answer: <q>How do you do practice 1.1?</q>" in said
    assert "saved an answer" not in page(visitor, organisation, person="lena")
    for text in ("Between us", "Level 3", "behaves like"):
        assert text not in said
        assert text.encode() not in take(visitor, organisation, "csv")


def test_answers_of_anonymous_assessments_are_not_in_the_log(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    assessment = make_assessment(make_version(domains=1, questions=1), owner=lead, organisation=organisation)
    answer_all(assessment.respondents.get())
    assert "saved an answer" in page(visitor, organisation)
    assessment.names_hidden = True
    assessment.save()
    assert "saved an answer" not in page(visitor, organisation)
    assert b"saved an answer" not in take(visitor, organisation, "csv")


def test_drafts_are_in_the_log_for_consultants_and_for_leads_once_handed_over(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    cora = make_user(name="Cora Consultant")
    organisation.memberships.create(user=cora, role="consultant")
    sealed = make_sealed(owner=lead, organisation=organisation, version=make_version())
    consultant = Client()
    consultant.force_login(cora)
    place = {"assessment": sealed, "author": cora, "section": "domain", "domain": "d1", "text": "So."}
    given = write_finding(pk=uuid4(), kind="finding", **place)
    write_finding(pk=uuid4(), kind="comment", **place)
    for words in ("wrote a finding", "wrote a comment"):
        assert words in page(consultant, organisation)
        assert words not in page(visitor, organisation)
        assert words not in take(visitor, organisation, "csv").decode()
    Finding.objects.filter(pk=given.pk).update(handed_over_at=timezone.now())
    said = page(visitor, organisation)
    assert "wrote a finding" in said
    assert "wrote a comment" not in said
    answer = {"finding": given, "actor": lead, "base_url": "https://maturity.example"}
    answer_finding(**answer, seen="", verdict="disputed", note="Between us")
    said = page(visitor, organisation, kind="findings")
    assert "answered a finding" in said
    assert "disputed, on “Domain 1”" in said
    assert "Between us" not in said


def test_log_is_narrowed_down(visitor: Client, organisation: Organisation, lead: User) -> None:
    ben = make_user(name="Ben Consultant")
    assessment = make_assessment(make_version(), owner=lead, organisation=organisation, team="Inside sales")
    record(
        Event.ASSESSMENT_CLOSED,
        actor=ben,
        organisation=organisation,
        assessment=assessment.pk,
        subject="closed",
    )
    record(Event.LOGO_CHANGED, actor=lead, organisation=organisation, subject="logo")
    today = timezone.localdate()

    def found(**asked: object) -> set[str]:
        said = page(visitor, organisation, **asked)
        return {subject for subject in ("closed", "logo") if f"<q>{subject}</q>" in said}

    assert found() == {"closed", "logo"}
    assert found(person="ben") == {"closed"}
    assert found(kind="organisation") == {"logo"}
    assert found(assessment=assessment.pk) == {"closed"}
    assert found(since=today, until=today) == {"closed", "logo"}
    assert found(since=today + timedelta(days=1)) == set()
    assert found(until=today - timedelta(days=1)) == set()
    path = reverse("organisation-audit", args=[organisation.pk])
    assert visitor.get(path, {"since": "yesterday"}).status_code == 422
    foreign = make_assessment(assessment.version)
    assert visitor.get(path, {"assessment": foreign.pk}).status_code == 422


def test_log_has_pages(visitor: Client, organisation: Organisation, lead: User) -> None:
    for number in range(51):
        record(
            Event.MEMBER_INVITED, actor=lead, organisation=organisation, subject=f"n{number:02}@example.com"
        )
    first, second = (
        page(visitor, organisation, person="lena"),
        page(visitor, organisation, person="lena", page=2),
    )
    assert first.count("<q>") == 50
    assert "person=lena&amp;page=2" in first
    assert second.count("<q>") == 1
    assert "n00@example.com" in second


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_exported_cells_open_as_text(
    visitor: Client, organisation: Organisation, lead: User, ending: str
) -> None:
    for text in ("=1+1", "+1", "-1", "@SUM(1)", "\tx", "\rx", "  =1+1", "\uff1d1", 'plain, "quoted"'):
        record(Event.MEMBER_INVITED, actor=lead, organisation=organisation, subject=text)
    content = take(visitor, organisation, ending)
    if ending == "csv":
        cells = [line[3] for line in lines(content)[1:]]
        assert sorted(cells) == sorted(
            ["'=1+1", "'+1", "'-1", "'@SUM(1)", "'\tx", "'\rx", "'  =1+1", "'\uff1d1", 'plain, "quoted"']
        )
    else:
        [sheet] = load_workbook(io.BytesIO(content)).worksheets
        cells = [row[3] for row in sheet.iter_rows(min_row=2)]
        assert {cell.data_type for cell in cells} == {"s"}
        assert len([cell for cell in cells if cell.quotePrefix]) == 8
        assert sheet.freeze_panes == "A2"


def test_export_is_noted_itself(visitor: Client, organisation: Organisation, lead: User) -> None:
    record(Event.MEMBER_INVITED, actor=lead, organisation=organisation, subject="a@example.com")
    record(Event.LOGO_CHANGED, actor=lead, organisation=organisation, subject="logo")
    path = reverse("organisation-audit-export", args=[organisation.pk, "csv"])
    assert visitor.get(path).status_code == 405
    assert [line[2] for line in lines(take(visitor, organisation, "csv", kind="people"))[1:]] == [
        "invited to the organisation"
    ]
    event = AuditEvent.objects.get(code=Event.AUDIT_EXPORTED)
    assert (event.actor, event.details) == (lead, {"format": "csv", "entries": 1})
    assert (
        visitor.post(reverse("organisation-audit-export", args=[organisation.pk, "exe"])).status_code == 404
    )


def test_members_do_not_read_the_log(organisation: Organisation) -> None:
    member = make_user()
    Membership.objects.create(user=member, organisation=organisation, role="member")
    client = Client()
    client.force_login(member)
    assert client.get(reverse("organisation-audit", args=[organisation.pk])).status_code == 404


def test_log_needs_as_many_queries_for_three_as_for_one(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    version = make_version(domains=1, questions=1)

    def happen() -> None:
        assessment = make_assessment(version, owner=lead, organisation=organisation)
        answer_all(assessment.respondents.get())
        record(Event.ASSESSMENT_CLOSED, actor=lead, organisation=organisation, assessment=assessment.pk)

    def count() -> int:
        with CaptureQueriesContext(connection) as counted:
            page(visitor, organisation)
        return len(counted)

    happen()
    once = count()
    happen()
    happen()
    assert count() == once


def test_download_of_a_report_is_noted_once_a_day(
    visitor: Client, organisation: Organisation, lead: User
) -> None:
    sealed = make_sealed(
        version=make_version(domains=1, questions=1),
        owner=lead,
        organisation=organisation,
        team="Field sales",
    )
    make(report=build(source_of(sealed)), assessment=sealed)
    file = ReportFile.objects.get()
    path = reverse("report-pdf", args=[sealed.pk, file.digest])
    assert visitor.head(path).status_code == 200
    assert not AuditEvent.objects.filter(code=Event.REPORT_DOWNLOADED).exists()
    for _time in range(2):
        assert visitor.get(path).status_code == 200
        _noted.cache_clear()  # as another web process, which remembers nothing
    event = AuditEvent.objects.get(code=Event.REPORT_DOWNLOADED)
    assert (event.actor, event.organisation, event.subject) == (lead, organisation, "Field sales")
    assert "<strong>Lena Lead</strong> downloaded the report: <q>Field sales</q>" in page(
        visitor, organisation
    )


def test_every_event_is_of_one_kind() -> None:
    assert sorted(code for kind in Kind.values for code in codes_of(kind)) == sorted(Event.values)
