"""What the report shows of the roadmap; ``reports.report.shapes`` says what all shapes have in common."""

from dataclasses import dataclass
from datetime import date

from roadmaps.goal_page import GoalView


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A number that an initiative moves, with units; `kind` is "Leading activity" or "Lagging metric"."""

    kind: str
    name: str
    baseline: str
    latest: str
    target: str


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A practice that has to rise: `reach` has to become true, `proof` is what was shown for it, or ""."""

    text: str
    anchor: str
    target_label: str
    reach: str
    is_met: bool
    state: str
    proof: str
    link: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a pilot: `title` names pilot, segment and decision, `measured` the number."""

    title: str
    measured: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class InitiativePart:
    """One initiative. `number` is its place on the roadmap, None once it gave that up.

    `move` says which domain it raises from which level to which, `origin` why that is not one of the gaps to
    close first ("" where it is), `state` how it stands. `people` are owner,
    manager and review day, `pilot` segment, criterion and decision date of the pilot that goes on. `last` is
    the newest check-in, `next_step` what it promised, `missed` how many reviews were not held; "" without.
    `claim` says since when the next level is claimed, "" unless it is.
    """

    number: int | None
    anchor: str
    domain: str
    domain_anchor: str
    name: str
    title: str
    move: str
    origin: str
    state: str
    owner: str
    decision_date: str
    people: tuple[Line, ...]
    metrics: tuple[MetricRow, ...]
    pilot: tuple[Line, ...]
    last: str
    next_step: str
    missed: str
    claim: str
    decisions: tuple[Decided, ...]
    checklist: tuple[ChecklistRow, ...]


@dataclass(frozen=True, slots=True)
class Swapped:
    """That one gap was taken instead of another, and why."""

    title: str
    reason: str
    who: str


@dataclass(frozen=True, slots=True)
class Span:
    """A pilot on the timeline, from its start to its decision or the date for that."""

    start: date
    end: date
    decided: bool


@dataclass(frozen=True, slots=True)
class Track:
    """One initiative on the timeline; `checks` are Mondays with their status, `missed` those without."""

    name: str
    note: str
    spans: tuple[Span, ...]
    checks: tuple[tuple[date, str], ...]
    missed: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What the timeline draws: `months` are its marks, the first days of months with their short names.

    `words` are those of the legend: on track, at risk, stuck, no check-in, decision, decision to come.
    """

    title: str
    takeaway: str
    today: date
    today_name: str
    start: date
    end: date
    months: tuple[tuple[date, str], ...]
    tracks: tuple[Track, ...]
    words: tuple[str, str, str, str, str, str]


@dataclass(frozen=True, slots=True)
class Roadmap:
    """What is done about the gaps, as of a day; `timeline` is None before anything has a date.

    `goal` is what all of it serves, None while none is set. `former` are initiatives that gave their place
    up: stopped or swapped.
    """

    title: str
    takeaway: str
    as_of: str
    goal: GoalView | None
    initiatives: tuple[InitiativePart, ...]
    former: tuple[InitiativePart, ...]
    swaps: tuple[Swapped, ...]
    timeline: Timeline | None
