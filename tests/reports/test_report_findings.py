"""Findings in the report: for whom, in which section, on screen and in the PDF."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from assessments.models import Assessment
from reports.models import Finding, FindingReply
from reports.pdf.document import to_html
from reports.remarks import Answered, Remark
from reports.report import Report, build
from reports.source import Reopened
from tests.factories import make_organisation, make_sealed, make_user
from tests.reports.sources import make_source

THEN = datetime(2026, 3, 10, 9, tzinfo=UTC)
HOSTILE = "<script>alert(1)</script> {{ 7|add:7 }} {% now %} %(x)s"


def remark(text: str, section: str = "summary", domain: str = "", **fields: object) -> Remark:
    given = {
        "pk": uuid4(),
        "kind": "finding",
        "author": "Cora",
        "written_at": THEN,
        "handed_over_at": THEN,
        "reply": None,
        **fields,
    }
    return Remark(section=section, domain=domain, text=text, **given)  # type: ignore[arg-type]


def report_with(*remarks: Remark) -> Report:
    return build(make_source(None, 2, remarks=remarks))


def test_each_remark_stands_in_its_section() -> None:
    report = report_with(
        remark("On the whole."),
        remark("On one domain.", "domain", "d2"),
        remark("On the gaps.", "gaps"),
        remark("On the differences.", "disagreements", kind="comment"),
    )
    assert [one.text for one in report.summary_remarks] == ["On the whole."]
    assert [[one.text for one in domain.remarks] for domain in report.domains] == [[], ["On one domain."]]
    assert [one.text for one in report.gap_remarks] == ["On the gaps."]
    assert [one.label for one in report.disagreement_remarks] == ["Comment by the consultant"]


def test_remark_says_who_wrote_it_when_and_what_the_team_replied() -> None:
    reply = Answered("disputed", "Nine of ten close.", "Lea", datetime(2026, 3, 12, 9, tzinfo=UTC))
    found = report_with(remark("So.", reply=reply)).summary_remarks[0]
    assert (found.label, found.who) == ("Finding by the consultant", "Cora, written on 10 March 2026")
    assert (found.handed_over, found.draft) == ("handed over on 10 March 2026", "")
    assert found.reply is not None
    assert (found.reply.label, found.reply.note) == ("Disputed by the team", "Nine of ten close.")
    assert found.reply.who == "Lea, on 12 March 2026"


def test_remark_written_before_a_reopening_says_so_on_screen_and_in_the_pdf() -> None:
    hour = timedelta(hours=1)
    reopened = Reopened(first_submitted_at=THEN - hour, at=THEN + hour, by="Lea", why="A slip.")
    source = make_source(
        None,
        2,
        remarks=(remark("Before."), remark("After.", written_at=THEN + 2 * hour)),
        reopenings=(reopened,),
    )
    report = build(source)
    words = "Written on the result of 10 March 2026, before the assessment was opened again"
    assert [one.outdated for one in report.summary_remarks] == [words, ""]
    assert to_html(report).count(words) == 1


def test_pdf_puts_the_remarks_of_a_section_together_under_one_heading() -> None:
    html = to_html(report_with(remark("On the whole."), remark("And more.")))
    together = html[html.index('<div class="remarks">') :]
    heading, first, second = (
        together.index(text) for text in ("Findings of the consultant</h3>", "On the whole.", "And more.")
    )
    assert heading < first < second
    assert html.count("Findings of the consultant") == 1
    assert "Findings of the consultant" not in to_html(report_with())


def test_pdf_holds_every_remark_and_reply_as_text() -> None:
    reply = Answered("disputed", HOSTILE, "Lea", THEN)
    html = to_html(
        report_with(
            remark(HOSTILE, reply=reply),
            remark("On one domain.", "domain", "d2"),
            remark("On the gaps.", "gaps"),
            remark("On the differences.", "disagreements"),
        )
    )
    for words in ("On one domain.", "On the gaps.", "On the differences.", "Disputed by the team"):
        assert html.count(words) == 1
    assert "<script>" not in html
    assert html.count("{{ 7|add:7 }}") == 2


@pytest.fixture
def assessment() -> Assessment:
    organisation = make_organisation(lead=make_user(), member=make_user(), consultant=make_user())
    return make_sealed(organisation=organisation, owner=make_user())


def page(assessment: Assessment, user: User) -> str:
    client = Client()
    client.force_login(user)
    return client.get(reverse("report", args=[assessment.pk])).content.decode()


def who(assessment: Assessment, role: str) -> User:
    return User.objects.get(memberships__organisation=assessment.organisation, memberships__role=role)


def write(assessment: Assessment, text: str, **fields: object) -> Finding:
    return Finding.objects.create(assessment=assessment, text=text, author_name="Cora", **fields)


@pytest.mark.django_db
def test_draft_is_shown_to_consultants_only(assessment: Assessment) -> None:
    write(assessment, "Handed over words.", handed_over_at=timezone.now())
    before = {role: page(assessment, who(assessment, role)) for role in ("lead", "member")}
    write(assessment, "Draft words.", section="domain", domain="d1")
    mine = page(assessment, who(assessment, "consultant"))
    assert "Draft words." in mine
    assert "Draft, not handed over" in mine
    for user in (who(assessment, "lead"), who(assessment, "member"), assessment.owner):
        assert user is not None
        html = page(assessment, user)
        assert "Handed over words." in html
        assert "Draft" not in html
    assert address_of_pdf(mine) == address_of_pdf(before["lead"]) == address_of_pdf(before["member"])


def address_of_pdf(html: str) -> str:
    return next(part.split('"')[0] for part in html.split('href="') if ".pdf" in part.split('"')[0])


@pytest.mark.django_db
def test_remembered_report_follows_what_is_handed_over_and_replied(assessment: Assessment) -> None:
    lead = who(assessment, "lead")
    finding = write(assessment, "The words.")
    first = page(assessment, lead)
    Finding.objects.update(handed_over_at=timezone.now())
    second = page(assessment, lead)
    FindingReply.objects.create(finding=finding, verdict="agreed", author_name="Lea")
    third = page(assessment, lead)
    assert "The words." not in first
    assert "The words." in second
    assert "1 finding of your consultant waits for your reply." in second
    assert "Agreed by the team" in third
    assert len({address_of_pdf(html) for html in (first, second, third)}) == 3


@pytest.mark.django_db
def test_hostile_finding_is_text_on_the_page(assessment: Assessment) -> None:
    finding = write(assessment, HOSTILE, handed_over_at=timezone.now())
    FindingReply.objects.create(finding=finding, verdict="disputed", note=HOSTILE, author_name=HOSTILE[:50])
    html = page(assessment, who(assessment, "lead"))
    assert "<script>alert" not in html
    assert html.count("{{ 7|add:7 }}") >= 2


@pytest.mark.django_db
def test_report_of_no_organisation_asks_for_no_findings(django_assert_num_queries: object) -> None:
    own = make_sealed(owner=make_user())
    from reports.remarks import remarks_of

    with django_assert_num_queries(0):  # type: ignore[operator]
        assert remarks_of(own) == ()
