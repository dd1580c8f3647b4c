"""The made-up assessment behind the public sample report, read from files and not from a database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from django.utils.translation import get_language

from assessments.content import Content
from assessments.fixture_files import FIXTURES, FRAMEWORKS
from assessments.framework_files import FrameworkTree, content, load
from assessments.framework_files.reading import read_file
from assessments.framework_files.tree import Text
from scoring import Known, Rating, Response, Responses, Unknown

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Evidence:
    """What stands beside a rating; empty texts and None where nothing was given."""

    note: str = ""
    link: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class SampleAssessment:
    """One respondent's complete assessment; ``answers`` holds the evidence of every question, by slug."""

    content: Content
    responses: Responses
    answers: Mapping[str, Evidence]
    company: str
    team: str
    about: str
    opened_at: datetime
    submitted_at: datetime
    goal: str
    warning_signs: tuple[str, ...]


def sample(language: str | None = None) -> SampleAssessment:
    """The sample in a language (default: the active one), with English where a text is missing."""
    return _sample(language or get_language() or ENGLISH)


@cache
def _sample(language: str) -> SampleAssessment:
    data = _data()
    answers = data["answers"]
    return SampleAssessment(
        content=content(_tree(data["framework"]), data["rubric"], language),
        responses=Responses(
            responses=(
                Response(
                    respondent=data["respondent"],
                    function=data["function"],
                    answers={slug: _rating(answer) for slug, answer in answers.items()},
                ),
            ),
            goal=data["goal"],
            warning_signs=tuple(data["warning_signs"]),
        ),
        answers={slug: _evidence(answer, language) for slug, answer in answers.items()},
        company=_say(data["company"], language),
        team=_say(data["team"], language),
        about=_say(data["about"], language),
        opened_at=datetime.fromisoformat(data["opened_at"]),
        submitted_at=datetime.fromisoformat(data["submitted_at"]),
        goal=data["goal"],
        warning_signs=tuple(data["warning_signs"]),
    )


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = read_file(FIXTURES / "sample.yaml")
    return data


@cache
def _tree(framework: str) -> FrameworkTree:
    return load(FRAMEWORKS / f"{framework}.yaml").tree


def _say(text: Text, language: str) -> str:
    return text.get(language, text[ENGLISH])


def _rating(answer: dict[str, Any]) -> Rating:
    if "unknown" in answer:
        return Unknown()
    return Known(answer["level"], evidence="note" in answer or "link" in answer)


def _evidence(answer: dict[str, Any], language: str) -> Evidence:
    return Evidence(
        note=_say(answer["note"], language) if "note" in answer else "",
        link=answer.get("link", ""),
        dated=date.fromisoformat(answer["dated"]) if "dated" in answer else None,
    )
