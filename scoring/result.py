"""What comes out: levels, blockers, gaps and disagreements, as plain values without words or rounding.

Ratings and levels run from 1 to K, the rubric's top; shares and progress are exact fractions.
Codes and slugs stand for everything; `reports.report` alone labels and rounds.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

SCORER_VERSION = 1

Status = Literal["rated", "not_rated", "not_applicable"]
QuestionStatus = Literal["known", "unknown", "not_applicable"]
Reason = Literal["straggler", "key", "majority", "finish"]


@dataclass(frozen=True, slots=True)
class QuestionResult:
    """A question after consolidation.

    `rating` is the recorded consensus or else the lower `median` of the known ratings; None unless known.
    `spread` and `average_deviation` (mean distance from the median) are 0 without a known rating. `known`
    is the number of respondents with a known rating, `counts` how many of them chose each level 1 to K.
    """

    question: str
    status: QuestionStatus
    rating: int | None
    evidenced: int | None
    median: int | None
    lowest: int | None
    highest: int | None
    spread: int
    average_deviation: Fraction
    known: int
    consensus: bool
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Blocker:
    """A question to raise from `current` (None: unknown, find out first) to `target` for the next level."""

    question: str
    current: int | None
    target: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class DomainResult:
    """A domain's levels and what stands behind them.

    Levels, progress (0 to 0.99) and shares (of the applicable weight rated 1…K or higher) are None unless
    rated. `known_share` and `not_applicable_share` are of the total weight. `at_level` counts the questions
    with a known rating at or above the level, of the `applicable` ones; 0 unless rated. The three conditions
    tell what holds for the next level; None when there is no level or no next one.
    """

    domain: str
    status: Status
    level: int | None
    evidenced: int | None
    potential: int | None
    progress: Fraction | None
    shares: tuple[Fraction, ...] | None
    known_share: Fraction
    not_applicable_share: Fraction
    at_level: int
    applicable: int
    blockers: tuple[Blocker, ...]
    questions: tuple[QuestionResult, ...]
    majority_holds: bool | None
    none_behind_holds: bool | None
    keys_hold: bool | None


@dataclass(frozen=True, slots=True)
class OverallResult:
    """The level of the whole; `at_level` counts all the questions rated at or above it, of `applicable`."""

    status: Status
    level: int | None
    evidenced: int | None
    potential: int | None
    progress: Fraction | None
    at_level: int
    applicable: int


@dataclass(frozen=True, slots=True)
class Factors:
    """What a gap's impact was made of.

    `relevance` to the goal (1 to 3), `need` (distance to the top, 0 to 1), the number of ticked warning
    `signs` that point at the domain, and whether it is among the `weakest`.
    """

    relevance: int
    need: Fraction
    signs: int
    weakest: bool


@dataclass(frozen=True, slots=True)
class Gap:
    """A domain to bring from `current` to `target`, one level up; `practices` are its blockers' slugs."""

    domain: str
    current: int
    target: int
    impact: Fraction
    factors: Factors
    practices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ProveFirst:
    """A domain that claims more than it evidences, with the questions that lack evidence."""

    domain: str
    level: int
    evidenced: int
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A question whose known ratings lie two levels or more apart; consensus does not hide it."""

    question: str
    median: int
    spread: int
    average_deviation: Fraction


@dataclass(frozen=True, slots=True)
class Result:
    """Everything one assessment says.

    `gaps` are the two or three picked, `candidates` every domain that is a gap, in ranked order. Domains and
    disagreements are in framework order. `scorer` is the version of the rules that made it.
    """

    scorer: int
    framework: str
    rubric: str
    top: int
    overall: OverallResult
    domains: tuple[DomainResult, ...]
    gaps: tuple[Gap, ...]
    candidates: tuple[Gap, ...]
    prove_first: tuple[ProveFirst, ...]
    disagreements: tuple[Disagreement, ...]
