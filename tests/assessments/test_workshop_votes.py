"""The workshop's phones: joining, voting, and what happens to a vote that comes too late or twice."""

from http import HTTPStatus
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from assessments.actions import submit
from assessments.actions.workshop import end_workshop, start_workshop
from assessments.models import Answer, AnswerRevision, Assessment, WorkshopSeat
from tests.assessments.pages import url
from tests.assessments.workshops import JSON, Team, phone_of, vote
from tests.factories import answer_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return Team()


def test_phone_joins_once_and_waits_for_the_first_question(team: Team) -> None:
    start_workshop(assessment=team.assessment)
    phone = phone_of(team.people[0])
    assert "Take part in the workshop" in phone.get(url("vote", team.assessment)).content.decode()
    assert not WorkshopSeat.objects.exists()
    for _press in range(2):
        response = phone.post(url("vote", team.assessment), {"join": "1"}, follow=True)
    assert "You are in" in response.content.decode()
    assert WorkshopSeat.objects.get().respondent == team.people[0]


def test_hub_leads_to_the_vote_while_a_workshop_runs(team: Team) -> None:
    phone = phone_of(team.people[0])
    assert "The workshop is running" not in phone.get(url("hub", team.assessment)).content.decode()
    start_workshop(assessment=team.assessment)
    assert "The workshop is running" in phone.get(url("hub", team.assessment)).content.decode()


def test_vote_is_the_respondents_answer_and_keeps_its_evidence(team: Team) -> None:
    earlier = team.answer(team.people[0], 2, note="See the file.", link="https://example.com/x")
    team.begin()
    phone = phone_of(team.people[0])
    page = phone.get(url("vote", team.assessment)).content.decode()
    assert 'value="2" checked' in page
    assert not WorkshopSeat.objects.exclude(voted_on=None).exists()
    assert vote(phone, team.assessment, "3", version=earlier.version).status_code == HTTPStatus.OK
    answer = Answer.objects.get(respondent=team.people[0])
    assert (answer.level.rank, answer.note, answer.link) == (3, "See the file.", "https://example.com/x")
    assert "Your vote is in:" in phone.get(url("vote", team.assessment)).content.decode()


@pytest.mark.parametrize(
    ("question", "answer", "reason"),
    [
        ("d1-q1", "unknown", ""),
        ("d1-q2", "unknown", ""),
        ("d1-q2", "not_applicable", "We sell to no one else."),
    ],
)
def test_not_knowing_and_not_applicable_are_votes(
    team: Team, question: str, answer: str, reason: str
) -> None:
    team.begin(question)
    response = vote(phone_of(team.people[0]), team.assessment, answer, question=question, reason=reason)
    assert response.json()["saved"]
    assert Answer.objects.get().state == answer
    team.reveal()
    assert "Anna" in team.screen().get(url("workshop", team.assessment)).content.decode()


@pytest.mark.parametrize(
    ("question", "fields"),
    [
        ("d1-q2", {"answer": ""}),
        ("d1-q2", {"answer": "5"}),
        ("d1-q2", {"answer": "0"}),
        ("d1-q2", {"answer": "not_applicable", "reason": " "}),
        ("d1-q1", {"answer": "not_applicable", "reason": "A key practice always applies."}),
        ("d1-q2", {"answer": "2", "version": "x"}),
        ("d1-q2", {"answer": "2", "seq": "-1"}),
    ],
)
def test_what_is_no_vote_is_refused_with_words(team: Team, question: str, fields: dict[str, Any]) -> None:
    team.begin(question)
    response = vote(phone_of(team.people[0]), team.assessment, question=question, **fields)
    assert response.status_code == HTTPStatus.BAD_REQUEST
    assert response.json()["message"]
    assert not Answer.objects.exists()
    assert not WorkshopSeat.objects.exclude(voted_on=None).exists()


def test_vote_without_script_shows_its_fault_and_keeps_what_was_chosen(team: Team) -> None:
    team.begin("d1-q2")
    phone = phone_of(team.people[0])
    data = {"question": "d1-q2", "answer": "not_applicable", "version": "0"}
    response = phone.post(url("vote", team.assessment), data)
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert 'value="not_applicable" checked' in response.content.decode()
    response = phone.post(url("vote", team.assessment), data | {"reason": "None sold."}, follow=True)
    assert "Does not apply: None sold." in response.content.decode()


