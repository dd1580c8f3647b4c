"""Answering by a personal link or by the link to hand round, without an account."""

import uuid
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from assessments.access import RESPONDENTS_KEY, answer_path, join_path
from assessments.actions.asking import Asked, invite, open_join_link, revoke
from assessments.models import Assessment, Respondent, RespondentInvitation
from tests.assessments.pages import logged_in, save, url
from tests.factories import make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
BASE = "http://testserver"


def invited(assessment: Assessment, email: str = "bea@example.com", **fields: Any) -> RespondentInvitation:
    asked = Asked(email=email, **fields)
    return invite(assessment=assessment, people=[asked], language="en", actor=None, base_url=BASE)[0]


def begun(invitation: RespondentInvitation, **fields: Any) -> Client:
    """A browser in which the personal link was followed."""
    client = Client()
    response = client.post(answer_path(invitation), {"name": "Bea", "function": "rep", **fields})
    assert response.status_code == 302, response.content.decode()
    return client


def test_opening_the_personal_link_consumes_nothing() -> None:
    invitation = invited(make_assessment(team="Field sales"))
    client = Client()
    for _ in range(3):
        page = client.get(answer_path(invitation))
    assert "Field sales" in page.content.decode()
    assert "sessionid" not in client.cookies
    assert Respondent.objects.filter(is_opener=False).count() == 0
    assert client.get(url("hub", invitation.assessment)).status_code == 302


def test_button_begins_and_leads_to_the_clean_address() -> None:
    invitation = invited(make_assessment())
    client = Client()
    response = client.post(answer_path(invitation), {"name": "Bea", "function": "rep"})
    assert response.url == url("hub", invitation.assessment)
    assert client.get(response.url).status_code == 200
    assert save(client, invitation.assessment, answer="2").json()["saved"] is True
    respondent = Respondent.objects.get(is_opener=False)
    assert (respondent.name, respondent.function, respondent.user) == ("Bea", "rep", None)


def test_same_link_resumes_on_another_device() -> None:
    invitation = invited(make_assessment())
    save(begun(invitation), invitation.assessment, answer="2")
    phone = Client()
    assert "Go on where I stopped" in phone.get(answer_path(invitation)).content.decode()
    first_open = url("questions", invitation.assessment, "d1") + "#d1-q2"
    assert phone.post(answer_path(invitation)).url == first_open
    assert "1 of 4 answered" in phone.get(url("hub", invitation.assessment)).content.decode()
    assert Respondent.objects.filter(is_opener=False).count() == 1


def test_going_on_leads_to_the_list_of_domains_once_all_is_answered() -> None:
    invitation = invited(make_assessment(make_version(domains=1, questions=1)))
    save(begun(invitation), invitation.assessment, answer="2")
    assert Client().post(answer_path(invitation)).url == url("hub", invitation.assessment)


def test_wrong_and_unknown_links_look_alike() -> None:
    invitation = invited(make_assessment())
    good = answer_path(invitation)
    pages = {
        (response.status_code, response.content.replace(path.encode(), b""))
        for path in (
            good[:-2] + "x/",
            good.replace(str(invitation.pk), str(uuid.uuid4())),
            join_path(invitation.assessment)[:-2] + "x/",
            join_path(Assessment(pk=uuid.uuid4(), join_key="a")),
        )
        for response in (Client().get(path, headers={"cookie": "csrftoken=" + "a" * 32}),)
    }
    assert {status for status, _page in pages} == {404}


def test_name_is_asked_where_it_is_shown_and_unknown() -> None:
    invitation = invited(make_assessment())
    response = Client().post(answer_path(invitation), {"function": "rep"})
    assert response.status_code == 422
    assert "Error:" in response.content.decode()
    known = invited(invitation.assessment, "carl@example.com", name="Carl", function="manager")
    page = Client().get(answer_path(known)).content.decode()
    assert 'name="name"' not in page
    assert 'name="function"' not in page


def test_who_sees_what_stands_before_the_first_question() -> None:
    named, hidden = make_assessment(), make_assessment()
    Assessment.objects.filter(pk=hidden.pk).update(names_hidden=True)
    named_page = Client().get(answer_path(invited(named))).content.decode()
    hidden_page = Client().get(answer_path(invited(hidden))).content.decode()
    assert "Your answers are shown with your name." in named_page
    assert "Nobody can tell which answers are yours" in hidden_page
    assert 'name="name"' not in hidden_page


def test_link_that_was_taken_away_opens_nothing_and_ends_its_sessions() -> None:
    invitation = invited(make_assessment())
    client = begun(invitation)
    revoke(invitation=invitation, actor=None)
    assert client.get(url("hub", invitation.assessment)).status_code == 302
    assert save(client, invitation.assessment, answer="2").status_code == 302
    page = Client().get(answer_path(invitation))
    assert (page.status_code, "taken away" in page.content.decode()) == (410, True)
    assert Client().post(answer_path(invitation), {"name": "B"}).status_code == 410


def test_closed_assessment_begins_nobody() -> None:
    invitation = invited(make_assessment())
    Assessment.objects.update(closed_at=timezone.now(), join_open=True)
    for path in (answer_path(invitation), join_path(invitation.assessment)):
        for response in (Client().get(path), Client().post(path, {"name": "Bea"})):
            assert response.status_code == 410
            assert "The answering is closed" in response.content.decode()


def test_link_to_hand_round_makes_a_respondent_each_time_and_one_a_page() -> None:
    assessment = make_assessment()
    path = join_path(assessment)
    assert Client().get(path).status_code == 410
    open_join_link(assessment=assessment, opened=True, actor=None)
    client, token = Client(), uuid.uuid4()
    for _ in range(2):
        response = client.post(path, {"name": "Bea", "function": "rep", "token": token})
        assert response.url == url("hub", assessment)
    assert Client().post(path, {"name": "Carl", "token": uuid.uuid4()}).status_code == 302
    assert assessment.respondents.filter(is_opener=False).count() == 2
    page = client.get(url("hub", assessment)).content.decode()
    assert answer_path(assessment.invitations.get(name="Bea")) in page


def test_whoever_answers_already_is_told_instead_of_answering_as_somebody_else() -> None:
    anna = make_user()
    assessment = make_assessment(owner=anna)
    invitation = invited(assessment)
    client = logged_in(anna)
    response = client.post(answer_path(invitation), {"name": "Bea"})
    assert response.status_code == 409
    assert RESPONDENTS_KEY not in client.session


def test_account_is_kept_only_where_the_invitation_went_to_its_address() -> None:
    assessment = make_assessment(organisation=make_organisation())
    bea, carl = make_user(email="Bea@example.com"), make_user()
    logged_in(bea).post(answer_path(invited(assessment, "bea@example.com", name="Bea")))
    logged_in(carl).post(answer_path(invited(assessment, "dora@example.com", name="Dora")))
    kept = dict(assessment.respondents.filter(is_opener=False).values_list("name", "user"))
    assert kept == {"Bea": bea.pk, "Dora": None}


def test_page_speaks_the_language_of_the_invitation_unless_another_was_chosen() -> None:
    invitation = invited(make_assessment())
    RespondentInvitation.objects.update(language="nl")
    assert '<html lang="nl">' in Client().get(answer_path(invitation)).content.decode()
    chosen = Client()
    chosen.cookies["language"] = "tr"
    assert '<html lang="tr">' in chosen.get(answer_path(invitation)).content.decode()
    assert begun(invitation).cookies["language"].value == "nl"
