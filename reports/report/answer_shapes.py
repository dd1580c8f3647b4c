"""The answers of each respondent, and who they are."""

from dataclasses import dataclass
from datetime import date

from reports.report.plain_shapes import Fact


@dataclass(frozen=True, slots=True)
class Entry:
    """One respondent's answer to one question.

    Where respondents are anonymous it is the evidence or reason alone: `respondent`, `function` and `label`
    are "" then. `label` is the level, "We don't know" or "Does not apply"; `reason` tells why it does not
    apply; `dated` is when it was last true, in words. `link` is an http(s) address or "".
    """

    respondent: str
    function: str
    level: int | None
    label: str
    reason: str
    note: str
    link: str
    dated: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    """Everything answered to one question; `statement` is the anchor of the consolidated rating, "" without
    one; `weight_label` is "" for a weight of 1. Where respondents are anonymous, `counts` says how many chose
    each level, and `note` what the entries leave out; empty and "" otherwise.
    """

    question: str
    anchor: str
    number: str
    text: str
    key: bool
    weight: int
    weight_label: str
    rating: int | None
    evidenced: int | None
    rating_label: str
    evidenced_label: str
    statement: str
    consensus: str
    entries: tuple[Entry, ...]
    counts: tuple[Fact, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DomainAnswers:
    """The answers of one domain."""

    domain: str
    anchor: str
    name: str
    questions: tuple[QuestionAnswers, ...]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered, and how much ("30 of 30 questions"): `count` of the `asked`."""

    name: str
    function: str
    answered: str
    count: int
    asked: int
