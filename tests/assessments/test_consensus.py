"""What a team agrees on: recording, replacing and withdrawing it, and two people who do so at once."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from accounts.models import AuditEvent
from assessments.actions import (
    SealedError,
    StaleConsensusError,
    record_consensus,
    stamp_of,
    submit,
    withdraw_consensus,
)
from assessments.models import Answer, Assessment
from assessments.responses import to_responses
from tests.assessments.pages import logged_in, url
from tests.assessments.teams import agreed_on, level_of, make_team, question_of
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
SLUG = "d1-q1"


@pytest.fixture
def assessment() -> Assessment:
    lead = make_user(email_confirmed=True)
    return make_team({SLUG: 1}, {SLUG: 3}, owner=lead, organisation=make_organisation(lead=lead))


@pytest.fixture
def client(assessment: Assessment) -> Client:
    return logged_in(assessment.owner)


def agree(assessment: Assessment, rank: int = 2, why: str = "We looked at it.", **fields: Any) -> Any:
    return record_consensus(
        assessment=assessment,
        question=question_of(assessment),
        level=level_of(assessment, rank),
        why=why,
        **fields,
    )


def post(client: Client, assessment: Assessment, question: str = SLUG, query: str = "", **fields: Any) -> Any:
    data = {f"{question}-{name}": value for name, value in fields.items()}
    return client.post(url("record-consensus", assessment, question) + query, data)


def events(assessment: Assessment) -> list[tuple[str, str, Any]]:
    rows = AuditEvent.objects.filter(assessment_id=assessment.pk).order_by("at", "pk")
    return [(row.code, row.subject, row.actor) for row in rows if row.code.startswith("consensus.")]


def test_consensus_is_recorded_from_the_page_and_logged(assessment: Assessment, client: Client) -> None:
    response = post(client, assessment, query="?show=differing", level="2", why="We looked.", seen="")
    assert response["location"] == f"{url('review', assessment)}?show=differing#{SLUG}"
    agreed = agreed_on(assessment)
    assert agreed is not None
    assert (agreed.level.rank, agreed.why, agreed.recorded_by) == (2, "We looked.", assessment.owner)
    text = question_of(assessment).text
    assert events(assessment) == [("consensus.recorded", text, assessment.owner)]


def test_consensus_sent_twice_is_recorded_once(assessment: Assessment, client: Client) -> None:
    for _ in range(2):
        response = post(client, assessment, level="2", why="We looked.", seen="")
        assert response.status_code == HTTPStatus.FOUND
    assert len(events(assessment)) == 1


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"level": "4", "why": "x"}, "Pick a level between the lowest and the highest that was given."),
        ({"level": "", "why": "x"}, "Pick the level that you agreed on."),
        ({"level": "2", "why": " \u200b "}, "Say in a line why you agreed on it."),
        ({"level": "2", "why": "x" * 2001}, "2000 characters are the most"),
    ],
)
def test_faulty_consensus_keeps_what_was_typed(
    assessment: Assessment, client: Client, fields: dict[str, str], message: str
) -> None:
    response = post(client, assessment, **fields)
    content = response.content.decode()
    assert response.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert "<title>Error:" in content
    assert content.count(message) == 2
    assert fields["why"].strip() in content
    assert agreed_on(assessment) is None


def test_consensus_shows_a_faulty_question_that_the_choice_hides(
    assessment: Assessment, client: Client
) -> None:
    response = post(client, assessment, query="?domain=d2", level="", why="Typed")
    assert "Typed" in response.content.decode()


def test_later_of_two_is_told_what_was_recorded_meanwhile(assessment: Assessment, client: Client) -> None:
    agree(assessment, 3, "The other one.")
    response = post(client, assessment, level="2", why="Mine.", seen="")
    content = response.content.decode()
    assert response.status_code == HTTPStatus.CONFLICT
    assert "The other one." in content
    assert "Mine." in content
    agreed = agreed_on(assessment)
    assert agreed is not None
    assert agreed.why == "The other one."
    assert f'value="{stamp_of(agreed)}"' in content
    again = post(client, assessment, level="2", why="Mine.", seen=stamp_of(agreed))
    assert again.status_code == HTTPStatus.FOUND
    replaced = agreed_on(assessment)
    assert replaced is not None
    assert replaced.why == "Mine."


def test_later_one_is_told_that_it_was_withdrawn_meanwhile(assessment: Assessment) -> None:
    stamp = stamp_of(agree(assessment))
    withdraw_consensus(assessment=assessment, question=question_of(assessment), seen=stamp)
    with pytest.raises(StaleConsensusError) as raised:
        agree(assessment, 3, seen=stamp)
    assert raised.value.stored is None


def test_withdrawing_asks_first_and_logs_it(assessment: Assessment, client: Client) -> None:
    agreed = agree(assessment, why="Because.")
    address = url("withdraw-consensus", assessment, SLUG)
    assert "Because." in client.get(address).content.decode()
    assert agreed_on(assessment) is not None
    response = client.post(address, {"seen": stamp_of(agreed)})
    assert response["location"] == f"{url('review', assessment)}#{SLUG}"
    assert agreed_on(assessment) is None
    assert client.post(address, {"seen": stamp_of(agreed)})["location"] == url("review", assessment)
    assert [code for code, *_ in events(assessment)] == ["consensus.recorded", "consensus.withdrawn"]


def test_withdrawing_what_somebody_changed_meanwhile_is_refused(
    assessment: Assessment, client: Client
) -> None:
    old = stamp_of(agree(assessment))
    agree(assessment, 3, "Changed.")
    response = client.post(url("withdraw-consensus", assessment, SLUG), {"seen": old})
    assert response.status_code == HTTPStatus.CONFLICT
    assert "Changed." in response.content.decode()
    assert agreed_on(assessment) is not None


def test_consensus_that_answers_moved_away_from_no_longer_holds(
    assessment: Assessment, client: Client
) -> None:
    agree(assessment, 1)
    Answer.objects.filter(question__slug=SLUG).update(level=level_of(assessment, 3))
    content = client.get(url("review", assessment)).content.decode()
    assert "No longer holds" in content
    assert to_responses(assessment).consensus == {}


@pytest.mark.parametrize("question", ["d9-q9", "script"])
def test_consensus_on_a_question_of_another_version_is_not_found(
    assessment: Assessment, client: Client, question: str
) -> None:
    assert post(client, assessment, question, level="2", why="x").status_code == HTTPStatus.NOT_FOUND
    assert client.get(url("withdraw-consensus", assessment, question)).status_code == HTTPStatus.NOT_FOUND


def test_consensus_where_all_answered_alike_is_not_asked_for(assessment: Assessment, client: Client) -> None:
    response = post(client, assessment, "d1-q2", level="2", why="x")
    assert response["location"] == url("review", assessment)
    assert agreed_on(assessment, "d1-q2") is None


def test_submitted_assessment_takes_no_consensus(assessment: Assessment, client: Client) -> None:
    agreed = agree(assessment)
    submit(assessment=assessment)
    assert post(client, assessment, level="3", why="Late.")["location"] == url("hub", assessment)
    assert client.post(url("withdraw-consensus", assessment, SLUG))["location"] == url("hub", assessment)
    with pytest.raises(SealedError):
        agree(assessment, 3)
    with pytest.raises(SealedError):
        withdraw_consensus(assessment=assessment, question=question_of(assessment))
    assert agreed_on(assessment) == agreed
