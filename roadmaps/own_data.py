"""What roadmaps keep of a person: what they own, wrote and decided."""

from typing import Any

from accounts.models import User
from roadmaps.models import CalendarFeed, CheckIn, ChecklistItem, GapSwap, Goal, Initiative, Pilot


def of_roadmaps(user: User) -> dict[str, Any]:
    owned = Initiative.objects.filter(owner=user)
    of_owned = ("assessment", "domain", "title", "state", "owner_name", "made_at", "started_at", "ended_at")
    check_ins = CheckIn.objects.filter(author=user).order_by("week", "pk")
    of_check_ins = ("initiative", "week", "leading", "lagging", "status", "line", "next_step", "changed_at")
    decided = Pilot.objects.filter(decided_by=user).order_by("decided_at")
    of_decided = ("initiative", "number", "decision", "measured", "reason", "decided_at")
    proven = ChecklistItem.objects.filter(answered_by=user).order_by("answered_at")
    swapped = GapSwap.objects.filter(by=user)
    feeds = CalendarFeed.objects.filter(user=user)
    goals = Goal.objects.filter(changed_by=user)
    return {
        "goals_set": list(goals.values("assessment", "name", "why", "owner_name", "changed_at")),
        "initiatives_owned": list(owned.values(*of_owned)),
        "check_ins": list(check_ins.values(*of_check_ins)),
        "decisions": list(decided.values(*of_decided)),
        "checklist": list(proven.values("initiative", "question", "reached", "note", "link", "answered_at")),
        "calendar_addresses": list(feeds.values("assessment", "language", "created_at", "revoked_at")),
        "gaps_swapped": list(swapped.values("assessment", "reason", "at")),
    }
