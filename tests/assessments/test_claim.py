"""Moving an assessment from a browser into an account."""

import pytest
from django.test import Client
from django.urls import reverse

from assessments import actions
from assessments.access import return_token
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import PASSWORD, answer_all, make_assessment, make_user

pytestmark = pytest.mark.django_db


def test_claimed_assessment_is_in_the_account_and_nowhere_else() -> None:
    client, assessment = make_anonymous()
    elsewhere = Client()
    elsewhere.post(reverse("return", args=[assessment.pk, return_token(assessment)]))
    user = make_user()
    client.force_login(user)
    assert client.post(url("claim", assessment)).url == url("hub", assessment)
    assessment.refresh_from_db()
    assert (assessment.owner, assessment.respondents.get().user) == (user, user)
    assert logged_in(user).get(url("hub", assessment)).status_code == 200
    assert elsewhere.get(url("hub", assessment)).status_code == 302
    assert save(elsewhere, assessment, answer="2").status_code == 302


def test_claiming_twice_is_once() -> None:
    client, assessment = make_anonymous()
    client.force_login(make_user())
    for _ in range(2):
        assert client.post(url("claim", assessment)).url == url("hub", assessment)


def test_signed_out_claim_leads_to_the_log_in_page_and_back() -> None:
    client, assessment = make_anonymous()
    response = client.post(url("claim", assessment))
    assert response.url == f"/accounts/login/?next={url('hub', assessment)}"
    assessment.refresh_from_db()
    assert assessment.owner is None


def test_log_in_keeps_what_the_browser_started() -> None:
    client, assessment = make_anonymous()
    make_user(email="anna@example.com")
    path = f"/accounts/login/?next={url('hub', assessment)}"
    response = client.post(path, {"login": "anna@example.com", "password": PASSWORD})
    assert response.url == url("hub", assessment)
    assert "Keep it in your account" in client.get(response.url).content.decode()


def test_claim_of_somebody_elses_is_not_found() -> None:
    client, assessment = make_anonymous()
    actions.claim(assessment=assessment, user=make_user())
    client.force_login(make_user())
    assert client.post(url("claim", assessment)).status_code == 404


def test_submitted_assessment_can_be_claimed() -> None:
    client, assessment = make_anonymous()
    answer_all(assessment.respondents.get())
    client.post(url("submit", assessment))
    client.force_login(make_user())
    assert "Keep it in your account" in client.get(url("report", assessment)).content.decode()
    assert client.post(url("claim", assessment), follow=True).status_code == 200


def test_offer_is_made_where_it_helps() -> None:
    client, assessment = make_anonymous()
    page = client.get(url("hub", assessment)).content.decode()
    assert f"/accounts/signup/?next={url('hub', assessment)}" in page
    user = make_user()
    client.force_login(user)
    assert url("claim", assessment) in client.get(url("hub", assessment)).content.decode()
    assert url("claim", assessment) in client.get("/assessments/").content.decode()
    owned = make_assessment(owner=user)
    assert "Keep it in your account" not in client.get(url("hub", owned)).content.decode()


def test_reading_claims_nothing() -> None:
    client, assessment = make_anonymous()
    client.force_login(make_user())
    assert client.get(url("claim", assessment)).status_code == 405
