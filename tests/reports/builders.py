"""Who builds reports in the tests, and what they send."""

from typing import Any

from django.test import Client
from django.urls import reverse

from accounts.models import Organisation, User
from assessments.models import Assessment
from reports.builder.forms import data_of
from reports.report.choices import FULL, Choices
from tests.factories import make_organisation, make_sealed, make_user


class Builders:
    """A client's submitted assessment, with a lead and a consultant who build reports on it."""

    def __init__(self, **fields: Any) -> None:
        self.lead, self.consultant = make_user(name="Lea Lind"), make_user(name="Cora Cole")
        self.organisation: Organisation = make_organisation(lead=self.lead, consultant=self.consultant)
        self.assessment: Assessment = make_sealed(organisation=self.organisation, owner=self.lead, **fields)

    def address(self, name: str, *rest: object) -> str:
        return reverse(name, args=[self.assessment.pk, *rest])


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def sent(choices: Choices = FULL, **more: object) -> dict[str, Any]:
    """The choices as the builder's form sends them: a box that is not ticked is not there."""
    given = {key: "on" if value is True else value for key, value in data_of(choices).items()}
    return {key: value for key, value in {**given, **more}.items() if value is not False}
