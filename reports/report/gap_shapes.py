"""The picked gaps and the candidates that they were picked from."""

from dataclasses import dataclass
from decimal import Decimal

from reports.report.domain_shapes import Blocker


@dataclass(frozen=True, slots=True)
class Factor:
    """One factor of a gap's impact: "Relevance to the goal", "3", and why it is that; `number` is None where
    the value is a fraction ("2/3").
    """

    label: str
    value: str
    number: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A suggested metric. `kind` is "leading" or "lagging", `kind_label` its word."""

    kind: str
    kind_label: str
    name: str
    reveals: str
    hides: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A picked gap: one domain, one level up.

    `title` names the move ("Sales process: from level 1 Reactive to level 2 Structured"), `arithmetic` prints
    the impact with its factors. `steps` are the domain's blockers; `kpis` the leading and the lagging ones
    for domain and level. `proof` names what else has to be proven for the target to be evidenced, or "".
    """

    number: int
    domain: str
    anchor: str
    domain_anchor: str
    name: str
    title: str
    finding: str
    current: int
    target: int
    current_label: str
    target_label: str
    impact: float
    impact_label: str
    arithmetic: str
    factors: tuple[Factor, ...]
    signs: tuple[str, ...]
    steps: tuple[Blocker, ...]
    kpis: tuple[Kpi, ...]
    reach: str
    proof: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A domain with a gap, picked or not, as a row of the gap table and a bar of the gap chart."""

    rank: int
    domain: str
    name: str
    current: int
    target: int
    move: str
    impact: float
    impact_label: str
    arithmetic: str
    picked: bool
    picked_label: str


@dataclass(frozen=True, slots=True)
class GapChart:
    """What the gap chart draws: every candidate, ranked; `takeaway` is the sentence above it."""

    title: str
    takeaway: str
    rows: tuple[Candidate, ...]
    impact_name: str
