"""How the last round's version put the questions that the new one words differently."""

from collections.abc import Iterable
from dataclasses import dataclass

from assessments.content import QuestionText
from assessments.models import Answer, Assessment
from assessments.published import content_of


@dataclass(frozen=True, slots=True)
class Former:
    """The former question, and the former statement of the level that carried over: "" without one."""

    text: str
    statement: str


def former_wordings(assessment: Assessment, answers: Iterable[Answer]) -> dict[str, Former]:
    """By slug, for those of the answers that were carried over and reworded; in the active language.

    Levels carry over by rank, so that the former statement is the one of the same rank. One query, and none
    without such an answer.
    """
    reworded = [answer for answer in answers if answer.reworded]
    previous = assessment.previous if reworded else None
    if previous is None:
        return {}
    texts = {
        question.slug: question for domain in content_of(previous).domains for question in domain.questions
    }
    return {
        answer.question.slug: _former(texts[answer.question.slug], answer)
        for answer in reworded
        if answer.question.slug in texts
    }


def _former(question: QuestionText, answer: Answer) -> Former:
    statement = question.anchor(answer.level.rank).statement if answer.level is not None else ""
    return Former(question.text, statement)
