"""Makes roadmaps for reports without a database, in any state, on the domains of a made source."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from reports.source import Source
from roadmaps.plan import Aim, Item, Metric, Plan, Planned, Stretch, Week
from tests.reports.sources import make_source

MONDAY = date(2026, 3, 16)
TODAY = date(2026, 4, 10)  # in the fourth week
NOON = datetime(2026, 4, 7, 12, tzinfo=UTC)


def make_week(number: int = 0, **fields: Any) -> Week:
    """Of the initiative's first week, or of that many weeks later."""
    plain: dict[str, Any] = {
        "week": MONDAY + timedelta(weeks=number),
        "pilot": 1,
        "leading": Decimal(3),
        "lagging": Decimal(19),
        "status": "on_track",
        "line": "Three reviews held.",
        "next_step": "Review the largest deals.",
        "author": "Maria",
    }
    return Week(**{**plain, **fields})


def make_pilot(number: int = 1, **fields: Any) -> Stretch:
    plain: dict[str, Any] = {
        "number": number,
        "kind": "pilot",
        "segment": "Mid-market, north",
        "measure": "lagging",
        "criterion": Decimal("20.5"),
        "decide_on": MONDAY + timedelta(weeks=6),
        "started_on": MONDAY,
        "decision": "",
        "measured": None,
        "reason": "",
        "decided_by": "",
        "decided_at": None,
    }
    return Stretch(**{**plain, **fields})


def make_item(question: str = "d1-q1", **fields: Any) -> Item:
    plain: dict[str, Any] = {
        "question": question,
        "current": 2,
        "target": 3,
        "reason": "majority",
        "reached": None,
        "note": "",
        "link": "",
        "answered_by": "",
        "answered_at": None,
        "is_met": False,
    }
    return Item(**{**plain, **fields})


def make_planned(domain: str = "d1", slot: int | None = 1, **fields: Any) -> Planned:
    """Running since ``MONDAY``, reviewed on Mondays, with one check-in in its first week."""
    plain: dict[str, Any] = {
        "pk": UUID(int=slot or 9),
        "slot": slot,
        "domain": domain,
        "current": 2,
        "target": 3,
        "state": "running",
        "title": f"Raise {domain}",
        "owner": "Head of sales",
        "manager": "Team lead",
        "effort": "small",
        "leading": Metric("Deal reviews", "a week", Decimal(1), Decimal(5)),
        "lagging": Metric("Win rate", "%", Decimal(18), Decimal(22)),
        "basis": "history",
        "also_watched": (),
        "steps": ("", "", "", ""),
        "review_day": 0,
        "started_at": datetime(2026, 3, 16, 8, tzinfo=UTC),
        "ended_at": None,
        "checklist": (make_item(f"{domain}-q1"),),
        "pilots": (make_pilot(),),
        "check_ins": (make_week(),),
    }
    return Planned(**{**plain, **fields})


def make_aim(**fields: Any) -> Aim:
    """Win rate from 18 % to 22 %, with a year of values."""
    months = [date(2025, month, 1) for month in range(3, 13)] + [date(2026, 1, 1), date(2026, 2, 1)]
    plain: dict[str, Any] = {
        "name": "Raise the win rate",
        "why": "New business pays for the plan.",
        "metric": "Win rate of qualified deals",
        "unit": "%",
        "direction": "up",
        "interval": "month",
        "baseline": Decimal(18),
        "target": Decimal(22),
        "deadline": date(2026, 12, 31),
        "basis": "history",
        "owner": "Head of sales",
        "set_on": date(2026, 3, 10),
        "values": tuple((day, Decimal(16) + Decimal(number) / 5) for number, day in enumerate(months)),
    }
    return Aim(**{**plain, **fields})


def source_with(*initiatives: Planned, former: tuple[Planned, ...] = (), **fields: Any) -> Source:
    """A source of two domains at level 2 with this roadmap, read on ``TODAY``."""
    parts = {name: fields.pop(name) for name in ("goal", "swaps") if name in fields}
    plan = Plan(**{"goal": None, "initiatives": initiatives, "former": former, "swaps": (), **parts})
    return make_source(**{"plan": plan, "today": TODAY, **fields})
