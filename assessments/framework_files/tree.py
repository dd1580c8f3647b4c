"""A framework file as typed, immutable values. A text maps a language code to a string."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

Text = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class ScoringParameters:
    """What a framework may set of the gap arithmetic; see ``scoring.Parameters``."""

    sign_bonus: Decimal = Decimal("0.25")
    weakest_bonus: Decimal = Decimal("1.5")
    third_gap_share: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class LevelNode:
    """A level of a rubric; its rank is its place in the list, from 1."""

    name: Text
    today: Text
    risk: Text
    improve_first: Text


@dataclass(frozen=True, slots=True)
class RubricNode:
    slug: str
    name: Text
    evidence_from: int
    levels: tuple[LevelNode, ...]


@dataclass(frozen=True, slots=True)
class AnchorNode:
    """What a level means for a question; ``next_step`` is None at the top level."""

    statement: Text
    next_step: Text | None


@dataclass(frozen=True, slots=True)
class QuestionNode:
    """A question; ``anchors`` by rubric slug, in the rubric's order of levels."""

    slug: str
    text: Text
    hint: Text | None
    evidence: Text
    weight: int
    key: bool
    anchors: Mapping[str, tuple[AnchorNode, ...]]


@dataclass(frozen=True, slots=True)
class DomainNode:
    slug: str
    name: Text
    question: Text
    why: Text
    weight: int
    questions: tuple[QuestionNode, ...]


@dataclass(frozen=True, slots=True)
class SignNode:
    slug: str
    text: Text
    meaning: Text
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalNode:
    """A business goal; ``relevance`` maps domain slugs to 1 some, 2 strong or 3 decisive."""

    slug: str
    name: Text
    smart: Text
    metric: Text
    unit: Text
    direction: str
    levers: Text
    relevance: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class KpiNode:
    """A measure that fits a level of a rubric, and one domain where ``domain`` is given."""

    slug: str
    name: Text
    reveals: Text
    hides: Text
    kind: str
    rubric: str
    level: int
    domain: str | None


@dataclass(frozen=True, slots=True)
class FrameworkTree:
    """Everything of one framework version: what its file says."""

    slug: str
    name: Text
    summary: Text
    scoring: ScoringParameters
    rubrics: tuple[RubricNode, ...]
    domains: tuple[DomainNode, ...]
    warning_signs: tuple[SignNode, ...]
    goals: tuple[GoalNode, ...]
    kpis: tuple[KpiNode, ...]
