"""Who is asked again in the next round of an assessment."""

import pytest
from django.test import Client

from assessments.access import answer_path
from assessments.actions import open_next_round, submit
from assessments.actions.asking import hide_names
from assessments.actions.closing import finish
from assessments.models import Answer
from tests.assessments.pages import save, url
from tests.assessments.test_respondents_link import begun, invited
from tests.factories import answer_all, make_assessment, make_user

pytestmark = pytest.mark.django_db


def test_whoever_answered_by_a_link_gets_a_new_one_to_their_carried_answers() -> None:
    assessment = make_assessment(owner=make_user())
    answer_all(assessment.respondents.get())
    invitation = invited(assessment)
    save(begun(invitation), assessment, answer="2")
    following = open_next_round(previous=submit(assessment=assessment)[0])
    again = following.invitations.get()
    assert (again.email, again.key != invitation.key) == (invitation.email, True)
    client = Client()
    assert client.post(answer_path(again)).url == url("questions", following, "d1") + "#d1-q1"
    assert again.respondent.answers.get().carried


def test_anonymous_answers_are_carried_over_to_nobody() -> None:
    lead = make_user()
    assessment = hide_names(assessment=make_assessment(owner=lead), hidden=True, actor=lead)
    invitations = [invited(assessment, f"p{number}@example.com") for number in range(3)]
    for invitation in invitations:
        begun(invitation)
        invitation.refresh_from_db()
        answer_all(invitation.respondent)
        finish(respondent=invitation.respondent)
    following = open_next_round(previous=submit(assessment=assessment)[0])
    assert following.names_hidden
    assert following.respondents.get().user == lead
    assert not Answer.objects.filter(respondent__assessment=following).exists()
