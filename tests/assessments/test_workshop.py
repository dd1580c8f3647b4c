"""The workshop's screen: starting, showing, revealing, agreeing, ending."""

from http import HTTPStatus

import pytest
from django.test import Client

from accounts.models import AuditEvent
from assessments.actions import record_consensus, submit
from assessments.models import Consensus, Workshop
from assessments.published import levels_of
from tests.assessments.pages import url
from tests.assessments.workshops import Team, phone_of, vote
from tests.factories import answer_all

pytestmark = pytest.mark.django_db


@pytest.fixture
def team() -> Team:
    return Team()


def shown(client: Client, team: Team) -> str:
    response = client.get(url("workshop", team.assessment))
    assert response.status_code == HTTPStatus.OK
    return response.content.decode()


def codes() -> list[str]:
    return list(AuditEvent.objects.filter(code__startswith="workshop").values_list("code", flat=True))


def test_screen_goes_from_start_to_the_check(team: Team) -> None:
    screen = team.screen()
    assert "Start the workshop" in shown(screen, team)
    screen.post(url("workshop", team.assessment), {"start": "1", "open_link": "1"})
    team.assessment.refresh_from_db()
    assert team.assessment.join_open
    assert "Join with your phone" in shown(screen, team)
    team.press(screen, show="d1-q1")
    assert "How do you do practice 1.1?" in shown(screen, team)
    team.press(screen, reveal="1")
    response = team.press(screen, median="")
    assert response.headers["Location"] == url("check", team.assessment)
    assert "The workshop has ended." in shown(screen, team)
    assert sorted(codes()) == ["workshop.ended", "workshop.started"]


def test_start_pressed_twice_starts_once(team: Team) -> None:
    screen = team.screen()
    for _press in range(2):
        screen.post(url("workshop", team.assessment), {"start": "1"})
    assert codes() == ["workshop.started"]
    team.assessment.refresh_from_db()
    assert not team.assessment.join_open


def test_screen_shows_how_many_voted_and_not_what_until_they_are_revealed(team: Team) -> None:
    team.begin()
    vote(phone_of(team.people[0]), team.assessment, "4")
    screen = team.screen()
    before = shown(screen, team)
    assert "1 of 3 voted" in before
    assert "Anna" not in before
    team.press(screen, reveal="1")
    assert "Anna" in shown(screen, team)


