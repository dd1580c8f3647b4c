"""The review page: order, what each question shows, filters, and who runs it."""

from http import HTTPStatus
from typing import Any

import pytest
from django.test import Client

from assessments.actions import record_consensus
from assessments.models import Assessment, Level, Question
from tests.assessments.pages import logged_in, url
from tests.assessments.teams import make_team
from tests.factories import make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead() -> Any:
    return make_user(email_confirmed=True)


def page(lead: Any, assessment: Assessment, **query: str) -> Any:
    return logged_in(lead).get(url("review", assessment), query)


def slugs(response: Any) -> list[str]:
    return [card.topic.slug for card in response.context["cards"]]


def test_review_orders_by_spread_then_deviation_then_framework(lead: Any) -> None:
    assessment = make_team(
        {"d1-q1": 2, "d1-q2": 2, "d2-q1": 1, "d2-q2": 1},
        {"d1-q1": 2, "d1-q2": 3, "d2-q1": 1, "d2-q2": 4},
        {"d1-q1": 2, "d1-q2": 3, "d2-q1": 4, "d2-q2": 4},
        {"d1-q1": 2, "d1-q2": 3, "d2-q1": 1, "d2-q2": 1},
        owner=lead,
    )
    assert slugs(page(lead, assessment)) == ["d2-q2", "d2-q1", "d1-q2", "d1-q1"]


def test_review_shows_distribution_median_and_who(lead: Any) -> None:
    assessment = make_team({"d1-q1": 1}, {"d1-q1": 3}, {"d1-q1": 3}, owner=lead)
    card = page(lead, assessment).context["cards"][0]
    assert [bar.count for bar in card.topic.bars] == [1, 0, 2, 0]
    assert [bar.names for bar in card.topic.bars][2] == ("Person 2", "Person 3")
    assert [bar.is_median for bar in card.topic.bars] == [False, False, True, False]
    assert card.topic.deviation == "0.67"
    assert next(bar.statement for bar in card.topic.bars) == "d1-q1 behaves like level 1 of 4."


def test_review_calls_the_opener_as_the_account_says_where_no_name_was_typed() -> None:
    lead = make_user(email_confirmed=True, name="Ada Roe")
    card = page(lead, make_team({"d1-q1": 1}, {"d1-q1": 3}, owner=lead)).context["cards"][0]
    assert [bar.names for bar in card.topic.bars] == [("Ada Roe",), (), ("Person 2",), ()]


def test_review_puts_functions_side_by_side(lead: Any) -> None:
    assessment = make_team(3, 3, 1, 2, functions=("leader", "leader", "rep", "rep"), owner=lead)
    topic = page(lead, assessment).context["cards"][0].topic
    assert [(one.name, one.level, one.counted) for one in topic.functions] == [
        ("Sales leader", 3, "2 people"),
        ("Sales rep", 1, "2 people"),
    ]


def test_review_shows_notes_and_answers_without_a_level(lead: Any) -> None:
    assessment = make_team(1, 3, owner=lead)
    answer = assessment.respondents.get(is_opener=True).answers.get(question__slug="d1-q1")
    answer.note, answer.link = "Board pack, page 4", "https://example.com/pack"
    answer.save()
    other = assessment.respondents.get(name="Person 2").answers.get(question__slug="d1-q2")
    other.state, other.level = "unknown", None
    other.save()
    response = page(lead, assessment)
    assert b"Board pack, page 4" in response.content
    assert b'href="https://example.com/pack"' in response.content
    assert "Person 2: we don’t know" in response.content.decode() or (
        "Person 2: we don&#x27;t know" in response.content.decode()
    )


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({}, ["d1-q1", "d2-q1", "d1-q2", "d2-q2"]),
        ({"domain": "d2"}, ["d2-q1", "d2-q2"]),
        ({"show": "differing"}, ["d1-q1", "d2-q1"]),
        ({"show": "undecided"}, ["d2-q1"]),
        ({"show": "undecided", "domain": "d1"}, []),
        ({"show": "<script>", "domain": "no"}, ["d1-q1", "d2-q1", "d1-q2", "d2-q2"]),
    ],
)
def test_review_filters(lead: Any, query: dict[str, str], found: list[str]) -> None:
    apart = {"d1-q1": 4, "d1-q2": 3, "d2-q1": 4, "d2-q2": 2}
    assessment = make_team(2, apart, owner=lead)
    question = Question.objects.get(slug="d1-q1", domain__version=assessment.version)
    level = Level.objects.get(rubric=assessment.rubric, rank=3)
    record_consensus(assessment=assessment, question=question, level=level, why="We looked.")
    assert slugs(page(lead, assessment, **query)) == found


