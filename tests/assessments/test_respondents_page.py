"""The page on which whoever runs an assessment asks others: invitations, reminders, links."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.access import answer_path
from assessments.models import Assessment, RespondentInvitation
from assessments.tasks import send_invitation, send_reminder
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.assessments.test_respondents_link import begun, invited
from tests.factories import make_assessment, make_organisation, make_user

pytestmark = pytest.mark.django_db


def led(**fields: Any) -> tuple[Client, Assessment]:
    lead = make_user()
    assessment = make_assessment(owner=lead, organisation=make_organisation(lead=lead), **fields)
    return logged_in(lead), assessment


def filled_in(*rows: tuple[str, str, str], addresses: str = "") -> dict[str, str]:
    data = {
        "person-TOTAL_FORMS": str(max(4, len(rows))),
        "person-INITIAL_FORMS": "0",
        "addresses": addresses,
        "language": "en",
    }
    for number, (email, name, function) in enumerate(rows):
        fields = {"email": email, "name": name, "function": function}
        data |= {f"person-{number}-{part}": value for part, value in fields.items()}
    return data


def test_several_are_invited_at_once_each_with_a_link_of_their_own(
    django_capture_on_commit_callbacks: Any,
) -> None:
    client, assessment = led(team="Field sales")
    data = filled_in(
        ("bea@example.com", "Bea", "rep"), addresses="Carl <carl@example.com>, dora@example.com\n"
    )
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("invite", assessment), data)
    assert response.url == url("respondents", assessment)
    asked = {one.email: one for one in assessment.invitations.all()}
    assert sorted(asked) == ["bea@example.com", "carl@example.com", "dora@example.com"]
    assert (asked["bea@example.com"].function, asked["carl@example.com"].name) == ("rep", "Carl")
    for message in mail.outbox:
        (address,) = message.to
        assert f"http://testserver{answer_path(asked[address])}" in message.body
        assert "Field sales" in message.subject
    assert len(mail.outbox) == 3
    assert all(one.sent_at for one in assessment.invitations.all())


def test_mails_greet_and_say_who_asks_for_whom_and_how_much() -> None:
    lead = make_user(name="Lena")
    bee = make_organisation(lead=lead, name="Bee")
    for fields, asks in (
        ({"owner": lead, "organisation": bee}, "Lena asks, for Bee, how Field sales works today."),
        ({"organisation": bee}, "Bee asks how Field sales works today."),
        ({"owner": lead}, "Lena asks how Field sales works today."),
        ({}, "You are asked how Field sales works today."),
    ):
        assessment = make_assessment(team="Field sales", **fields)
        invitation = assessment.invitations.create(email="bea@example.com")
        send_invitation.func(str(invitation.pk), "https://maturity.example")
        send_reminder.func(str(invitation.pk), "https://maturity.example", None)
        bodies = [message.body for message in mail.outbox]
        mail.outbox.clear()
        assert all(body.startswith(f"Hello,\n\n{asks} ") for body in bodies), bodies
        assert all(body.endswith("Sales maturity, maturity.example") for body in bodies), bodies
        assert ["There are 4 questions" in body for body in bodies] == [True, False]


def test_one_faulty_row_invites_nobody_and_keeps_what_was_typed() -> None:
    client, assessment = led()
    invited(assessment, "known@example.com")
    for rows, addresses, words in (
        ([("bea@example", "Bea", "")], "", "Enter a whole e-mail address"),
        ([("", "Bea", "")], "", "Enter the address of this person"),
        ([("bea@example.com", "Bea", "")], "carl@example.com\nnonsense", "“nonsense” is no e-mail address."),
        ([("bea@example.com", "Bea", "")], "BEA@example.com", "stands here twice"),
        ([("Known@example.com", "Bea", "")], "", "is asked already"),
        ([], " ", "Enter at least one address"),
    ):
        response = client.post(url("invite", assessment), filled_in(*rows, addresses=addresses))
        page = response.content.decode().replace("&#x27;", "'")
        assert (response.status_code, words in page, "Error:" in page) == (422, True, True), words
        for row in rows:
            assert all(part in page for part in row)
    assert assessment.invitations.count() == 1


def test_pressed_twice_invites_once() -> None:
    client, assessment = led()
    data = filled_in(("bea@example.com", "", ""))
    assert client.post(url("invite", assessment), data).status_code == 302
    assert client.post(url("invite", assessment), data).status_code == 422
    assert assessment.invitations.count() == 1


def test_mail_goes_out_once_however_often_its_task_runs() -> None:
    invitation = invited(make_assessment())
    for _ in range(3):
        send_invitation.call(str(invitation.pk), "http://testserver")
        send_reminder.call(str(invitation.pk), "http://testserver", None)
    assert [message.subject for message in mail.outbox] == [
        "Your view of Field sales is asked for",
        "Reminder: your view of Field sales",
    ]


def test_mail_that_fails_can_be_sent_again(settings: Any) -> None:
    invitation = invited(make_assessment())
    settings.EMAIL_BACKEND = "nowhere.Backend"
    send_invitation.call(str(invitation.pk), "http://testserver")
    invitation.refresh_from_db()
    assert invitation.sent_at is None


def test_reminders_go_to_the_unfinished_once_a_day(django_capture_on_commit_callbacks: Any) -> None:
    client, assessment = led()
    waiting, done = invited(assessment, "bea@example.com"), invited(assessment, "carl@example.com")
    RespondentInvitation.objects.update(sent_at=timezone.now())
    RespondentInvitation.objects.filter(pk=done.pk).update(finished=True)
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            client.post(url("remind", assessment))
    assert [message.to for message in mail.outbox] == [["bea@example.com"]]
    RespondentInvitation.objects.update(reminded_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("remind", assessment), {"invitation": waiting.pk})
    assert len(mail.outbox) == 2
    assert AuditEvent.objects.filter(code="respondent.reminded").count() == 2


def test_closed_assessment_sends_nothing() -> None:
    invitation = invited(make_assessment())
    Assessment.objects.update(closed_at=timezone.now())
    send_invitation.call(str(invitation.pk), "http://testserver")
    assert mail.outbox == []


def test_link_is_sent_again_and_taken_away(django_capture_on_commit_callbacks: Any) -> None:
    client, assessment = led()
    invitation = invited(assessment)
    RespondentInvitation.objects.update(sent_at=timezone.now() - timedelta(hours=1))
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            page = client.post(url("resend", assessment), {"invitation": invitation.pk}, follow=True)
    assert "less than a minute ago" in page.content.decode()
    assert len(mail.outbox) == 1
    assert answer_path(invitation) in mail.outbox[0].body
    path = url("revoke", assessment, str(invitation.pk))
    assert client.get(path).status_code == 200
    assert RespondentInvitation.objects.get().revoked_at is None
    for _ in range(2):
        assert client.post(path).status_code == 302
    assert RespondentInvitation.objects.get().revoked_at is not None
    assert AuditEvent.objects.filter(code="respondent.revoked").count() == 1
    assert client.post(url("invite", assessment), filled_in((invitation.email, "", ""))).status_code == 302


def test_foreign_invitation_is_not_found() -> None:
    client, assessment = led()
    foreign = invited(make_assessment())
    assert client.post(url("resend", assessment), {"invitation": foreign.pk}).status_code == 404
    assert client.post(url("remind", assessment), {"invitation": "x"}).status_code == 404
    assert client.post(url("revoke", assessment, str(foreign.pk))).status_code == 404
    foreign.refresh_from_db()
    assert foreign.revoked_at is None


def test_page_shows_progress_where_respondents_are_named_and_none_where_not() -> None:
    for hidden in (False, True):
        client, assessment = led()
        Assessment.objects.filter(pk=assessment.pk).update(names_hidden=hidden)
        assessment.refresh_from_db()
        invitation = invited(assessment, name="Bea", function="rep")
        save(begun(invitation), assessment, answer="2")
        page = client.get(url("respondents", assessment)).content.decode()
        assert "Begun" in page
        assert ("1 of 4 answered" in page) is not hidden


def test_lead_has_begun_only_with_an_answer() -> None:
    client, assessment = led()
    page = client.get(url("respondents", assessment)).content.decode()
    assert "Nothing answered yet" in page
    assert "Begun" not in page
    save(client, assessment, answer="2")
    assert "Begun" in client.get(url("respondents", assessment)).content.decode()


def test_browser_that_opened_it_without_an_account_asks_too() -> None:
    client, assessment = make_anonymous()
    assert client.get(url("respondents", assessment)).status_code == 200
    client.post(url("join-link", assessment), {"open": "1"})
    page = client.get(url("respondents", assessment)).content.decode()
    assert f"/join/{assessment.pk}/" in page


@pytest.mark.parametrize("people", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_people(
    people: int, django_assert_num_queries: Any
) -> None:
    client, assessment = led()
    for number in range(people):
        invitation = invited(assessment, f"p{number}@example.com")
        save(begun(invitation, name=f"P{number}"), assessment, answer="2")
    client.get(url("respondents", assessment))
    with django_assert_num_queries(8):
        client.get(url("respondents", assessment))


def test_hostile_names_are_text_on_page_and_in_mail() -> None:
    client, assessment = led(team="<script>alert(1)</script>\n{{ x }}")
    invitation = invited(assessment, name="<img src=x onerror=alert(1)>")
    for page in (client.get(url("respondents", assessment)), Client().get(answer_path(invitation))):
        assert "<img src=x" not in page.content.decode()
        assert "<script>alert" not in page.content.decode()
    send_invitation.call(str(invitation.pk), "http://testserver")
    assert "\n" not in mail.outbox[0].subject


def test_mails_go_out_for_an_account_with_a_confirmed_address_only() -> None:
    somebody = make_user(email_confirmed=False)
    for client, assessment in (
        (logged_in(somebody), make_assessment(owner=somebody)),
        make_anonymous(),
    ):
        assert "Invite</button>" not in client.get(url("respondents", assessment)).content.decode()
        response = client.post(url("invite", assessment), filled_in(addresses="a@example.com"))
        assert response.status_code == 403
        assert not assessment.invitations.exists()
        assert "Only an account with a confirmed address sends mails." in response.content.decode()


def test_link_of_who_has_finished_stays() -> None:
    client, assessment = led()
    invitation = assessment.invitations.create(email="a@example.com", finished=True)
    client.post(url("revoke", assessment, invitation.pk))
    invitation.refresh_from_db()
    assert invitation.revoked_at is None
