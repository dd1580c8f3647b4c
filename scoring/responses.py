"""What was answered: ratings by respondents, the goal, the warning signs, and recorded consensus."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from scoring.instrument import Instrument, Question

LONGEST_SHOWN = 10**6


@dataclass(frozen=True, slots=True)
class Known:
    """The respondent picked `level`, from 1 to K; `evidence` tells whether a note or link goes with it."""

    level: int
    evidence: bool = False


@dataclass(frozen=True, slots=True)
class Unknown:
    """The respondent answered "we don't know"."""


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The respondent answered "does not apply", with the reason; a key practice cannot be so answered."""

    reason: str


Rating = Known | Unknown | NotApplicable


@dataclass(frozen=True, slots=True)
class Response:
    """One respondent's answers by question slug; a slug that is missing is unanswered."""

    respondent: str
    answers: Mapping[str, Rating]
    function: str = ""


@dataclass(frozen=True, slots=True)
class Consensus:
    """The level that the respondents agreed on for a question, and why."""

    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Responses:
    """Everything that was answered in one assessment; `consensus` is by question slug."""

    responses: tuple[Response, ...]
    goal: str | None = None
    warning_signs: tuple[str, ...] = ()
    consensus: Mapping[str, Consensus] = field(default_factory=dict)


def problems(instrument: Instrument, responses: Responses) -> list[str]:
    """Return every fault of the responses, one line each, beginning with the key it is found at."""
    questions = {question.slug: question for domain in instrument.domains for question in domain.questions}
    return [
        *_choice_problems(instrument, responses),
        *_response_problems(responses, questions, instrument.top),
        *_consensus_problems(responses, questions),
    ]


def _choice_problems(instrument: Instrument, responses: Responses) -> Iterator[str]:
    if responses.goal is not None and all(goal.slug != responses.goal for goal in instrument.goals):
        yield f"goal: {_quoted(responses.goal)} is unknown"
    signs = {sign.slug for sign in instrument.warning_signs}
    seen: set[str] = set()
    for index, slug in enumerate(responses.warning_signs):
        if slug not in signs:
            yield f"warning_signs[{index}]: {_quoted(slug)} is unknown"
        if slug in seen:
            yield f"warning_signs[{index}]: {_quoted(slug)} is repeated"
        seen.add(slug)


def _response_problems(responses: Responses, questions: Mapping[str, Question], top: int) -> Iterator[str]:
    names: set[str] = set()
    for index, response in enumerate(responses.responses):
        if response.respondent in names:
            yield f"responses[{index}].respondent: {_quoted(response.respondent)} is repeated"
        names.add(response.respondent)
        for slug, rating in response.answers.items():
            fault = _rating_fault(rating, questions.get(slug), top)
            if fault:
                yield f"responses[{index}].answers[{_quoted(slug)}]{fault}"


def _rating_fault(rating: Rating, question: Question | None, top: int) -> str:
    if question is None:
        return ": is not a question of this framework"
    if isinstance(rating, Known) and not 1 <= rating.level <= top:
        return f".level: {_shown(rating.level)} is not between 1 and {top}"
    if isinstance(rating, NotApplicable):
        if question.key:
            return ".not_applicable: a key practice always applies"
        if not rating.reason.strip():
            return ".not_applicable: the reason is empty"
    return ""


def _consensus_problems(responses: Responses, questions: Mapping[str, Question]) -> Iterator[str]:
    for slug, consensus in responses.consensus.items():
        key = f"consensus[{_quoted(slug)}]"
        if slug not in questions:
            yield f"{key}: is not a question of this framework"
            continue
        if not consensus.why.strip():
            yield f"{key}.why: is empty"
        levels = [
            rating.level
            for response in responses.responses
            if isinstance(rating := response.answers.get(slug), Known)
        ]
        if not levels:
            yield f"{key}.level: nobody rated this question"
        elif not min(levels) <= consensus.level <= max(levels):
            between = f"{_shown(min(levels))} and {_shown(max(levels))}, the lowest and the highest rating"
            yield f"{key}.level: {_shown(consensus.level)} is not between {between}"


def _quoted(text: str) -> str:
    # JSON's escapes keep a problem on one line whatever the text holds.
    return json.dumps(text)


def _shown(number: int) -> str:
    # Python refuses to print whole numbers of thousands of digits, and nobody could read them.
    return str(number) if abs(number) < LONGEST_SHOWN else "the number"
