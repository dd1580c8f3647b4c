"""Closing the answering, late answers, submitting with some unfinished, and opening a sealed one again."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.access import answer_path
from assessments.actions import ClosedError, SealedError, save_answer, submit
from assessments.actions.answers import AnswerContent
from assessments.actions.closing import (
    NotReopenableError,
    close_answering,
    finish,
    open_answering,
    reopen,
    set_closing_date,
)
from assessments.models import Answer, Assessment, Question, Reopening, StoredResult
from reports.made import made_of
from reports.source import source_of
from tests.assessments.pages import logged_in, page_data, save, url
from tests.assessments.test_respondents_link import begun, invited
from tests.factories import answer_all, make_assessment, make_sealed, make_user

pytestmark = pytest.mark.django_db


def put_off(assessment: Assessment, **by: float) -> None:
    """As if it had been submitted earlier."""
    moment = timezone.now() - timedelta(**by)
    Assessment.objects.filter(pk=assessment.pk).update(submitted_at=moment, opened_at=moment)


def answer(assessment: Assessment, seen: int = 0) -> None:
    save_answer(
        respondent=assessment.respondents.get(is_opener=True),
        question=Question.objects.filter(domain__version=assessment.version).first(),
        content=AnswerContent(state=Answer.State.UNKNOWN),
        seen=seen,
    )


def test_late_answer_is_refused_and_told() -> None:
    assessment = make_assessment(owner=make_user())
    client = logged_in(assessment.owner)
    close_answering(assessment=assessment)
    with pytest.raises(ClosedError):
        answer(assessment)
    reply = save(client, assessment, answer="2")
    assert reply.status_code == 410
    assert reply.json()["closed"] is True
    assert "The answering is closed" in reply.json()["message"]
    assert not Answer.objects.exists()


def test_late_page_keeps_what_was_typed() -> None:
    assessment = make_assessment(owner=make_user())
    client = logged_in(assessment.owner)
    set_closing_date(assessment=assessment, closes_at=timezone.now() + timedelta(hours=1))
    Assessment.objects.update(closes_at=timezone.now() - timedelta(seconds=1))
    typed = page_data({"d1-q1": {"answer": "2", "note": "Typed too late"}})
    response = client.post(url("questions", assessment, "d1"), typed)
    assert response.status_code == 410
    page = response.content.decode()
    assert "Typed too late" in page
    assert "Not saved: the answering is closed" in page
    assert client.get(url("questions", assessment, "d1")).url == url("hub", assessment)


def test_closing_date_passes_by_itself_and_can_be_altered_and_removed() -> None:
    assessment = make_assessment(owner=make_user())
    client = logged_in(assessment.owner)
    path = url("closing-date", assessment)
    past = client.post(path, {"closes_at": "2020-01-01T09:00"})
    assert (past.status_code, "This time has passed" in past.content.decode()) == (422, True)
    assert client.post(path, {"closes_at": "2999-01-01T09:00"}).status_code == 302
    assessment.refresh_from_db()
    assert (assessment.closes_at.year, assessment.is_closed) == (2999, False)
    client.post(path, {"remove": "1"})
    assessment.refresh_from_db()
    assert assessment.closes_at is None


def test_named_answering_opens_again() -> None:
    assessment = make_assessment()
    Assessment.objects.update(closes_at=timezone.now() - timedelta(hours=1))
    close_answering(assessment=assessment)
    opened = open_answering(assessment=assessment)
    assert (opened.is_closed, opened.closes_at) == (False, None)
    answer(assessment)


def test_finishing_is_noted_and_named_answers_stay_open_to_change() -> None:
    invitation = invited(make_assessment())
    client = begun(invitation)
    save(client, invitation.assessment, answer="2")
    assert client.post(url("finish", invitation.assessment)).url == url("hub", invitation.assessment)
    invitation.refresh_from_db()
    assert (invitation.finished, invitation.respondent.finished_at is not None) == (True, True)
    assert save(client, invitation.assessment, answer="3", version=1).json()["saved"] is True
    before = invitation.respondent.finished_at
    finish(respondent=invitation.respondent)
    invitation.respondent.refresh_from_db()
    assert invitation.respondent.finished_at == before


def test_submitting_names_who_has_not_finished_and_counts_what_they_gave() -> None:
    assessment = make_assessment(owner=make_user())
    answer_all(assessment.respondents.get(), 3)
    invitation = invited(assessment, name="Bea Unfinished")
    save(begun(invitation), assessment, answer="1")
    client = logged_in(assessment.owner)
    page = client.get(url("check", assessment)).content.decode()
    assert "1 person has not finished" in page
    assert "Bea Unfinished" in page
    assert client.post(url("submit", assessment)).url == url("report", assessment)
    assert assessment.respondents.count() == 2
    with pytest.raises(SealedError):
        finish(respondent=invitation.assessment.respondents.get(is_opener=False))
    assert Client().get(answer_path(invitation)).status_code == 410


def test_reopening_keeps_the_former_result_and_the_report_says_so() -> None:
    lead = make_user(name="Anna Lead")
    sealed = make_sealed(owner=lead)
    client = logged_in(lead)
    before = StoredResult.objects.get().data
    assert "Open the assessment again" in client.get(url("report", sealed)).content.decode()
    without = client.post(url("reopen", sealed), {"why": " "})
    assert without.status_code == 422
    assert client.post(url("reopen", sealed), {"why": "A <b>wrong</b> answer"}).url == url("hub", sealed)
    assert client.post(url("reopen", sealed), {"why": "Again"}).status_code == 302
    kept = Reopening.objects.get()
    assert (kept.data, kept.why, kept.reopened_by) == (before, "A <b>wrong</b> answer", lead)
    assert not StoredResult.objects.exists()
    answer(sealed, seen=1)
    submit(assessment=sealed)
    page = client.get(url("report", sealed)).content.decode()
    assert "by Anna Lead: “A &lt;b&gt;wrong&lt;/b&gt; answer”" in page
    sealed.refresh_from_db()
    made = made_of(source_of(sealed))
    assert any(fact.label == "Opened again" for fact in made.report.facts)
    assert list(AuditEvent.objects.filter(code="assessment.reopened").values_list("actor", flat=True)) == [
        lead.pk
    ]


def test_reopening_is_refused_after_a_day_and_once_the_next_round_began() -> None:
    lead = make_user()
    late, followed = make_sealed(owner=lead), make_sealed(owner=lead)
    put_off(late, hours=25)
    with pytest.raises(NotReopenableError):
        reopen(assessment=late, why="Too late.")
    client = logged_in(late.owner)
    assert client.post(url("reopen", late), {"why": "Too late."}).status_code == 409
    assert "Open the assessment again" not in client.get(url("report", late)).content.decode()
    make_assessment(followed.version)
    Assessment.objects.exclude(pk__in=[late.pk, followed.pk]).update(previous=followed)
    with pytest.raises(NotReopenableError):
        reopen(assessment=followed, why="Followed.")
    assert "Open the assessment again" not in client.get(url("report", followed)).content.decode()
    assert StoredResult.objects.count() == 2
