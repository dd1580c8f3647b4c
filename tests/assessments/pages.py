"""What the tests of the questionnaire's pages share."""

from typing import Any
from uuid import uuid4

from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.access import SESSION_KEY
from assessments.models import Answer, Assessment
from tests.factories import make_assessment


def logged_in(user: User, **options: Any) -> Client:
    client = Client(**options)
    client.force_login(user)
    return client


def browser_of(*assessments: Assessment, **options: Any) -> Client:
    """The browser in which assessments without an account were started."""
    client = Client(**options)
    session = client.session
    session[SESSION_KEY] = [str(one.pk) for one in assessments]
    session.save()
    client.cookies["sessionid"] = session.session_key
    return client


def make_anonymous(**fields: Any) -> tuple[Client, Assessment]:
    assessment = make_assessment(**fields)
    return browser_of(assessment), assessment


def url(name: str, assessment: Assessment, *args: str) -> str:
    return reverse(name, args=[assessment.pk, *args])


def save(client: Client, assessment: Assessment, question: str = "d1-q1", **fields: Any) -> Any:
    """Posts an autosave; a page of its own unless a writer is given."""
    data = {"answer": "", "version": 0, "writer": uuid4(), "seq": 1, **fields}
    return client.post(url("save-answer", assessment, question), data)


def answer_of(assessment: Assessment, question: str = "d1-q1") -> Answer:
    return Answer.objects.get(respondent__assessment=assessment, question__slug=question)


def page_data(answers: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """The fields of a page of questions; an answer is told by its parts, the version is 0 unless told."""
    return {
        f"{slug}-{part}": value
        for slug, parts in answers.items()
        for part, value in ({"version": 0} | parts).items()
    }
