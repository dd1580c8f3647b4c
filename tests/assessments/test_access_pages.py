"""Who may open which page of the questionnaire, and who is told nothing."""

from collections.abc import Callable

import pytest
from django.test import Client

from assessments.actions import add_respondent, submit
from assessments.models import Answer, Assessment
from tests.assessments.pages import browser_of, logged_in, page_data, url
from tests.factories import answer_all, make_assessment, make_organisation, make_user

pytestmark = pytest.mark.django_db

OPEN, MISSING, LOG_IN = 200, 404, "log-in"
# page: who runs it, who answers it without running it
PAGES = {"hub": (OPEN, OPEN), "questions": (OPEN, OPEN), "check": (OPEN, MISSING), "set-up": (OPEN, MISSING)}
POSTS = ("questions", "save-answer", "set-up", "submit", "mail-link", "claim")


def path(name: str, assessment: Assessment) -> str:
    args = {"questions": ("d1",), "save-answer": ("d1-q1",)}.get(name, ())
    return url(name, assessment, *args)


def outcome(client: Client, name: str, assessment: Assessment) -> int | str:
    response = client.get(path(name, assessment))
    if response.status_code == 302 and response.url.startswith("/accounts/login/"):
        return LOG_IN
    return response.status_code


def make_owned() -> Assessment:
    lead = make_user()
    return make_assessment(owner=lead, organisation=make_organisation(lead=lead))


def colleague(assessment: Assessment, role: str) -> Client:
    user = make_user()
    assessment.organisation.memberships.create(user=user, role=role)
    return logged_in(user)


def respondent(assessment: Assessment) -> Client:
    user = make_user()
    add_respondent(assessment=assessment, user=user)
    return logged_in(user)


def consultant_of_another_client(_assessment: Assessment) -> Client:
    user = make_user()
    make_organisation(consultant=user)
    return logged_in(user)


def owner(assessment: Assessment) -> Client:
    return logged_in(assessment.owner)


def stranger(_assessment: Assessment) -> Client:
    return logged_in(make_user())


def anonymous(_assessment: Assessment) -> Client:
    return Client()


def browser_of_another(_assessment: Assessment) -> Client:
    return browser_of(make_assessment())


def browser_that_lost_it(assessment: Assessment) -> Client:
    """It opened the assessment once, which then came into an account."""
    return browser_of(assessment)


@pytest.mark.parametrize("name", PAGES)
def test_owner_opens_every_page(name: str) -> None:
    assessment = make_owned()
    assert outcome(owner(assessment), name, assessment) == PAGES[name][0]


@pytest.mark.parametrize("name", PAGES)
def test_browser_that_started_it_opens_every_page(name: str) -> None:
    assessment = make_assessment()
    assert outcome(browser_of(assessment), name, assessment) == PAGES[name][0]


@pytest.mark.parametrize("name", PAGES)
def test_respondent_opens_what_is_to_be_answered(name: str) -> None:
    assessment = make_owned()
    assert outcome(respondent(assessment), name, assessment) == PAGES[name][1]


@pytest.mark.parametrize("role", ["lead", "consultant"])
@pytest.mark.parametrize(
    ("name", "expected"), [("hub", 200), ("check", 200), ("set-up", 200), ("questions", 404)]
)
def test_who_runs_the_organisation_runs_it_without_answering(role: str, name: str, expected: int) -> None:
    assessment = make_owned()
    assert outcome(colleague(assessment, role), name, assessment) == expected


@pytest.mark.parametrize("name", PAGES)
def test_member_opens_nothing_before_it_is_submitted(name: str) -> None:
    assessment = make_owned()
    assert outcome(colleague(assessment, "member"), name, assessment) == MISSING


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(
    ("visitor", "expected"),
    [
        (stranger, MISSING),
        (consultant_of_another_client, MISSING),
        (anonymous, LOG_IN),
        (browser_of_another, LOG_IN),
        (browser_that_lost_it, LOG_IN),
    ],
)
def test_others_learn_nothing(
    visitor: Callable[[Assessment], Client], expected: int | str, name: str
) -> None:
    assessment = make_owned()
    unknown = Assessment()
    client = visitor(assessment)
    assert outcome(client, name, assessment) == expected
    assert outcome(client, name, unknown) == expected


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("visitor", [stranger, consultant_of_another_client, anonymous, browser_that_lost_it])
def test_posts_of_others_write_nothing(visitor: Callable[[Assessment], Client], name: str) -> None:
    assessment = make_owned()
    answer_all(assessment.respondents.get())
    before = list(Answer.objects.values())
    data = {
        "team": "Taken",
        "rubric": assessment.rubric_id,
        "answer": "4",
        "version": 1,
        "email": "x@example.com",
    }
    response = visitor(assessment).post(
        path(name, assessment),
        data | {"email": "x@example.com"} | page_data({"d1-q1": {"answer": "4", "version": 1}}),
    )
    assert response.status_code in {302, 404}
    if response.status_code == 302:
        assert response.url.startswith("/accounts/login/")
    assert list(Answer.objects.values()) == before
    after = Assessment.objects.get(pk=assessment.pk)
    assert (after.team, after.submitted_at, after.owner) == (assessment.team, None, assessment.owner)


@pytest.mark.parametrize("name", ["set-up", "submit", "mail-link", "claim"])
def test_respondent_cannot_run_it(name: str) -> None:
    assessment = make_owned()
    answer_all(assessment.respondents.get())
    response = respondent(assessment).post(path(name, assessment), {"team": "Taken"})
    assert response.status_code == 404
    after = Assessment.objects.get(pk=assessment.pk)
    assert (after.team, after.submitted_at) == (assessment.team, None)


def test_member_is_led_to_the_report_of_a_submitted_one() -> None:
    assessment = make_owned()
    answer_all(assessment.respondents.get())
    submit(assessment=assessment)
    client = colleague(assessment, "member")
    assert client.get(url("report", assessment)).status_code == 200
    assert outcome(client, "hub", assessment) == MISSING


@pytest.mark.parametrize("name", POSTS)
def test_posts_need_the_csrf_token(name: str) -> None:
    assessment = make_assessment()
    client = browser_of(assessment, enforce_csrf_checks=True)
    assert client.post(path(name, assessment), {"answer": "1"}).status_code == 403


@pytest.mark.parametrize("name", ["submit", "mail-link", "save-answer"])
def test_reading_them_is_not_allowed(name: str) -> None:
    assessment = make_assessment()
    assert browser_of(assessment).get(path(name, assessment)).status_code == 405
