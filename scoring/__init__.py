"""Answers in; levels, blockers, agreement and gaps out. Pure Python, exact arithmetic, no database."""

from scoring.document import dump, load, parse_responses, to_document
from scoring.instrument import Domain, Goal, Instrument, Parameters, Question, WarningSign
from scoring.rate import rate
from scoring.responses import (
    Consensus,
    Known,
    NotApplicable,
    Rating,
    Response,
    Responses,
    Unknown,
    problems,
)
from scoring.result import (
    SCORER_VERSION,
    Blocker,
    Disagreement,
    DomainResult,
    Factors,
    Gap,
    OverallResult,
    ProveFirst,
    QuestionResult,
    Result,
    Status,
)

__all__ = [
    "SCORER_VERSION",
    "Blocker",
    "Consensus",
    "Disagreement",
    "Domain",
    "DomainResult",
    "Factors",
    "Gap",
    "Goal",
    "Instrument",
    "Known",
    "NotApplicable",
    "OverallResult",
    "Parameters",
    "ProveFirst",
    "Question",
    "QuestionResult",
    "Rating",
    "Response",
    "Responses",
    "Result",
    "Status",
    "Unknown",
    "WarningSign",
    "dump",
    "load",
    "parse_responses",
    "problems",
    "rate",
    "to_document",
]