def test_vote_sent_twice_has_one_effect(team: Team) -> None:
    team.begin()
    phone, writer = phone_of(team.people[0]), uuid4()
    for _send in range(2):
        assert vote(phone, team.assessment, writer=writer).json()["saved"]
    assert AnswerRevision.objects.count() == 1


def test_retry_of_a_vote_that_arrived_is_told_so_after_the_reveal(team: Team) -> None:
    team.begin()
    phone, writer = phone_of(team.people[0]), uuid4()
    vote(phone, team.assessment, writer=writer)
    team.reveal()
    assert vote(phone, team.assessment, writer=writer).json()["saved"]
    team.show("d1-q2")
    assert vote(phone, team.assessment, writer=writer).json()["saved"]
    assert AnswerRevision.objects.count() == 1


def test_vote_changes_until_the_reveal_and_not_after(team: Team) -> None:
    team.begin()
    phone, writer = phone_of(team.people[0]), uuid4()
    vote(phone, team.assessment, "2", writer=writer)
    assert vote(phone, team.assessment, "3", writer=writer, seq=2).json()["saved"]
    team.reveal()
    late = vote(phone, team.assessment, "4", writer=writer, seq=3)
    assert late.status_code == HTTPStatus.CONFLICT
    assert "already revealed" in late.json()["message"]
    assert Answer.objects.get().level.rank == 3
    team.press(team.screen(), reopen="1")
    assert vote(phone, team.assessment, "4", writer=writer, seq=3).json()["saved"]


def test_vote_on_a_former_question_lands_nowhere(team: Team) -> None:
    team.begin("d1-q2")
    for question in ("d1-q1", "d1-q3", "nowhere", ""):
        response = vote(phone_of(team.people[0]), team.assessment, question=question)
        assert response.status_code == HTTPStatus.CONFLICT
        assert "another question" in response.json()["message"]
    assert not Answer.objects.exists()


def test_vote_over_an_answer_changed_elsewhere_is_refused(team: Team) -> None:
    team.begin()
    team.answer(team.people[0], 4)
    response = vote(phone_of(team.people[0]), team.assessment, "2", version=0)
    assert response.status_code == HTTPStatus.CONFLICT
    assert Answer.objects.get().level.rank == 4


def test_vote_after_the_end_the_closing_or_the_submission_is_told_so(team: Team) -> None:
    team.begin()
    phone = phone_of(team.people[0])
    Assessment.objects.update(closed_at=timezone.now())
    assert "closed" in vote(phone, team.assessment).json()["message"]
    assert "Answering was closed" in phone.get(url("vote", team.assessment)).content.decode()
    Assessment.objects.update(closed_at=None)
    end_workshop(assessment=team.assessment, step=team.step)
    assert "has ended" in vote(phone, team.assessment).json()["message"]
    assert "No workshop is running" in phone.get(url("vote", team.assessment)).content.decode()
    answer_all(team.people[1])
    submit(assessment=team.assessment)
    response = vote(phone, team.assessment)
    assert response.status_code == HTTPStatus.GONE
    assert phone.get(url("vote-state", team.assessment)).json() == {"mark": "sealed"}
    assert not Answer.objects.filter(respondent=team.people[0]).exists()


def test_phone_of_two_assessments_votes_in_the_one_of_its_address(team: Team) -> None:
    other = Team(version=team.assessment.version)
    for one in (team, other):
        one.begin()
    vote(phone_of(team.people[0], other.people[0]), other.assessment)
    assert Answer.objects.get().respondent == other.people[0]


def test_phone_shows_nothing_of_the_others(team: Team) -> None:
    team.begin()
    for person in team.people[1:]:
        vote(phone_of(person), team.assessment, "4")
    phone = phone_of(team.people[0])
    for reveal in (False, True):
        if reveal:
            team.reveal()
        page = phone.get(url("vote", team.assessment)).content.decode()
        assert "Ben" not in page
        assert "checked" not in page


def test_phones_state_takes_one_query_beside_the_sessions(team: Team, django_assert_num_queries: Any) -> None:
    team.begin()
    phone = phone_of(team.people[0])
    with django_assert_num_queries(2):
        reply = phone.get(url("vote-state", team.assessment))
    assert reply.json() == {"mark": str(team.step)}
    same = phone.get(url("vote-state", team.assessment), headers={"if-none-match": reply.headers["ETag"]})
    assert same.status_code == HTTPStatus.NOT_MODIFIED
    assert phone.get(url("vote-state", team.assessment), **JSON).status_code == HTTPStatus.OK
