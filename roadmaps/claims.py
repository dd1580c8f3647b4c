"""Levels that done initiatives claim; the next assessment confirms them or does not. Pure."""

from dataclasses import dataclass
from datetime import datetime

from roadmaps.plan import Plan


@dataclass(frozen=True, slots=True)
class Claim:
    """That a domain (its slug) has reached a level since ``at``, by the initiative's title."""

    domain: str
    level: int
    at: datetime | None
    title: str


def claims_of(plan: Plan) -> dict[str, Claim]:
    """By domain, what was closed as done with evidence; shown as claimed until the next assessment."""
    return {
        one.domain: Claim(one.domain, one.target, one.ended_at, one.title)
        for one in plan.initiatives
        if one.state == "done"
    }
