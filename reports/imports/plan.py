"""What an import is going to make, all of it judged and looked up."""

from dataclasses import dataclass
from datetime import datetime

from assessments.actions import AnswerContent
from assessments.models import BusinessGoal, FrameworkVersion, Level, Question, Rubric, WarningSign


@dataclass(frozen=True, slots=True)
class Person:
    """A respondent without an account; `function` is a code of ``Respondent.Function`` or ""."""

    name: str
    function: str
    answers: tuple[tuple[Question, AnswerContent], ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """The level that was agreed on for a question, and why."""

    question: Question
    level: Level
    why: str


@dataclass(frozen=True, slots=True)
class Plan:
    """An assessment of a published or retired version; `language` is that of its report."""

    version: FrameworkVersion
    rubric: Rubric
    goal: BusinessGoal | None
    signs: tuple[WarningSign, ...]
    team: str
    title: str
    opened_at: datetime
    submitted_at: datetime
    language: str
    people: tuple[Person, ...]
    consensus: tuple[Agreement, ...]
    key: str
    """What was answered, as text: the same for the same assessment in every file of it."""
