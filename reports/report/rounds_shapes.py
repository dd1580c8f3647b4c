"""What the comparison of two rounds consists of; like all shapes of a report, finished texts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from reports.report.plain_shapes import Fact
    from reports.report.profile_shapes import Profile

Direction = Literal["up", "down", "same", "none"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an initiative of an earlier round's roadmap.

    `move` is the step that it was to bring, `state` a whole sentence. `confirmed` says whether the later
    round reached the level that a finished one claims, None where that is not the question. `source` says
    which two rounds those are, "" where only two are compared.
    """

    title: str
    domain: str
    move: str
    state: str
    confirmed: bool | None
    source: str = ""


@dataclass(frozen=True, slots=True)
class DomainChange:
    """A domain before and after: both levels in words, and the change; `direction` is that of its level.

    `proof` says how the evidenced level changed, "" where it did not. `initiatives` are the earlier round's.
    `levels` are the claimed ones before and after, `evidenced` the evidenced ones, None without one.
    """

    slug: str
    name: str
    before: str
    after: str
    levels: tuple[int | None, int | None]
    evidenced: tuple[int | None, int | None]
    direction: Direction
    change: str
    proof: str
    initiatives: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class PracticeChange:
    """A practice before and after.

    `change` says what cannot be seen from the two: that it is new, not asked any more, or reworded; "" else.
    `initiative` is the title of the one that was started in its domain, "" without one. `ratings` are those
    before and after, None without one or where they do not compare.
    """

    question: str
    text: str
    domain: str
    before: str
    after: str
    ratings: tuple[int | None, int | None]
    change: str
    initiative: str


@dataclass(frozen=True, slots=True)
class MetricChange:
    """What happened to the goal's metric between the rounds; `values` are by period, `numbers` the same in
    `unit`, by the first day of the period.
    """

    name: str
    sentence: str
    values: "tuple[Fact, ...]"
    numbers: tuple[tuple[date, Decimal], ...]
    unit: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two rounds, the earlier one first.

    `notes` say what makes them differ besides the answers. Without `comparable` levels (another ladder)
    there are no `profile`, `domains`, `rose` and `fell`. `others` are practices that only one round rated or
    asked, or that read differently. `profile` has the later round's outline as claimed, the earlier one's as
    evidenced, for drawing.
    """

    title: str
    before_name: str
    after_name: str
    comparable: bool
    takeaway: str
    notes: tuple[str, ...]
    profile: "Profile | None"
    overall: DomainChange | None
    domains: tuple[DomainChange, ...]
    rose: tuple[PracticeChange, ...]
    fell: tuple[PracticeChange, ...]
    others: tuple[PracticeChange, ...]
    initiatives: tuple[Outcome, ...]
    metric: MetricChange | None
