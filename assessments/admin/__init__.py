"""The admin: frameworks for their editors, assessments to look at."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from assessments.admin.assessments import AssessmentAdmin, RespondentAdmin
from assessments.admin.history import LogEntryAdmin
from assessments.admin.parts import (
    BusinessGoalAdmin,
    DomainAdmin,
    KpiAdmin,
    LevelAdmin,
    RubricAdmin,
    WarningSignAdmin,
)
from assessments.admin.questions import QuestionAdmin
from assessments.admin.versions import FrameworkAdmin, FrameworkVersionAdmin

__all__ = [
    "AssessmentAdmin",
    "BusinessGoalAdmin",
    "DomainAdmin",
    "FrameworkAdmin",
    "FrameworkVersionAdmin",
    "KpiAdmin",
    "LevelAdmin",
    "LogEntryAdmin",
    "QuestionAdmin",
    "RespondentAdmin",
    "RubricAdmin",
    "WarningSignAdmin",
]

admin.site.site_header = _("Sales maturity")
admin.site.site_title = _("Sales maturity")
admin.site.index_title = _("Frameworks, assessments and accounts")
