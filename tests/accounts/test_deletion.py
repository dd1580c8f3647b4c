"""Deleting an account: what has to be handed over, what goes, what stays, and who may."""

import pytest
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry
from django.core import mail
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.deletion import HandOverFirst, delete_account, plan_for
from accounts.models import AuditEvent, Membership, Organisation, User
from assessments.actions import AnswerContent, add_respondent, save_answer, submit
from assessments.models import AnswerRevision, Assessment, Respondent
from reports.models import Finding
from tests.factories import (
    PASSWORD,
    answer_all,
    make_assessment,
    make_organisation,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db
PAGE = "/accounts/delete/"


def signed_in(user: User) -> Client:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    return client


def confirmed(user: User) -> Client:
    """A browser that gave the password once more."""
    client = signed_in(user)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def test_page_asks_for_the_password_first_and_for_log_in_before_that() -> None:
    assert Client().get(PAGE).url == f"{reverse('account_login')}?next={PAGE}"
    user = make_user()
    client = signed_in(user)
    for response in (client.get(PAGE), client.post(PAGE)):
        assert response.url.startswith(reverse("account_reauthenticate"))
    assert User.objects.filter(pk=user.pk).exists()


def test_button_deletes_the_account_ends_its_sessions_and_says_so_by_mail() -> None:
    user = make_user(email="anna@example.com")
    elsewhere, here = signed_in(user), confirmed(user)
    response = here.post(PAGE, follow=True)
    assert response.redirect_chain == [("/", 302)]
    assert "Your account is deleted." in response.content.decode()
    assert not User.objects.filter(pk=user.pk).exists()
    assert not UserSession.objects.exists()
    for client in (here, elsewhere):
        assert client.get(reverse("account")).url.startswith(reverse("account_login"))
    assert (mail.outbox[-1].to, mail.outbox[-1].subject) == (["anna@example.com"], "Your account is deleted")


def test_mail_server_that_is_away_does_not_stop_it(
    settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    user = make_user()
    client = confirmed(user)
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert client.post(PAGE).status_code == 302
    assert not User.objects.filter(pk=user.pk).exists()
    assert "Mail not sent" in caplog.text


def test_reading_the_page_deletes_nothing() -> None:
    user = make_user()
    assert confirmed(user).get(PAGE).status_code == 200
    assert User.objects.filter(pk=user.pk).exists()


def test_private_assessments_are_named_and_go_with_their_answers() -> None:
    user, other = make_user(), make_user()
    assessment = make_assessment(make_version(), owner=user, team="Field sales", title="Spring")
    answer_all(assessment.respondents.get())
    submit(assessment=assessment)
    make_assessment(assessment.version, owner=other, team="Inside sales")
    assert "Field sales · Spring" in confirmed(user).get(PAGE).content.decode()
    delete_account(user)
    assert [left.team for left in Assessment.objects.all()] == ["Inside sales"]
    assert not AnswerRevision.objects.filter(answer__respondent__assessment=assessment).exists()


def test_what_belongs_to_an_organisation_stays_without_the_account() -> None:
    user, lead = make_user(name="Anna"), make_user()
    organisation = make_organisation(consultant=user, lead=lead)
    assessment = make_assessment(make_version(), owner=user, organisation=organisation)
    respondent = assessment.respondents.get()
    Respondent.objects.filter(pk=respondent.pk).update(name="Anna B.")
    answer_all(respondent)
    finding = Finding.objects.create(assessment=assessment, text="Two reps.", author=user, author_name="Anna")
    delete_account(user)
    assessment.refresh_from_db()
    finding.refresh_from_db()
    respondent.refresh_from_db()
    assert (assessment.owner, assessment.organisation) == (None, organisation)
    assert (respondent.user, respondent.name) == (None, "Anna B.")
    assert respondent.answers.exists()
    assert (finding.author, finding.author_name) == (None, "Anna")
    event = AuditEvent.objects.get(code="member.left")
    assert (event.actor, event.actor_name, event.organisation) == (None, "Anna", organisation)
    entry = LogEntry.objects.get_for_model(User).get(action=LogEntry.Action.DELETE)
    assert (entry.actor, entry.actor_email) == (None, user.email)


def test_answers_in_assessments_of_others_stay_under_the_name_typed() -> None:
    user = make_user()
    assessment = make_assessment(make_version(), owner=make_user())
    respondent = add_respondent(assessment=assessment, user=user, name="Ben")
    question = assessment.version.domains.first().questions.first()
    content = AnswerContent(state="unknown")
    save_answer(respondent=respondent, question=question, content=content, seen=0, saved_by=user)
    delete_account(user)
    respondent.refresh_from_db()
    assert [revision.saved_by for revision in AnswerRevision.objects.all()] == [None]
    assert (respondent.user, respondent.name, respondent.answers.exists()) == (None, "Ben", True)


def test_only_lead_of_others_has_to_hand_over_first() -> None:
    user = make_user()
    organisation = make_organisation("Acme (fictional)", lead=user, consultant=make_user())
    client = confirmed(user)
    html = client.get(PAGE).content.decode()
    assert "Somebody else has to be lead first" in html
    assert "Delete my account for good" not in html
    assert client.post(PAGE).status_code == 409
    with pytest.raises(HandOverFirst):
        delete_account(user)
    assert User.objects.filter(pk=user.pk).exists()
    Membership.objects.create(organisation=organisation, user=make_user(), role="lead")
    delete_account(user)
    assert Organisation.objects.filter(pk=organisation.pk).exists()


def test_organisation_that_nobody_else_belongs_to_is_named_and_goes() -> None:
    user = make_user()
    mine = make_organisation("Alone (fictional)", lead=user)
    theirs = make_organisation("Shared (fictional)", member=user, lead=make_user())
    version = make_version()
    make_assessment(version, organisation=mine, owner=user, team="Gone")
    make_assessment(version, organisation=theirs, owner=user, team="Kept")
    plan = plan_for(user)
    assert (plan.hand_over, plan.go, plan.leave, plan.names) == ([], [mine], [theirs], ["Gone"])
    delete_account(user)
    assert list(Organisation.objects.all()) == [theirs]
    assert [assessment.team for assessment in Assessment.objects.all()] == ["Kept"]


def test_mere_member_who_is_alone_leaves_the_organisation_where_it_is() -> None:
    user = make_user()
    organisation = make_organisation(member=user)
    delete_account(user)
    assert list(Organisation.objects.all()) == [organisation]
