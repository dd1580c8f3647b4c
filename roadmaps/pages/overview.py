"""The page of the whole roadmap, with every string that it shows."""

from dataclasses import dataclass
from datetime import date

from assessments.models import Assessment
from roadmaps.plan import Plan
from scoring import Result


@dataclass(frozen=True, slots=True)
class Overview:
    """``discardable`` while nothing has started."""

    discardable: bool


def overview_of(_assessment: Assessment, plan: Plan, _result: Result, _today: date) -> Overview:
    """What the page shows on that day."""
    every = (*plan.initiatives, *plan.former)
    return Overview(discardable=bool(every) and all(one.started_at is None for one in every))
