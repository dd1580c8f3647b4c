"""What a team does about its gaps: the goal, the initiatives, and the weekly rhythm."""

from roadmaps.models.goals import Goal, GoalValue
from roadmaps.models.initiatives import ChecklistItem, GapSwap, Initiative
from roadmaps.models.reminders import CalendarFeed, ReviewReminder
from roadmaps.models.rhythm import CheckIn, Pilot

__all__ = [
    "CalendarFeed",
    "CheckIn",
    "ChecklistItem",
    "GapSwap",
    "Goal",
    "GoalValue",
    "Initiative",
    "Pilot",
    "ReviewReminder",
]
