"""Moving an assessment from a browser into an account."""

import pytest
from django.test import Client
from django.urls import reverse

from accounts.audit import Event
from accounts.models import AuditEvent, Organisation, User
from assessments import actions
from assessments.access import return_token
from assessments.models import StoredResult
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import PASSWORD, answer_all, make_assessment, make_organisation, make_sealed, make_user

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


@pytest.mark.parametrize("method", ["get", "post"])
def test_signed_out_claim_leads_to_the_log_in_page_and_back(method: str) -> None:
    client, assessment = make_anonymous()
    response = getattr(client, method)(url("claim", assessment))
    assert response.url == f"/accounts/login/?next={url('claim', assessment)}"
    assessment.refresh_from_db()
    assert assessment.owner is None


@pytest.mark.parametrize(
    ("way", "fields"),
    [
        ("login", {"login": "anna@example.com", "password": PASSWORD}),
        ("signup", {"email": "new@example.com", "password1": PASSWORD}),
    ],
)
def test_log_in_and_sign_up_from_the_box_end_at_one_button(way: str, fields: dict[str, str]) -> None:
    client, assessment = make_anonymous()
    make_user(email="anna@example.com")
    page = client.get(url("hub", assessment)).content.decode()
    link = f"/accounts/{way}/?next={url('claim', assessment)}"
    assert f'href="{link}"' in page
    response = client.post(link, fields)
    assert response.url == url("claim", assessment)
    page = client.get(response.url).content.decode()
    assert f'<form method="post" action="{url("claim", assessment)}"' in page
    client.post(response.url)
    assessment.refresh_from_db()
    assert assessment.owner.email == (fields.get("login") or fields.get("email"))


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
    assert f"/accounts/signup/?next={url('claim', assessment)}" in page
    user = make_user()
    client.force_login(user)
    page = client.get(url("hub", assessment)).content.decode()
    assert page.index(f'action="{url("claim", assessment)}"') < page.index("Your way back")
    page = client.get("/assessments/").content.decode()
    assert url("claim", assessment) in page
    assert "Not in your account yet" in page
    owned = make_assessment(owner=user)
    assert "Keep it in your account" not in client.get(url("hub", owned)).content.decode()


def test_reading_claims_nothing() -> None:
    client, assessment = make_anonymous()
    client.force_login(make_user())
    assert client.get(url("claim", assessment)).status_code == 200
    assessment.refresh_from_db()
    assert assessment.owner is None


def test_page_of_what_is_claimed_already_leads_on() -> None:
    user = make_user()
    owned = make_assessment(owner=user, organisation=make_organisation())
    assert logged_in(user).get(url("claim", owned)).url == url("hub", owned)


def test_report_offers_its_box_before_anything_else() -> None:
    client, assessment = make_anonymous()
    answer_all(assessment.respondents.get())
    client.post(url("submit", assessment))
    link = return_token(assessment)
    for signed_in in (False, True):
        if signed_in:
            client.force_login(make_user())
        page = client.get(url("report", assessment)).content.decode()
        assert page.index(url("claim", assessment)) < page.index('<h2 id="answer')
        assert link in page
    client.post(url("claim", assessment))
    assert link not in client.get(url("report", assessment)).content.decode()


def test_log_out_asks_first_where_something_would_be_lost() -> None:
    client, assessment = make_anonymous(team="Field sales of the north")
    client.force_login(make_user())
    page = client.get("/").content.decode()
    assert 'action="/accounts/logout/"' not in page
    assert 'href="/accounts/logout/"' in page
    page = client.get("/accounts/logout/").content.decode()
    assert "Field sales of the north" in page
    assert url("claim", assessment) in page
    client.post(url("claim", assessment))
    assert 'action="/accounts/logout/"' in client.get("/").content.decode()
    assert "Field sales of the north" not in client.get("/accounts/logout/").content.decode()


def run_by(user: User, role: str = "lead") -> Organisation:
    return make_organisation(**{role: user})


def test_assessment_goes_into_an_organisation_at_once() -> None:
    client, assessment = make_anonymous()
    user = make_user()
    organisation = run_by(user, "consultant")
    client.force_login(user)
    page = client.get(url("claim", assessment)).content.decode()
    assert str(organisation.pk) in page
    client.post(url("claim", assessment), {"organisation": organisation.pk})
    assessment.refresh_from_db()
    assert (assessment.owner, assessment.organisation) == (user, organisation)
    event = AuditEvent.objects.get(code=Event.ASSESSMENT_CLAIMED)
    assert (event.actor, event.organisation, event.assessment_id) == (user, organisation, assessment.pk)


def test_own_assessment_moves_with_its_answers_and_result() -> None:
    user = make_user()
    sealed = make_sealed(owner=user)
    result = sealed.stored_result.data
    organisation = run_by(user)
    client = logged_in(user)
    assert url("claim", sealed) in client.get(url("report", sealed)).content.decode()
    assert client.post(url("claim", sealed), {"organisation": organisation.pk}).url == url("report", sealed)
    sealed.refresh_from_db()
    assert (sealed.owner, sealed.organisation) == (user, organisation)
    assert StoredResult.objects.get(assessment=sealed).data == result
    assert "Move it into" not in client.get(url("report", sealed)).content.decode()


@pytest.mark.parametrize("role", ["member", "stranger"])
def test_organisation_that_is_not_run_takes_nothing(role: str) -> None:
    user = make_user()
    mine = run_by(user)
    foreign = make_organisation(**({"member": user} if role == "member" else {}))
    owned = make_assessment(owner=user)
    response = logged_in(user).post(url("claim", owned), {"organisation": foreign.pk})
    assert response.status_code == 422
    assert "Choose one of the organisations in the list." in response.content.decode()
    assert str(mine.pk) in response.content.decode()
    owned.refresh_from_db()
    assert owned.organisation is None
    with pytest.raises(ValueError, match="runs an organisation"):
        actions.claim(assessment=owned, user=user, organisation=foreign)


def test_assessment_of_an_organisation_moves_to_no_other() -> None:
    user = make_user()
    first, second = run_by(user), run_by(user)
    owned = make_assessment(owner=user, organisation=first)
    assert logged_in(user).post(url("claim", owned), {"organisation": second.pk}).status_code == 302
    owned.refresh_from_db()
    assert owned.organisation == first
    with pytest.raises(ValueError, match="out of no other"):
        actions.claim(assessment=owned, user=user, organisation=second)


def test_private_one_stays_so_without_a_choice() -> None:
    user = make_user()
    run_by(user)
    owned = make_assessment(owner=user)
    assert logged_in(user).post(url("claim", owned), {"organisation": ""}).url == url("hub", owned)
    owned.refresh_from_db()
    assert owned.organisation is None


def test_claiming_what_is_private_already_again_changes_nothing() -> None:
    owned = make_assessment(owner=make_user())
    page = logged_in(owned.owner).get(url("claim", owned)).content.decode()
    assert "You run no organisation yet." in page
    assert actions.claim(assessment=owned, user=owned.owner).organisation is None
