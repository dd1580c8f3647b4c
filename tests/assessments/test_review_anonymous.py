"""The review of an anonymous assessment: nothing before it closes, nothing about fewer than three."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from assessments.actions import record_consensus
from assessments.models import Answer, Assessment
from assessments.responses import to_responses
from assessments.review import Topic, review_of
from scoring import Known
from tests.assessments.pages import logged_in, url
from tests.assessments.teams import agreed_on, level_of, make_anonymous_team, question_of
from tests.factories import make_user

pytestmark = pytest.mark.django_db
ALL = ("d1-q1", "d1-q2", "d2-q1", "d2-q2")


def everywhere(rank: int) -> dict[str, int | None]:
    return dict.fromkeys(ALL, rank)


def content_for(assessment: Assessment) -> str:
    return logged_in(assessment.owner).get(url("review", assessment)).content.decode()


def topic_of(assessment: Assessment, slug: str) -> Topic:
    topic = review_of(assessment).topic(slug)
    assert topic is not None
    return topic


def make(*answers: dict[str, int | None], **fields: Any) -> Assessment:
    return make_anonymous_team(*answers, owner=make_user(email_confirmed=True), **fields)


def test_nothing_is_shown_before_it_closes() -> None:
    assessment = make(everywhere(1), everywhere(4), everywhere(4), closed=False)
    assessment.closes_at = timezone.now() + timedelta(days=2)
    assessment.save()
    content = content_for(assessment)
    assert "Nothing is shown before the answering closes." in content
    assert "It closes on" in content
    assert 'class="bars' not in content
    assert review_of(assessment).topics == ()
    client = logged_in(assessment.owner)
    address = url("record-consensus", assessment, "d1-q1")
    assert client.post(address, {"d1-q1-level": "2", "d1-q1-why": "x"})["location"] == url(
        "review", assessment
    )
    assert agreed_on(assessment) is None
    check = client.get(url("check", assessment)).content.decode()
    assert "differently</h2>" not in check


def test_nothing_is_shown_for_fewer_than_three_people() -> None:
    assessment = make(everywhere(1), everywhere(4))
    assert "Fewer than three people finished" in content_for(assessment)
    assert review_of(assessment).topics == ()


def test_unfinished_respondents_are_not_counted() -> None:
    assessment = make(everywhere(1), everywhere(4), everywhere(4))
    opener = assessment.respondents.get(is_opener=True)
    Answer.objects.create(
        respondent=opener, question=question_of(assessment), state="level", level=level_of(assessment, 2)
    )
    assert [bar.count for bar in topic_of(assessment, "d1-q1").bars] == [1, 0, 0, 2]


def test_questions_that_fewer_than_three_rated_show_nothing() -> None:
    one = {**everywhere(2), "d1-q1": None}
    assessment = make(everywhere(4), everywhere(1), one)
    hidden = topic_of(assessment, "d1-q1")
    assert (hidden.shown, hidden.bars, hidden.functions, hidden.median_label) == (False, (), (), "")
    assert topic_of(assessment, "d1-q2").shown
    with pytest.raises(ValueError, match="Fewer than three"):
        record_consensus(
            assessment=assessment,
            question=question_of(assessment),
            level=level_of(assessment, 2),
            why="Probing.",
        )


def test_functions_need_three_people_and_leave_no_fewer() -> None:
    answers = [everywhere(1)] * 3 + [everywhere(4)] * 3
    apart = make(*answers, functions=["leader"] * 3 + ["rep"] * 3)
    assert [(one.name, one.level) for one in topic_of(apart, "d1-q1").functions] == [
        ("Sales leader", 1),
        ("Sales rep", 4),
    ]
    few = make(*answers, functions=["leader"] * 2 + ["rep"] * 4)
    assert topic_of(few, "d1-q1").functions == ()


def test_nobody_is_named_and_notes_stand_in_the_order_of_their_letters() -> None:
    assessment = make(everywhere(1), everywhere(4), everywhere(4), functions=["rep"] * 3)
    rows = Answer.objects.filter(question=question_of(assessment)).order_by("pk")
    for row, note in zip(rows, ("Zebra", "Middle", "Apple"), strict=True):
        row.note = note
        row.save()
    topic = topic_of(assessment, "d1-q1")
    assert [(note.text, note.by, note.label) for note in topic.notes] == [
        ("Apple", "", ""),
        ("Middle", "", ""),
        ("Zebra", "", ""),
    ]
    assert all(bar.names == () for bar in topic.bars)
    assert topic.others == ()
    assert "Respondent " not in content_for(assessment)


def test_scorer_reads_only_what_three_rated() -> None:
    one = {**everywhere(2), "d1-q1": None}
    assessment = make(everywhere(4), everywhere(1), one)
    responses = to_responses(assessment).responses
    rated = {
        slug: sum(isinstance(response.answers.get(slug), Known) for response in responses) for slug in ALL
    }
    assert rated == {"d1-q1": 0, "d1-q2": 3, "d2-q1": 3, "d2-q2": 3}