@pytest.mark.parametrize("answers", [(), (2,)])
def test_review_of_one_respondent_says_what_to_do(lead: Any, answers: tuple[int, ...]) -> None:
    assessment = make_team(*answers, owner=lead)
    response = page(lead, assessment)
    assert "cards" in response.context
    assert slugs(response) == []
    assert "are an opinion" in response.content.decode()


def test_review_of_a_sealed_assessment_leads_to_the_hub(lead: Any) -> None:
    assessment = make_team(2, 3, owner=lead)
    Assessment.objects.filter(pk=assessment.pk).update(submitted_at=assessment.opened_at)
    response = page(lead, assessment)
    assert (response.status_code, response["location"]) == (HTTPStatus.FOUND, url("hub", assessment))


def test_review_takes_as_many_queries_for_many(lead: Any, django_assert_num_queries: Any) -> None:
    version = make_version()
    client = logged_in(lead)
    counts = []
    for many in (2, 6):
        assessment = make_team(*[1 + number % 4 for number in range(many)], version=version, owner=lead)
        for question in Question.objects.filter(domain__version=version)[: many - 1]:
            level = Level.objects.get(rubric=assessment.rubric, rank=1)
            record_consensus(
                assessment=assessment, question=question, level=level, why="Seen.", recorded_by=lead
            )
        client.get(url("review", assessment))
        with django_assert_num_queries(6) as found:
            assert client.get(url("review", assessment)).status_code == HTTPStatus.OK
        counts.append(len(found))
    assert counts[0] == counts[1]


def test_hub_and_check_lead_to_the_review(lead: Any) -> None:
    assessment = make_team(1, 3, owner=lead)
    client = logged_in(lead)
    assert url("review", assessment) in client.get(url("hub", assessment)).content.decode()
    check = client.get(url("check", assessment)).content.decode()
    assert url("review", assessment) in check
    assert "You see 4 questions differently" in check


def test_check_of_one_respondent_says_nothing_of_differences(lead: Any) -> None:
    assessment = make_team(2, owner=lead)
    assert "You see" not in logged_in(lead).get(url("check", assessment)).content.decode()


HOSTILE = "<script>alert(1)</script>{{ 7|add:7 }}%(x)s' onload='x"


def test_review_shows_hostile_texts_as_text(lead: Any) -> None:
    assessment = make_team(1, 3, owner=lead, team=HOSTILE[:100])
    other = assessment.respondents.get(name="Person 2")
    other.name = HOSTILE
    other.save()
    other.answers.update(note=HOSTILE, link="javascript:alert(1)")
    question = Question.objects.get(slug="d1-q1", domain__version=assessment.version)
    level = Level.objects.get(rubric=assessment.rubric, rank=2)
    record_consensus(assessment=assessment, question=question, level=level, why=HOSTILE, recorded_by=lead)
    content = page(lead, assessment).content.decode()
    assert "<script>alert" not in content
    assert 'href="javascript:' not in content
    assert content.count("&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}%(x)s") > 1
    withdraw = logged_in(lead).get(url("withdraw-consensus", assessment, "d1-q1")).content.decode()
    assert "<script>alert" not in withdraw


def test_review_asks_a_stranger_to_go_away_and_a_signed_out_one_to_log_in(lead: Any) -> None:
    assessment = make_team(1, 3, owner=lead, organisation=make_organisation(lead=lead))
    assert logged_in(make_user()).get(url("review", assessment)).status_code == HTTPStatus.NOT_FOUND
    assert Client().get(url("review", assessment)).status_code == HTTPStatus.FOUND
