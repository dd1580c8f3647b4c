"""Compare-and-set: no answer is overwritten unseen, none is stored twice."""

from uuid import uuid4

import pytest

from assessments.actions import AnswerContent, SealedError, StaleAnswerError, save_answer, submit
from assessments.models import Answer, Question, Respondent
from tests.factories import answer_all, make_assessment, make_sealed

pytestmark = pytest.mark.django_db


@pytest.fixture
def respondent() -> Respondent:
    return make_assessment().respondents.get()


def content(respondent: Respondent, rank: int, **fields: str) -> AnswerContent:
    level = respondent.assessment.rubric.levels.get(rank=rank)
    return AnswerContent(state=Answer.State.LEVEL, level=level, **fields)


def test_first_save_makes_version_1_and_a_revision(respondent: Respondent) -> None:
    answer = save_answer(
        respondent=respondent,
        question=Question.objects.first(),
        content=content(respondent, 2, note="A note"),
        seen=0,
    )
    assert answer.version == 1
    assert answer.revisions.get().content() == answer.content()


def test_next_save_raises_the_version_and_keeps_the_history(respondent: Respondent) -> None:
    question = Question.objects.first()
    for seen, rank in enumerate([2, 3, 1]):
        save_answer(respondent=respondent, question=question, content=content(respondent, rank), seen=seen)
    answer = respondent.answers.get()
    assert (answer.version, answer.level.rank) == (3, 1)
    assert [revision.level.rank for revision in answer.revisions.all()] == [2, 3, 1]


@pytest.mark.parametrize("seen", [0, 1])
def test_stale_save_is_refused_with_what_is_stored(respondent: Respondent, seen: int) -> None:
    question = Question.objects.first()
    for number, rank in enumerate([2, 3]):
        save_answer(respondent=respondent, question=question, content=content(respondent, rank), seen=number)
    with pytest.raises(StaleAnswerError) as refused:
        save_answer(respondent=respondent, question=question, content=content(respondent, 4), seen=seen)
    assert refused.value.stored.level.rank == 3
    assert respondent.answers.get().level.rank == 3


def test_stale_save_of_the_same_content_is_no_conflict(respondent: Respondent) -> None:
    question = Question.objects.first()
    for _ in range(2):
        save_answer(respondent=respondent, question=question, content=content(respondent, 2), seen=0)
    assert respondent.answers.get().version == 1


def test_retry_of_a_committed_save_changes_nothing(respondent: Respondent) -> None:
    question, page = Question.objects.first(), uuid4()
    for _ in range(2):
        save_answer(
            respondent=respondent,
            question=question,
            content=content(respondent, 2),
            seen=0,
            writer=page,
            writer_seq=1,
        )
    answer = respondent.answers.get()
    assert (answer.version, answer.revisions.count()) == (1, 1)


@pytest.mark.parametrize("arrival", [(1, 2, 3), (1, 3, 2), (2, 1, 3), (2, 3, 1), (3, 1, 2), (3, 2, 1)])
def test_last_click_of_a_page_wins_in_any_order_of_arrival(
    respondent: Respondent, arrival: tuple[int, ...]
) -> None:
    question, page = Question.objects.first(), uuid4()
    for seq in arrival:
        save_answer(
            respondent=respondent,
            question=question,
            content=content(respondent, seq),
            seen=0,
            writer=page,
            writer_seq=seq,
        )
    assert respondent.answers.get().level.rank == 3


def test_another_page_with_a_higher_sequence_is_still_stale(respondent: Respondent) -> None:
    question = Question.objects.first()
    save_answer(
        respondent=respondent,
        question=question,
        content=content(respondent, 2),
        seen=0,
        writer=uuid4(),
        writer_seq=1,
    )
    with pytest.raises(StaleAnswerError):
        save_answer(
            respondent=respondent,
            question=question,
            content=content(respondent, 3),
            seen=0,
            writer=uuid4(),
            writer_seq=9,
        )


def test_sealed_assessment_refuses_answers() -> None:
    respondent = make_sealed().respondents.get()
    with pytest.raises(SealedError):
        save_answer(
            respondent=respondent,
            question=Question.objects.first(),
            content=content(respondent, 3),
            seen=1,
        )


def test_saving_confirms_a_carried_answer(respondent: Respondent) -> None:
    answer_all(respondent)
    respondent.answers.update(carried=True)
    question = Question.objects.first()
    save_answer(respondent=respondent, question=question, content=content(respondent, 2, note="x"), seen=1)
    assert not respondent.answers.get(question=question).carried


def test_submitting_after_saving_sees_every_answer(respondent: Respondent) -> None:
    answer_all(respondent, 4)
    assessment, sealed = submit(assessment=respondent.assessment)
    assert sealed
    assert assessment.stored_result.data["overall"]["level"] == 4
