"""Home, start and log-in lead back to what a visitor has started."""

import pytest
from django.test import Client

from assessments.access import SESSION_KEY
from assessments.actions import add_respondent
from assessments.models import Assessment
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db
PAGES = ["/", "/start/"]


def hold(client: Client, *assessments: Assessment) -> None:
    session = client.session
    session[SESSION_KEY] = [str(assessment.pk) for assessment in assessments]
    session.save()


@pytest.mark.parametrize("path", [*PAGES, "/accounts/login/"])
def test_browser_is_led_back_to_what_it_started(path: str) -> None:
    client, assessment = make_anonymous(team="North & south")
    save(client, assessment, answer="2")
    page = client.get(path).content.decode()
    link = f'<a href="{url("hub", assessment)}">Continue: North &amp; south, 1 of 4 answered</a>'
    assert page.count(link) == 1
    assert "Continue:" not in Client().get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_account_is_led_back_and_each_respondent_counts_alone(path: str) -> None:
    owner, colleague = make_user(), make_user()
    assessment = make_assessment(owner=owner)
    answer_all(assessment.respondents.get())
    add_respondent(assessment=assessment, user=colleague)
    assert "Field sales, 4 of 4 answered" in logged_in(owner).get(path).content.decode()
    assert "Field sales, 0 of 4 answered" in logged_in(colleague).get(path).content.decode()
    assert "Field sales" not in logged_in(make_user()).get(path).content.decode()


@pytest.mark.parametrize("path", PAGES)
def test_report_without_an_account_is_led_to(path: str) -> None:
    client, assessment = make_anonymous()
    answer_all(assessment.respondents.get())
    client.post(url("submit", assessment))
    page = client.get(path).content.decode()
    assert f'<a href="{url("report", assessment)}">Report: Field sales</a>' in page
    assert "Continue:" not in page


def test_what_an_account_took_is_the_browsers_no_more() -> None:
    sealed = make_sealed(owner=make_user())
    client = Client()
    hold(client, sealed, make_assessment(owner=make_user()))
    assert client.get("/").context["ways_back"] == []


@pytest.mark.parametrize("many", [1, 5])
def test_home_takes_the_same_queries_however_much_is_held(many: int, django_assert_num_queries) -> None:
    version = make_version()
    started = [make_assessment(version) for _ in range(many)]
    client = Client()
    hold(client, *started, *(make_sealed(version=version) for _ in range(many)))
    client.get("/")
    with django_assert_num_queries(6):  # session, framework; respondents, answered, totals, reports
        page = client.get("/")
    assert len(page.context["ways_back"]) == min(many, 3) * 2
