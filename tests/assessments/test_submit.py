"""Submitting: once, however often it is asked."""

import logging

import pytest
from django.core import mail
from django.test import Client

from assessments.models import Assessment, StoredResult
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import answer_all, make_assessment, make_user

pytestmark = pytest.mark.django_db
THANKS = "Thank you. The assessment is submitted, and this is its report."


def make_complete() -> tuple[Client, Assessment]:
    user = make_user(email="anna@example.com")
    assessment = make_assessment(owner=user, team="Field\r\nBcc: x@example.com")
    answer_all(assessment.respondents.get())
    return logged_in(user), assessment


def test_submit_seals_thanks_and_mails_the_report(django_capture_on_commit_callbacks) -> None:
    client, assessment = make_complete()
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("submit", assessment))
    assert response.url == url("report", assessment)
    assert client.get(response.url).content.decode().count(THANKS) == 1
    assert THANKS not in client.get(response.url).content.decode()  # F5
    assessment.refresh_from_db()
    assert assessment.is_sealed
    assert [message.to for message in mail.outbox] == [["anna@example.com"]]
    assert mail.outbox[0].subject == "The report of Field Bcc: x@example.com is ready"
    assert f"http://testserver{url('report', assessment)}" in mail.outbox[0].body


def test_second_press_changes_nothing_and_thanks_on_the_same_page(
    django_capture_on_commit_callbacks,
) -> None:
    client, assessment = make_complete()
    with django_capture_on_commit_callbacks(execute=True):
        first = client.post(url("submit", assessment))
        sealed_at = Assessment.objects.get().submitted_at
        second = client.post(url("submit", assessment))
    assert first.url == second.url
    assert client.get(second.url).content.decode().count(THANKS) == 1
    assert Assessment.objects.get().submitted_at == sealed_at
    assert StoredResult.objects.count() == 1
    assert len(mail.outbox) == 1


def test_mail_that_fails_breaks_nothing_and_is_logged(
    django_capture_on_commit_callbacks, settings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    client, assessment = make_complete()
    with caplog.at_level(logging.ERROR), django_capture_on_commit_callbacks(execute=True):
        response = client.post(url("submit", assessment))
    assert response.url == url("report", assessment)
    assert "Mail not sent" in caplog.text
    assert "anna@example.com" not in caplog.text


def test_anonymous_submit_mails_nobody(django_capture_on_commit_callbacks) -> None:
    client, assessment = make_anonymous()
    answer_all(assessment.respondents.get())
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url("submit", assessment))
    assert mail.outbox == []
    assert client.get(url("report", assessment)).status_code == 200


def test_missing_answers_refuse_it_and_are_named() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="3")
    response = client.post(url("submit", assessment))
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert "Not submitted: answers are missing" in page
    assessment.refresh_from_db()
    assert not assessment.is_sealed


def test_reading_submits_nothing() -> None:
    client, assessment = make_complete()
    assert client.get(url("submit", assessment)).status_code == 405
    assessment.refresh_from_db()
    assert not assessment.is_sealed
