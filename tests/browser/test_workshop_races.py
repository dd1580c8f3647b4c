"""Two screens, and a screen and a phone, at the same moment: real requests from real threads."""

from typing import Any

import pytest

from assessments.actions import add_respondent
from assessments.actions.workshop import reopen_votes
from assessments.models import Answer, Consensus, WorkshopSeat
from tests.assessments.pages import url
from tests.assessments.workshops import Team
from tests.browser.races import Visitor, at_once
from tests.factories import make_user

pytestmark = pytest.mark.usefixtures("transactional_db")
ROUNDS = 4


@pytest.fixture
def team(transactional_db: None) -> Team:
    team = Team()
    team.begin()
    return team


def test_two_screens_that_go_on_at_once_go_on_once(team: Team, live_server: Any) -> None:
    for rank, person in enumerate(team.people, 1):
        team.answer(person, rank)
    team.reveal()
    before = team.step
    screens = [Visitor(live_server.url, team.lead) for _ in range(2)]
    at_once(
        *(
            lambda screen=screen, why=why: screen.post(
                url("workshop", team.assessment), step=before, record="d1-q2", level=2, why=why
            )
            for screen, why in zip(screens, ["One", "Two"], strict=True)
        )
    )
    assert team.step == before + 1
    assert Consensus.objects.count() == 1


def test_two_screens_without_the_step_would_go_on_twice(team: Team, live_server: Any) -> None:
    """The control: each press that names the step of its own moment counts."""
    before = team.step
    for question in ("d1-q2", "d1-q3"):
        Visitor(live_server.url, team.lead).post(
            url("workshop", team.assessment), step=team.step, show=question
        )
    assert team.step == before + 2


def test_vote_and_reveal_at_once_either_count_it_or_say_so(team: Team, live_server: Any) -> None:
    user = make_user()
    voter = add_respondent(assessment=team.assessment, user=user, name="Dora")
    screen, phone = Visitor(live_server.url, team.lead), Visitor(live_server.url, user)
    for _round in range(ROUNDS):
        version = Answer.objects.filter(respondent=voter).values_list("version", flat=True).first() or 0
        WorkshopSeat.objects.filter(respondent=voter).update(voted_on=None)
        step = team.step
        _screen, (status, _body) = at_once(
            lambda step=step: screen.post(url("workshop", team.assessment), step=step, reveal=1),
            lambda version=version: phone.post(
                url("vote", team.assessment), question="d1-q1", answer=2 + version % 2, version=version
            ),
        )
        assert status == 302
        assert team.workshop.revealed
        saved = Answer.objects.filter(respondent=voter, version=version + 1).exists()
        assert saved == WorkshopSeat.objects.filter(respondent=voter, voted_on__slug="d1-q1").exists()
        reopen_votes(assessment=team.assessment, step=team.step)
    assert team.step == 2 + 2 * ROUNDS
