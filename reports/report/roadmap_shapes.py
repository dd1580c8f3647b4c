"""What the report shows of the roadmap; ``reports.report.shapes`` says what all shapes have in common."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from roadmaps.goal_page import GoalView


@dataclass(frozen=True, slots=True)
class Line:
    """A label with its value."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class MetricRow:
    """A number that an initiative moves, with units; `kind` is "Leading activity" or "Lagging metric". The
    numbers themselves stand beside their words, None where there is none, and their `unit`.
    """

    kind: str
    name: str
    baseline: str
    latest: str
    target: str
    unit: str
    baseline_number: Decimal | None
    latest_number: Decimal | None
    target_number: Decimal | None


@dataclass(frozen=True, slots=True)
class CheckInRow:
    """A weekly review as it was held: `week` is its Monday, `pilot` the segment that was tried.

    `leading` and `lagging` are the values with units, a dash where nobody knew them. `status` is "on_track",
    "at_risk" or "stuck", `status_label` its words. `line`, `next_step` and `who` may be "".
    """

    week: date
    week_label: str
    pilot: str
    leading: str
    leading_number: Decimal | None
    lagging: str
    lagging_number: Decimal | None
    status: str
    status_label: str
    line: str
    next_step: str
    who: str


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A practice that has to rise: `reach` has to become true, `proof` is what was shown for it, or ""."""

    text: str
    anchor: str
    target: int
    target_label: str
    reached: int | None
    reach: str
    is_met: bool
    state: str
    proof: str
    link: str


@dataclass(frozen=True, slots=True)
class Decided:
    """What was decided on a pilot: `title` names pilot, segment and decision, `measured` the number.

    `decision` is its word alone, `measured_number` what was measured where `asked_number` was asked for, both
    in `unit`.
    """

    title: str
    measured: str
    reason: str
    who: str
    decision: str
    decided_on: date | None
    measured_number: Decimal | None
    asked_number: Decimal | None
    unit: str


@dataclass(frozen=True, slots=True)
class InitiativePart:
    """One initiative. `number` is its place on the roadmap, None once it gave that up.

    `move` says which domain it raises from which level to which, `origin` why that is not one of the gaps to
    close first ("" where it is), `state` how it stands. `people` are owner,
    manager and review day, `pilot` segment, criterion and decision date of the pilot that goes on. `last` is
    the newest check-in, `next_step` what it promised, `missed` how many reviews were not held; "" without.
    `claim` says since when the next level is claimed, "" unless it is. It goes from level `current` to
    `target`; `started_on` and `ended_on` (its decision, or its end) are the pilot's, `decide_on` the day to
    decide, `criterion` what the metric of `criterion_unit` has to reach. `check_ins` are oldest first.
    """

    number: int | None
    anchor: str
    domain: str
    domain_anchor: str
    name: str
    title: str
    current: int
    target: int
    move: str
    origin: str
    state: str
    owner: str
    decision_date: str
    people: tuple[Line, ...]
    metrics: tuple[MetricRow, ...]
    pilot: tuple[Line, ...]
    started_on: date | None
    decide_on: date | None
    ended_on: date | None
    criterion: Decimal | None
    criterion_unit: str
    check_ins: tuple[CheckInRow, ...]
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
    on: date


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
