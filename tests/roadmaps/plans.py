"""Makes initiatives in any state by writing the rows, for tests that are not about how they come about."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from assessments.models import Assessment, StoredResult
from roadmaps.models import CheckIn, ChecklistItem, Goal, GoalValue, Initiative, Pilot
from scoring import load

MONDAY = date(2026, 3, 2)


def plan_initiative(
    assessment: Assessment, *, slot: int = 1, domain: str = "d1", **fields: Any
) -> Initiative:
    """Planned, with the checklist of the domain's blockers and an empty pilot; a sealed assessment's."""
    result = load(StoredResult.objects.get(pk=assessment.pk).data)
    found = next(one for one in result.domains if one.domain == domain)
    current = found.level or 1
    initiative = Initiative.objects.create(
        assessment=assessment,
        slot=slot,
        domain=domain,
        **{"current": current, "target": current + 1, "title": f"Raise {domain}", **fields},
    )
    ChecklistItem.objects.bulk_create(
        ChecklistItem(
            initiative=initiative,
            position=position,
            question=blocker.question,
            current=blocker.current,
            target=blocker.target,
            reason=blocker.reason,
        )
        for position, blocker in enumerate(found.blockers, 1)
    )
    Pilot.objects.create(initiative=initiative, number=1)
    return initiative


READY: dict[str, Any] = {
    "owner_name": "Maria Example",
    "leading_metric": "Deal reviews held",
    "leading_unit": "a week",
    "leading_baseline": Decimal(1),
    "leading_target": Decimal(5),
    "lagging_metric": "Win rate",
    "lagging_unit": "%",
    "lagging_baseline": Decimal(18),
    "lagging_target": Decimal(22),
    "review_day": 0,
}


def run_initiative(
    assessment: Assessment, *, started_on: date = MONDAY, decide_on: date | None = None, **fields: Any
) -> Initiative:
    """Running since ``started_on``, to be decided six weeks later: the win rate has to reach 21."""
    started_at = datetime.combine(started_on, datetime.min.time(), UTC)
    initiative = plan_initiative(
        assessment, **{**READY, "state": Initiative.State.RUNNING, "started_at": started_at, **fields}
    )
    initiative.pilots.update(
        segment="Mid-market, north",
        criterion=Decimal(21),
        decide_on=decide_on or started_on + timedelta(weeks=6),
        started_on=started_on,
    )
    return initiative


def check_in(initiative: Initiative, week: date, **fields: Any) -> CheckIn:
    return CheckIn.objects.create(
        initiative=initiative,
        pilot=initiative.pilots.get(decision=""),
        week=week,
        **{
            "leading": Decimal(3),
            "lagging": Decimal(19),
            "status": CheckIn.Status.ON_TRACK,
            "line": "Three reviews held.",
            "next_step": "Review the two largest deals.",
            "author_name": "Maria Example",
            **fields,
        },
    )


def make_goal(assessment: Assessment, *, values: dict[date, Any] | None = None, **fields: Any) -> Goal:
    """Win rate from 18 % to 22 % by the end of the year, set on 2 March 2026."""
    goal = Goal.objects.create(
        assessment=assessment,
        **{
            "name": "Raise the win rate",
            "why": "New business pays for the plan.",
            "metric": "Win rate of qualified deals",
            "unit": "%",
            "baseline": Decimal(18),
            "target": Decimal(22),
            "deadline": date(2026, 12, 31),
            "set_on": MONDAY,
            **fields,
        },
    )
    GoalValue.objects.bulk_create(
        GoalValue(goal=goal, period=period, value=value) for period, value in (values or {}).items()
    )
    return goal
