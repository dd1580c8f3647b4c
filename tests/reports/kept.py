"""Keeps reports for tests, by files that are quick to write."""

from typing import Any
from uuid import uuid4

from assessments.models import Assessment
from reports.builder.forms import data_of
from reports.kept.keeping import Wanted, keep_report
from reports.models import KeptReport
from reports.report.choices import BOARD, Choices
from tests.factories import make_organisation, make_sealed, make_user, make_version


def sealed(**fields: Any) -> Assessment:
    """Of an organisation with a consultant and a member."""
    organisation = make_organisation(consultant=make_user(name="Ben Consultant"), member=make_user())
    return make_sealed(version=make_version(), owner=make_user(), organisation=organisation, **fields)


def consultant_of(assessment: Assessment) -> Any:
    return assessment.organisation.memberships.get(role="consultant").user


def kept(
    assessment: Assessment, choices: Choices = BOARD, *kinds: str, name: str = "", user: Any = None
) -> KeptReport:
    """As the consultant builds it, with CSV and JSON."""
    wanted = Wanted(pk=uuid4(), choices=choices, kinds=kinds or ("csv", "json"), name=name)
    return keep_report(assessment=assessment, user=user or consultant_of(assessment), wanted=wanted)


def posted(choices: Choices = BOARD, **more: Any) -> dict[str, Any]:
    """The builder's form as a browser sends it."""
    given = {name: value for name, value in data_of(choices).items() if value is not False}
    return {**given, "key": str(uuid4()), "report_name": "", "kinds": ["csv"], **more}
