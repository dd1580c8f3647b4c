"""Opening, claiming and sealing an assessment."""

import pytest

from assessments.access import Visitor
from assessments.actions import (
    AnswerContent,
    IncompleteError,
    SealedError,
    add_respondent,
    change_set_up,
    claim,
    open_assessment,
    record_consensus,
    save_answer,
    submit,
)
from assessments.models import Answer, Assessment, Question, StoredResult
from scoring import load
from tests.factories import (
    answer_all,
    make_assessment,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


def test_opening_refuses_a_draft_version() -> None:
    version = make_version(publish=False)
    with pytest.raises(ValueError, match="published"):
        open_assessment(version=version, rubric=version.rubrics.get(), team="A")


def test_opening_refuses_parts_of_another_version() -> None:
    version, other = make_version(), make_version()
    for fields in (
        {"rubric": other.rubrics.get()},
        {"rubric": version.rubrics.get(), "goal": other.goals.get()},
        {"rubric": version.rubrics.get(), "warning_signs": other.warning_signs.all()},
    ):
        with pytest.raises(ValueError, match="belong"):
            open_assessment(version=version, team="A", **fields)
    assert Assessment.objects.count() == 0


def test_rubric_is_fixed_once_a_level_was_picked() -> None:
    assessment = make_assessment(make_version(levels=(4, 5)))
    five = assessment.version.rubrics.get(slug="r5")
    change_set_up(assessment=assessment, team="B", rubric=five, goal=None, warning_signs=[])
    assessment.refresh_from_db()
    assert (assessment.team, assessment.rubric) == ("B", five)
    answer_all(assessment.respondents.get())
    with pytest.raises(ValueError, match="rubric"):
        change_set_up(
            assessment=assessment,
            team="B",
            rubric=assessment.version.rubrics.get(slug="r4"),
            goal=None,
            warning_signs=[],
        )


def test_claiming_moves_the_assessment_and_its_answers_to_the_account() -> None:
    assessment, anna = make_assessment(), make_user()
    browser = Visitor(user=None, opened=frozenset([assessment.pk]))
    assert assessment.respondent_of(browser) is not None
    claim(assessment=assessment, user=anna)
    assessment.refresh_from_db()
    assert assessment.owner == anna
    assert assessment.respondent_of(Visitor(user=anna)) == assessment.respondents.get()
    assert not Assessment.objects.open_to(browser).exists()


def test_claiming_twice_is_harmless_and_nobody_else_can() -> None:
    assessment, anna = make_assessment(), make_user()
    claim(assessment=assessment, user=anna)
    claim(assessment=assessment, user=anna)
    with pytest.raises(ValueError, match="already"):
        claim(assessment=assessment, user=make_user())


def test_submitting_needs_every_question_answered() -> None:
    assessment = make_assessment()
    respondent = assessment.respondents.get()
    answer_all(respondent)
    gone = respondent.answers.order_by("question__slug").last()
    question = gone.question
    gone.delete()
    with pytest.raises(IncompleteError) as refused:
        submit(assessment=assessment)
    assert refused.value.missing == [question]
    assert not StoredResult.objects.exists()


def test_not_applicable_without_a_reason_is_no_answer() -> None:
    assessment = make_assessment()
    respondent = assessment.respondents.get()
    answer_all(respondent)
    question = Question.objects.filter(key=False).first()
    save_answer(
        respondent=respondent,
        question=question,
        content=AnswerContent(state=Answer.State.NOT_APPLICABLE),
        seen=1,
    )
    with pytest.raises(IncompleteError):
        submit(assessment=assessment)
    save_answer(
        respondent=respondent,
        question=question,
        content=AnswerContent(state=Answer.State.NOT_APPLICABLE, reason="We sell through partners."),
        seen=2,
    )
    assert submit(assessment=assessment)[1]


def test_submitting_twice_seals_once() -> None:
    assessment = make_sealed()
    again, sealed = submit(assessment=assessment)
    assert not sealed
    assert again.submitted_at == assessment.submitted_at
    assert StoredResult.objects.count() == 1


def test_sealed_assessment_refuses_set_up_and_consensus() -> None:
    assessment = make_sealed()
    with pytest.raises(SealedError):
        change_set_up(assessment=assessment, team="B", rubric=assessment.rubric, goal=None, warning_signs=[])
    with pytest.raises(SealedError):
        record_consensus(
            assessment=assessment,
            question=Question.objects.first(),
            level=assessment.rubric.levels.get(rank=2),
            why="We agreed.",
        )


def test_five_respondents_are_consolidated_and_consensus_overrides() -> None:
    assessment = make_assessment()
    respondents = [
        assessment.respondents.get(),
        *[add_respondent(assessment=assessment, name=str(number)) for number in range(4)],
    ]
    for respondent, rank in zip(respondents, [1, 1, 2, 3, 4], strict=True):
        answer_all(respondent, rank)
    question = Question.objects.get(slug="d1-q1")
    record_consensus(
        assessment=assessment,
        question=question,
        level=assessment.rubric.levels.get(rank=3),
        why="The leaders showed the document.",
    )
    submit(assessment=assessment)
    domain = load(assessment.stored_result.data).domains[0]
    assert [(q.rating, q.median, q.spread, q.consensus) for q in domain.questions] == [
        (3, 2, 3, True),
        (2, 2, 3, False),
    ]


@pytest.mark.parametrize(("rank", "why"), [(4, "Above all."), (1, "Below all."), (2, "  ")])
def test_consensus_is_refused_outside_the_answers_or_without_a_reason(rank: int, why: str) -> None:
    assessment = make_assessment()
    answer_all(assessment.respondents.get(), 2)
    answer_all(add_respondent(assessment=assessment, name="B"), 3)
    with pytest.raises(ValueError, match="consensus"):
        record_consensus(
            assessment=assessment,
            question=Question.objects.first(),
            level=assessment.rubric.levels.get(rank=rank),
            why=why,
        )


def test_consensus_that_answers_moved_away_from_no_longer_holds() -> None:
    assessment = make_assessment()
    lead, colleague = assessment.respondents.get(), add_respondent(assessment=assessment, name="B")
    answer_all(lead, 1)
    answer_all(colleague, 3)
    question = Question.objects.get(slug="d1-q1")
    level = assessment.rubric.levels.get
    record_consensus(assessment=assessment, question=question, level=level(rank=3), why="Seen it.")
    for seen, respondent in ((1, lead), (1, colleague)):
        save_answer(
            respondent=respondent,
            question=question,
            content=AnswerContent(state=Answer.State.LEVEL, level=level(rank=2)),
            seen=seen,
        )
    submit(assessment=assessment)
    first = load(assessment.stored_result.data).domains[0].questions[0]
    assert (first.rating, first.consensus) == (2, False)


def test_stored_result_is_not_touched_by_a_new_framework_version() -> None:
    assessment = make_sealed()
    before = assessment.stored_result.data
    make_version(slug="another")
    type(assessment.version).objects.filter(pk=assessment.version.pk).update(status="retired")
    assessment.stored_result.refresh_from_db()
    assert assessment.stored_result.data == before
