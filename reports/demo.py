"""The kept reports of the demo, built by the same action as the builder's button."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from uuid import uuid4

from accounts.models import User
from assessments.models import Assessment
from reports.kept.keeping import Wanted, keep_report
from reports.report.choices import PRESETS


def fill(assessment: Assessment, given: Mapping[str, Any], _owner: User) -> None:
    """Keeps one report after the other; ``look`` is whose colour it has instead of the preset's."""
    user = User.objects.get(email=given["by"])
    for one in given["reports"]:
        choices = replace(PRESETS[one["preset"]], language=assessment.report_language)
        if "look" in one:
            choices = replace(choices, look=one["look"])
        keep_report(
            assessment=assessment,
            user=user,
            wanted=Wanted(pk=uuid4(), choices=choices, kinds=one["kinds"], name=one.get("name", "")),
        )
