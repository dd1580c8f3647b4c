"""The framework (what is asked) and the assessments made with it (what was answered)."""

from assessments.models.answers import Answer, AnswerRevision, Consensus, Respondent, StoredResult
from assessments.models.asked import Reopening, RespondentInvitation, Workshop, WorkshopSeat
from assessments.models.assessment import Assessment
from assessments.models.framework import Domain, Framework, FrameworkVersion, Level, Question, Rubric
from assessments.models.framework_parts import Anchor, BusinessGoal, GoalRelevance, Kpi, WarningSign

__all__ = [
    "Anchor",
    "Answer",
    "AnswerRevision",
    "Assessment",
    "BusinessGoal",
    "Consensus",
    "Domain",
    "Framework",
    "FrameworkVersion",
    "GoalRelevance",
    "Kpi",
    "Level",
    "Question",
    "Reopening",
    "Respondent",
    "RespondentInvitation",
    "Rubric",
    "StoredResult",
    "WarningSign",
    "Workshop",
    "WorkshopSeat",
]