def test_revealed_votes_tell_earlier_answers_from_votes(team: Team) -> None:
    team.answer(team.people[2], 1)
    team.begin()
    for person, answer in zip(team.people[:2], ["4", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    page = shown(team.screen(), team)
    assert page.count("answered earlier") == 1
    assert "The median is 3" in page


def test_agreed_level_is_recorded_with_its_reason_and_the_next_question_shown(team: Team) -> None:
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    team.press(team.screen(), record="d1-q2", level="2", why="Half of the team does.")
    consensus = Consensus.objects.get()
    assert (consensus.level.rank, consensus.why, consensus.recorded_by) == (
        2,
        "Half of the team does.",
        team.lead,
    )
    assert team.workshop.question.slug == "d1-q2"
    assert not team.workshop.revealed


@pytest.mark.parametrize(("level", "why"), [("2", ""), ("4", "Too high"), ("", "None"), ("x", "None")])
def test_agreed_level_without_reason_or_out_of_range_is_refused_with_what_was_typed(
    team: Team, level: str, why: str
) -> None:
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    response = team.press(team.screen(), record="d1-q2", level=level, why=why)
    page = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "<title>Error:" in page
    assert f'value="{why}"' in page
    assert not Consensus.objects.exists()
    assert team.workshop.question.slug == "d1-q1"


def test_median_stands_where_a_consensus_is_withdrawn(team: Team) -> None:
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    screen = team.screen()
    team.press(screen, record="d1-q2", level="2", why="So we said.")
    team.press(screen, show="d1-q1")
    team.press(screen, reveal="1")
    assert "So we said." in shown(screen, team)
    team.press(screen, median="d1-q2")
    assert not Consensus.objects.exists()


def test_second_screen_that_goes_on_too_changes_nothing_and_is_told(team: Team) -> None:
    team.begin()
    stale = team.step
    screen = team.screen()
    team.press(screen, show="d1-q2")
    response = screen.post(url("workshop", team.assessment), {"step": stale, "show": "d1-q3"}, follow=True)
    assert "This is where the workshop is" in response.content.decode()
    assert team.workshop.question.slug == "d1-q2"
    same = screen.post(url("workshop", team.assessment), {"step": stale, "show": "d1-q2"}, follow=True)
    assert "This is where the workshop is" not in same.content.decode()


def test_consensus_that_another_screen_overtook_is_given_back_in_words(team: Team) -> None:
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    stale = team.step
    screen = team.screen()
    team.press(screen, record="d1-q2", level="2", why="First")
    data = {"step": stale, "record": "d1-q2", "level": "3", "why": "Second"}
    response = screen.post(url("workshop", team.assessment), data, follow=True)
    assert "level 3, “Second”" in response.content.decode()
    assert Consensus.objects.get().why == "First"


def test_consensus_recorded_meanwhile_on_the_review_is_not_overwritten(team: Team) -> None:
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    screen = team.screen()
    levels = levels_of(team.assessment)
    record_consensus(
        assessment=team.assessment, question=team.workshop.question, level=levels[1], why="Elsewhere"
    )
    response = screen.post(
        url("workshop", team.assessment),
        {"step": team.step, "seen": "", "record": "d1-q2", "level": "3", "why": "Here"},
        follow=True,
    )
    assert "This was not recorded: level 3, “Here”" in response.content.decode()
    assert Consensus.objects.get().why == "Elsewhere"
    team.press(screen, median="d1-q2", seen="")
    assert Consensus.objects.exists()


def test_workshop_of_an_assessment_made_anonymous_since_is_over(team: Team) -> None:
    team.begin()
    vote(phone_of(team.people[0]), team.assessment)
    team.reveal()
    type(team.assessment).objects.update(names_hidden=True)
    screen = team.screen()
    assert "Anna" not in shown(screen, team)
    before = team.step
    team.press(screen, reopen="1")
    assert team.step == before
    assert "has ended" in vote(phone_of(team.people[1]), team.assessment).json()["message"]
    assert screen.get(url("workshop-state", team.assessment)).json() == {"mark": "ended"}


def test_question_of_another_version_is_refused(team: Team) -> None:
    team.begin()
    before = team.step
    assert team.press(team.screen(), show="nowhere").status_code == HTTPStatus.BAD_REQUEST
    assert team.press(team.screen(), nothing="1").status_code == HTTPStatus.BAD_REQUEST
    assert team.step == before


def test_coming_back_to_a_question_asks_everybody_again(team: Team) -> None:
    team.begin()
    vote(phone_of(team.people[0]), team.assessment)
    team.show("d1-q2")
    team.show("d1-q1")
    assert "0 of 3 voted" in shown(team.screen(), team)


def test_voting_again_keeps_the_votes(team: Team) -> None:
    team.begin()
    vote(phone_of(team.people[0]), team.assessment)
    team.reveal()
    team.press(team.screen(), reopen="1")
    assert not team.workshop.revealed
    assert "1 of 3 voted" in shown(team.screen(), team)


def test_anonymous_assessment_has_no_workshop_and_leads_to_the_review(team: Team) -> None:
    type(team.assessment).objects.update(names_hidden=True)
    screen = team.screen()
    assert url("review", team.assessment) in shown(screen, team)
    screen.post(url("workshop", team.assessment), {"start": "1"})
    assert not Workshop.objects.exists()


def test_sealed_assessment_ends_the_workshop_clearly(team: Team) -> None:
    team.begin()
    answer_all(team.people[0])
    submit(assessment=team.assessment)
    screen = team.screen()
    assert screen.get(url("workshop", team.assessment)).headers["Location"] == url("hub", team.assessment)
    response = team.press(screen, reveal="1")
    assert response.status_code == HTTPStatus.FOUND
    assert not team.workshop.revealed
    assert screen.get(url("workshop-state", team.assessment)).json() == {"mark": "sealed"}


def test_state_is_not_sent_again_while_nothing_changed(team: Team) -> None:
    team.begin()
    screen = team.screen()
    first = screen.get(url("workshop-state", team.assessment))
    assert first.json()["voted"] == "0 of 3 voted"
    headers = {"if-none-match": first.headers["ETag"]}
    again = screen.get(url("workshop-state", team.assessment), headers=headers)
    assert (again.status_code, again.content) == (HTTPStatus.NOT_MODIFIED, b"")
    vote(phone_of(team.people[0]), team.assessment)
    assert screen.get(url("workshop-state", team.assessment), headers=headers).status_code == HTTPStatus.OK


def test_hostile_names_and_reasons_are_inert_on_the_screen(team: Team) -> None:
    hostile = '"><script>alert(1)</script>{{ 7|add:7 }}'
    type(team.people[0]).objects.filter(pk=team.people[0].pk).update(name=hostile)
    team.begin()
    for person, answer in zip(team.people, ["1", "3", "3"], strict=True):
        vote(phone_of(person), team.assessment, answer)
    team.reveal()
    screen = team.screen()
    assert "<script>alert" not in shown(screen, team)
    team.press(screen, record="d1-q2", level="2", why=hostile)
    team.press(screen, show="d1-q1")
    team.press(screen, reveal="1")
    assert "<script>alert" not in shown(screen, team)


@pytest.mark.parametrize("people", [1, 3])
def test_queries_do_not_grow_with_the_respondents(
    team: Team, people: int, django_assert_num_queries: object
) -> None:
    team.begin()
    for person in team.people[:people]:
        vote(phone_of(person), team.assessment)
    team.reveal()
    screen = team.screen()
    shown(screen, team)
    with django_assert_num_queries(7):
        shown(screen, team)
