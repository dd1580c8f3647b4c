"""Makes assessments that several people answered, named or anonymous."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils import timezone

from assessments.actions import AnswerContent, add_respondent, save_answer
from assessments.models import Answer, Assessment, Consensus, Level, Question
from tests.factories import answer_all, make_assessment

Ranks = int | Mapping[str, int]


def make_team(*answers: Ranks, functions: Sequence[str] = (), **fields: Any) -> Assessment:
    """An assessment with a respondent for each set of answers: the opener, then Person 2 and so on."""
    assessment = make_assessment(**fields)
    for number, ranks in enumerate(answers, 1):
        respondent = (
            assessment.respondents.get(is_opener=True)
            if number == 1
            else add_respondent(assessment=assessment, name=f"Person {number}")
        )
        if functions:
            respondent.function = functions[number - 1]
            respondent.save()
        answer_all(respondent, ranks if isinstance(ranks, int) else dict(ranks))
    return assessment


def make_anonymous_team(
    *answers: Mapping[str, int | None], functions: Sequence[str] = (), closed: bool = True, **fields: Any
) -> Assessment:
    """An anonymous assessment whose respondents finished: their answers stand under nobody's name.

    None is "we don't know"; slugs that are missing are not answered.
    """
    assessment = make_assessment(**fields)
    questions = {
        question.slug: question for question in Question.objects.filter(domain__version=assessment.version)
    }
    levels = {level.rank: level for level in Level.objects.filter(rubric=assessment.rubric)}
    for number, ranks in enumerate(answers):
        function = functions[number] if functions else ""
        respondent = add_respondent(assessment=assessment, function=function)
        for slug, rank in ranks.items():
            state = Answer.State.UNKNOWN if rank is None else Answer.State.LEVEL
            content = AnswerContent(state=state, level=None if rank is None else levels[rank])
            save_answer(respondent=respondent, question=questions[slug], content=content, seen=0)
    assessment.names_hidden = True
    assessment.closed_at = timezone.now() if closed else None
    assessment.save()
    return assessment


def question_of(assessment: Assessment, slug: str = "d1-q1") -> Question:
    return Question.objects.get(slug=slug, domain__version=assessment.version)


def level_of(assessment: Assessment, rank: int) -> Level:
    return Level.objects.get(rubric=assessment.rubric, rank=rank)


def agreed_on(assessment: Assessment, slug: str = "d1-q1") -> Consensus | None:
    return Consensus.objects.filter(assessment=assessment, question__slug=slug).first()
