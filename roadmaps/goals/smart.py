"""Which of the five letters of SMART a goal lacks, and why."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from roadmaps.goals.realism import Verdict

COPIED = "elsewhere"  # the basis of a target that another company, a benchmark or a vendor set


class Lack(StrEnum):
    NO_NAME = "no_name"
    NO_METRIC = "no_metric"
    NO_UNIT = "no_unit"
    NO_BASELINE = "no_baseline"
    NO_TARGET = "no_target"
    NO_CHANGE = "no_change"
    WRONG_WAY = "wrong_way"
    NOT_JUDGED = "not_judged"
    OUT_OF_REACH = "out_of_reach"
    COPIED = "copied"
    NO_WHY = "no_why"
    NO_DEADLINE = "no_deadline"
    DEADLINE_PASSED = "deadline_passed"


@dataclass(frozen=True, slots=True)
class Facts:
    """What SMART is judged by; ``is_relevant``: a goal of the framework that matters for a picked gap."""

    name: str
    metric: str
    unit: str
    direction: str
    baseline: Decimal | None
    target: Decimal | None
    deadline: date | None
    set_on: date
    basis: str
    why: str
    is_relevant: bool


Lacks = dict[str, tuple[Lack, ...]]


def lacks_of(facts: Facts, verdict: Verdict) -> Lacks:
    """By letter, in the order of the word, what is missing; a letter that is there has nothing."""
    return {
        "S": _chosen((not facts.name.strip(), Lack.NO_NAME), (not facts.metric.strip(), Lack.NO_METRIC)),
        "M": _measurable(facts),
        "A": _chosen(
            (verdict == Verdict.UNKNOWN, Lack.NOT_JUDGED),
            (verdict == Verdict.OUT_OF_REACH, Lack.OUT_OF_REACH),
            (facts.basis == COPIED, Lack.COPIED),
        ),
        "R": _chosen((not facts.why.strip() and not facts.is_relevant, Lack.NO_WHY)),
        "T": _chosen(
            (facts.deadline is None, Lack.NO_DEADLINE),
            (facts.deadline is not None and facts.deadline <= facts.set_on, Lack.DEADLINE_PASSED),
        ),
    }


def _measurable(facts: Facts) -> tuple[Lack, ...]:
    change = None
    if facts.baseline is not None and facts.target is not None:
        change = (facts.target - facts.baseline) * (1 if facts.direction == "up" else -1)
    return _chosen(
        (not facts.unit.strip(), Lack.NO_UNIT),
        (facts.baseline is None, Lack.NO_BASELINE),
        (facts.target is None, Lack.NO_TARGET),
        (change == 0, Lack.NO_CHANGE),
        (change is not None and change < 0, Lack.WRONG_WAY),
    )


def _chosen(*reasons: tuple[bool, Lack]) -> tuple[Lack, ...]:
    return tuple(lack for applies, lack in reasons if applies)
