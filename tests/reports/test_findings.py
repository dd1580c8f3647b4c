"""Writing findings, handing them over, replying: the actions and their pages."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AuditEvent, Organisation, User
from assessments.actions import submit
from assessments.actions.closing import reopen
from assessments.models import Assessment
from reports.findings import answer_finding, change_finding, hand_over, seen_of
from reports.findings_tasks import mail_hand_over, mail_reply
from reports.models import Finding, FindingReply
from tests.factories import make_organisation, make_sealed, make_user

pytestmark = pytest.mark.django_db
SITE = "https://maturity.example"


class Company:
    """A client with a lead, a member, two consultants and a submitted assessment."""

    def __init__(self) -> None:
        self.lead, self.member = make_user(name="Lea"), make_user(name="Max")
        self.consultant, self.fellow = make_user(name="Cora"), make_user(name="Carl")
        self.organisation: Organisation = make_organisation(
            lead=self.lead, member=self.member, consultant=self.consultant
        )
        self.organisation.memberships.create(user=self.fellow, role="consultant")
        self.assessment: Assessment = make_sealed(organisation=self.organisation, owner=self.lead)

    def draft(self, text: str = "The pipeline is a hope list.", **fields: object) -> Finding:
        named = {"author": self.consultant, "author_name": "Cora", **fields}
        return Finding.objects.create(assessment=self.assessment, text=text, **named)

    def address(self, name: str, *rest: object) -> str:
        return reverse(name, args=[self.assessment.pk, *rest])


@pytest.fixture
def company() -> Company:
    return Company()


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def codes() -> list[str]:
    """What the log says about findings."""
    return [code for code in AuditEvent.objects.values_list("code", flat=True) if code.startswith("finding")]


def give(company: Company) -> int:
    shown = browser(company.consultant).get(company.address("hand-over")).context["shown"]
    return hand_over(assessment=company.assessment, actor=company.consultant, shown=shown, base_url=SITE)


def test_finding_is_kept_as_a_draft_with_who_and_when(company: Company) -> None:
    given = {"kind": "finding", "place": "domain:d1", "text": "Nobody owns it.", "key": str(uuid4())}
    consultant = browser(company.consultant)
    for _press in range(2):
        assert consultant.post(company.address("findings"), given).status_code == 302
    finding = Finding.objects.get()
    assert (finding.section, finding.domain, finding.text) == ("domain", "d1", "Nobody owns it.")
    assert (finding.author, finding.author_name, finding.handed_over_at) == (company.consultant, "Cora", None)
    page = consultant.get(company.address("findings")).content.decode()
    assert "Nobody owns it." in page
    assert "Cora, written on" in page
    assert codes() == ["finding.written"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("text", " "), ("text", "x" * 2001), ("place", "domain:elsewhere"), ("kind", "verdict"), ("place", "")],
)
def test_faulty_finding_comes_back_with_what_was_typed(company: Company, field: str, value: str) -> None:
    given = {"kind": "comment", "place": "gaps", "text": "Keep this.", field: value}
    response = browser(company.consultant).post(company.address("findings"), given)
    assert response.status_code == 422
    page = response.content.decode()
    assert "<title>Error: Findings" in " ".join(page.split())
    assert f'href="#id_{field}' in page
    assert field == "text" or "Keep this." in page
    assert not Finding.objects.exists()


def test_somebody_elses_id_writes_nothing(company: Company) -> None:
    other = Company()
    theirs = other.draft()
    given = {"kind": "finding", "place": "summary", "text": "Mine.", "key": str(theirs.pk)}
    assert browser(company.consultant).post(company.address("findings"), given).status_code == 404
    assert list(Finding.objects.values_list("text", flat=True)) == [theirs.text]


def test_extra_fields_are_ignored(company: Company) -> None:
    given = {
        "kind": "finding",
        "place": "summary",
        "text": "Mine.",
        "handed_over_at": "2026-01-01",
        "author": "1",
    }
    browser(company.consultant).post(company.address("findings"), given)
    assert Finding.objects.get().handed_over_at is None
    assert Finding.objects.get().author == company.consultant


def test_draft_is_changed_by_who_wrote_it_and_no_one_else(company: Company) -> None:
    finding = company.draft()
    path = company.address("finding", finding.pk)
    given = {"kind": "comment", "place": "gaps", "text": "Better.", "seen": seen_of(finding.changed_at)}
    assert browser(company.fellow).post(path, given).status_code == 404
    assert browser(company.consultant).post(path, given).status_code == 302
    finding.refresh_from_db()
    assert (finding.kind, finding.section, finding.text) == ("comment", "gaps", "Better.")
    assert finding.changed_at > finding.created_at


def test_stale_change_shows_both_texts_and_saves_neither_unseen(company: Company) -> None:
    finding = company.draft()
    client, path = browser(company.consultant), company.address("finding", finding.pk)
    given = {"kind": "finding", "place": "summary", "seen": seen_of(finding.changed_at)}
    client.post(path, {**given, "text": "From the first tab."})
    response = client.post(path, {**given, "text": "From the second tab."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "From the first tab." in page
    assert "From the second tab." in page
    finding.refresh_from_db()
    assert finding.text == "From the first tab."
    again = {**given, "text": "From the second tab.", "seen": seen_of(finding.changed_at)}
    assert client.post(path, again).status_code == 302
    finding.refresh_from_db()
    assert finding.text == "From the second tab."


def test_draft_is_deleted_after_a_question(company: Company) -> None:
    finding = company.draft()
    client, path = browser(company.fellow), company.address("finding-delete", finding.pk)
    assert "Delete this draft?" in client.get(path).content.decode()
    assert Finding.objects.exists()
    assert client.post(path).status_code == 302
    assert not Finding.objects.exists()
    assert codes() == ["finding.removed"]


def test_hand_over_gives_all_drafts_once_and_mails_the_leads_once(
    company: Company, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    company.draft("First.")
    company.draft("Second.", kind="comment")
    consultant, path = browser(company.consultant), company.address("hand-over")
    page = consultant.get(path)
    assert "First." in page.content.decode()
    assert "Second." in page.content.decode()
    for _press in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert consultant.post(path, {"shown": page.context["shown"]}).status_code == 302
    assert Finding.objects.handed_over().count() == 2
    assert [one.to for one in mail.outbox] == [[company.lead.email]]
    assert company.address("findings") in mail.outbox[0].body
    assert "First." not in mail.outbox[0].body
    assert f"Cora, consultant of {company.organisation}, added 2 findings" in mail.outbox[0].body
    assert [event.details for event in AuditEvent.objects.filter(code="report.handed_over")] == [
        {"findings": 2}
    ]


def test_hand_over_of_drafts_that_changed_meanwhile_asks_again(company: Company) -> None:
    company.draft("Seen.")
    consultant, path = browser(company.consultant), company.address("hand-over")
    shown = consultant.get(path).context["shown"]
    company.draft("Not seen.", author=company.fellow)
    response = consultant.post(path, {"shown": shown})
    assert response.status_code == 409
    assert "Not seen." in response.content.decode()
    assert not Finding.objects.handed_over().exists()


def test_later_drafts_need_another_handing_over(company: Company) -> None:
    company.draft("First.")
    assert give(company) == 1
    company.draft("Later.")
    page = browser(company.lead).get(company.address("findings")).content.decode()
    assert "First." in page
    assert "Later." not in page
    assert give(company) == 1


def test_mail_task_that_runs_again_mails_nobody_twice(company: Company) -> None:
    company.draft()
    give(company)
    moment = Finding.objects.get().handed_over_at
    assert moment is not None
    for _run in range(2):
        mail_hand_over.call(str(company.assessment.pk), moment.isoformat(), SITE, company.consultant.pk)
    assert len(mail.outbox) == 1


def test_mail_that_fails_can_be_sent_by_another_run(
    company: Company, settings: object, caplog: pytest.LogCaptureFixture
) -> None:
    company.draft()
    give(company)
    moment = Finding.objects.get().handed_over_at
    assert moment is not None
    settings.EMAIL_BACKEND = "nowhere.Backend"  # type: ignore[attr-defined]
    mail_hand_over.call(str(company.assessment.pk), moment.isoformat(), SITE, company.consultant.pk)
    assert company.lead.email not in caplog.text
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"  # type: ignore[attr-defined]
    mail_hand_over.call(str(company.assessment.pk), moment.isoformat(), SITE, company.consultant.pk)
    assert len(mail.outbox) == 1


@pytest.mark.parametrize("name", ["finding", "finding-delete"])
def test_what_was_handed_over_stays_as_it_is(company: Company, name: str) -> None:
    finding = company.draft("As it was.")
    give(company)
    given = {"kind": "finding", "place": "summary", "text": "Softer.", "seen": seen_of(finding.changed_at)}
    response = browser(company.consultant).post(company.address(name, finding.pk), given, follow=True)
    assert "It was handed over meanwhile" in response.content.decode()
    finding.refresh_from_db()
    assert finding.text == "As it was."


def test_database_refuses_to_change_what_was_handed_over(company: Company) -> None:
    finding = company.draft("As it was.")
    give(company)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("UPDATE reports_finding SET text = 'Softer.'")
    finding.refresh_from_db()
    assert finding.text == "As it was."
    company.consultant.delete()
    finding.refresh_from_db()
    assert (finding.author, finding.author_name) == (None, "Cora")


def test_dispute_needs_a_note_and_agreement_none(company: Company) -> None:
    finding = company.draft()
    give(company)
    lead, path = browser(company.lead), company.address("reply", finding.pk)
    refused = lead.post(path, {"verdict": "disputed", "note": "  "})
    assert refused.status_code == 422
    assert "Say why you dispute it." in refused.content.decode()
    assert lead.post(path, {"verdict": "agreed"}).status_code == 302
    assert FindingReply.objects.get().verdict == "agreed"
    assert FindingReply.objects.get().author_name == "Lea"


def test_reply_can_be_changed_and_the_log_says_so(company: Company) -> None:
    finding = company.draft()
    give(company)
    lead = {"finding": finding, "actor": company.lead, "base_url": SITE}
    first = answer_finding(**lead, seen="", verdict="agreed", note="")
    answer_finding(
        **lead,
        seen=seen_of(first.replied_at),
        verdict="disputed",
        note="We checked: 9 of 10 close.",
    )
    events = AuditEvent.objects.filter(code="finding.answered").order_by("at")
    assert [(one.details["verdict"], one.details["changed"]) for one in events] == [
        ("agreed", False),
        ("disputed", True),
    ]
    assert "9 of 10" not in str([one.details for one in events])


def test_first_reply_is_mailed_to_the_consultants_once(
    company: Company, django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks
) -> None:
    finding = company.draft()
    give(company)
    lead, path = browser(company.lead), company.address("reply", finding.pk)
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(path, {"verdict": "disputed", "note": "Between us.", "seen": ""})
    seen = seen_of(FindingReply.objects.get().replied_at)
    with django_capture_on_commit_callbacks(execute=True):
        lead.post(path, {"verdict": "agreed", "note": "", "seen": seen})
    mail_reply.call(str(finding.pk), SITE)
    assert sorted(one.to[0] for one in mail.outbox) == sorted(
        [company.consultant.email, company.fellow.email]
    )
    assert f"Lea of {company.organisation} disputes a finding on" in mail.outbox[0].body
    assert f"{company.address('findings')}#finding-{finding.pk}" in mail.outbox[0].body
    assert "Between us." not in mail.outbox[0].body


def test_second_lead_is_told_of_the_first_ones_reply(company: Company) -> None:
    finding = company.draft()
    give(company)
    path = company.address("reply", finding.pk)
    second = make_user(name="Lou")
    company.organisation.memberships.create(user=second, role="lead")
    browser(company.lead).post(path, {"verdict": "disputed", "note": "Not so.", "seen": ""})
    response = browser(second).post(path, {"verdict": "agreed", "note": "Quite so.", "seen": ""})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Not so." in page
    assert "Quite so." in page
    assert FindingReply.objects.get().verdict == "disputed"


@pytest.mark.parametrize("make", [lambda company: company.draft(kind="comment")])
def test_comment_cannot_be_answered(company: Company, make: Callable[[Company], Finding]) -> None:
    finding = make(company)
    give(company)
    path = company.address("reply", finding.pk)
    assert browser(company.lead).post(path, {"verdict": "agreed"}).status_code == 404


def test_nobody_but_a_lead_replies(company: Company) -> None:
    finding = company.draft()
    give(company)
    path = company.address("reply", finding.pk)
    for user in (company.consultant, company.member, make_user()):
        assert browser(user).post(path, {"verdict": "agreed"}).status_code == 404
    assert not FindingReply.objects.exists()


def test_findings_of_a_reopened_assessment_are_read_only_and_marked_afterwards(company: Company) -> None:
    finding = company.draft("On the first result.")
    give(company)
    company.draft("Not handed over.")
    reopening = browser(company.lead).get(reverse("reopen", args=[company.assessment.pk]))
    assert "marks those that were written before" in reopening.content.decode()
    reopen(assessment=company.assessment, why="A slip.", actor=company.lead)
    for user in (company.consultant, company.lead):
        page = browser(user).get(company.address("findings")).content.decode()
        assert "The assessment is open again." in page
        assert "On the first result." in page
        assert ("Not handed over." in page) == (user == company.consultant)
        assert company.address("hand-over") not in page
        assert company.address("reply", finding.pk) not in page
        assert "<textarea" not in page
    given = {"kind": "finding", "place": "summary", "text": "New."}
    assert browser(company.consultant).post(company.address("findings"), given).status_code == 404
    assert browser(company.member).get(company.address("findings")).status_code == 404
    submit(assessment=company.assessment)
    page = browser(company.lead).get(company.address("findings")).content.decode()
    assert page.count("before the assessment was opened again") == 1


def test_findings_stand_in_the_order_of_the_report(company: Company) -> None:
    for text, place in (
        ("Fourth.", {"section": "disagreements"}),
        ("Third.", {"section": "gaps"}),
        ("Second.", {"section": "domain", "domain": "d2"}),
        ("First.", {"section": "domain", "domain": "d1"}),
        ("Zeroth.", {"section": "summary"}),
    ):
        company.draft(text, **place)
    for name in ("findings", "hand-over"):
        page = browser(company.consultant).get(company.address(name)).content.decode()
        places = [page.index(f">{text}<") for text in ("Zeroth.", "First.", "Second.", "Third.", "Fourth.")]
        assert places == sorted(places)


def test_log_says_nothing_of_what_a_draft_says(company: Company) -> None:
    given = {"kind": "finding", "place": "domain:d2", "text": "They hide the losses."}
    browser(company.consultant).post(company.address("findings"), given)
    event = AuditEvent.objects.get(code="finding.written")
    assert event.organisation == company.organisation
    assert "losses" not in f"{event.subject} {event.details}"
    assert "d2" not in f"{event.subject} { {**event.details, 'finding': ''} }"


def test_change_that_changes_nothing_is_no_event(company: Company) -> None:
    finding = company.draft()
    old = seen_of(finding.changed_at - timedelta(days=1))
    change_finding(
        finding=finding,
        author=company.consultant,
        seen=old,
        kind="finding",
        section="summary",
        domain="",
        text=finding.text,
    )
    assert codes() == []
