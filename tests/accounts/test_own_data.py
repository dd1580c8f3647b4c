"""The file with everything that is stored about a person."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Event, record
from accounts.models import User
from accounts.own_data import everything_about
from assessments.actions import AnswerContent, add_respondent, save_answer
from reports.models import ClientNote, Finding, ReportPreset
from tests.factories import PASSWORD, make_assessment, make_organisation, make_user, make_version
from tests.reports.kept import kept, sealed

pytestmark = pytest.mark.django_db
PARTS = {
    "account",
    "addresses",
    "second_step",
    "sessions",
    "memberships",
    "consultancy",
    "invitations_sent",
    "what_you_did",
    "what_you_changed",
    "assessments",
    "answers",
    "decisions",
    "asked_to_answer",
    "what_you_wrote",
    "files_of_reports",
    "reports_you_built",
    "roadmaps",
}


def download(user: User) -> dict:
    client = Client()
    client.post(reverse("account_login"), {"login": user.email, "password": PASSWORD})
    response = client.get(reverse("account_data_file"))
    assert response.headers["Content-Disposition"].startswith('attachment; filename="sales-maturity-')
    assert "no-store" in response.headers["Cache-Control"]
    return json.loads(response.content)


def test_file_holds_every_part_and_no_secret() -> None:
    user = make_user(name="Anna")
    data = download(user)
    assert set(data) == PARTS
    assert data["account"]["email"] == user.email
    assert len(data["sessions"]) == 1
    text = json.dumps(data)
    assert user.password not in text
    assert "session_key" not in text


def test_file_holds_own_answers_with_their_history_and_nobody_elses() -> None:
    user, other = make_user(), make_user()
    assessment = make_assessment(make_version(), owner=other)
    mine = add_respondent(assessment=assessment, user=user, name="Anna")
    question = assessment.version.domains.first().questions.first()
    for note in ("First words", "Second words"):
        content = AnswerContent(state="unknown", note=note)
        answer = mine.answers.filter(question=question).first()
        save_answer(respondent=mine, question=question, content=content, seen=answer.version if answer else 0)
    theirs = assessment.respondents.exclude(pk=mine.pk).get()
    save_answer(
        respondent=theirs, question=question, content=AnswerContent(state="unknown", note="Not mine"), seen=0
    )
    data = download(user)
    (answers,) = data["answers"]
    assert answers["name"] == "Anna"
    assert [state["note"] for state in answers["answers"][0]["history"]] == ["First words", "Second words"]
    assert "Not mine" not in json.dumps(data)
    assert data["assessments"] == []


def test_file_holds_what_was_owned_written_and_done() -> None:
    user = make_user(name="Anna")
    organisation = make_organisation("Acme (fictional)", consultant=user, lead=make_user())
    assessment = make_assessment(make_version(), owner=user, organisation=organisation, team="Field")
    Finding.objects.create(assessment=assessment, text="A finding", author=user, author_name="Anna")
    ClientNote.objects.create(organisation=organisation, text="A note", author=user, author_name="Anna")
    record(Event.LINK_OPENED, actor=user, organisation=organisation, subject="Field")
    data = json.loads(json.dumps(everything_about(user), default=str))
    assert [one["team"] for one in data["assessments"]] == ["Field"]
    assert [one["organisation__name"] for one in data["memberships"]] == ["Acme (fictional)"]
    assert [one["text"] for one in data["what_you_wrote"]["findings"]] == ["A finding"]
    assert [one["text"] for one in data["what_you_wrote"]["client_notes"]] == ["A note"]
    assert "link.opened" in [one["code"] for one in data["what_you_did"]]


def test_page_and_file_ask_to_log_in() -> None:
    for name in ("account_data", "account_data_file"):
        assert Client().get(reverse(name)).url.startswith(reverse("account_login"))


def test_file_holds_the_reports_that_were_built_and_no_secret_of_a_link() -> None:
    assessment = sealed()
    report = kept(assessment, name="For the board")
    user = report.built_by
    ReportPreset.objects.create(user=user, name="Mine", choices={})
    tomorrow = timezone.now() + timedelta(days=1)
    report.links.create(token_hash="5ec2e7" * 8, kinds=["page"], expires_at=tomorrow, created_by=user)
    data = download(user)["reports_you_built"]
    assert [one["name"] for one in data["reports"]] == ["For the board"]
    assert [one["name"] for one in data["presets"]] == ["Mine"]
    assert [one["kinds"] for one in data["links"]] == [["page"]]
    assert "5ec2e7" not in json.dumps(data)
