"""Changing the set-up of an open assessment."""

import pytest

from assessments.models import Assessment
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db


def test_page_shows_what_was_chosen() -> None:
    version = make_version()
    sign = version.warning_signs.last()
    client, assessment = make_anonymous(
        version=version, team="Inside sales", goal=version.goals.get(), warning_signs=[sign], name="Anna"
    )
    form = client.get(url("set-up", assessment)).context["form"]
    assert form["team"].value() == "Inside sales"
    assert form["goal"].value() == version.goals.get().pk
    assert list(form["warning_signs"].value()) == [sign.pk]
    assert form["name"].value() == "Anna"


def test_change_is_stored_and_goal_can_be_dropped() -> None:
    version = make_version()
    client, assessment = make_anonymous(version=version, goal=version.goals.get())
    client.post(url("set-up", assessment), {"team": "New", "rubric": assessment.rubric_id, "goal": ""})
    assessment.refresh_from_db()
    assert (assessment.team, assessment.goal) == ("New", None)


def test_rubric_stands_once_a_level_was_picked() -> None:
    version = make_version(levels=(4, 5))
    client, assessment = make_anonymous(version=version)
    save(client, assessment, answer="2")
    page = client.get(url("set-up", assessment)).content.decode()
    assert "Fixed, because answers were given with these levels." in page


def test_faults_change_nothing() -> None:
    client, assessment = make_anonymous(team="Old")
    response = client.post(url("set-up", assessment), {"team": "", "rubric": assessment.rubric_id})
    assert response.status_code == 422
    assessment.refresh_from_db()
    assert assessment.team == "Old"


def test_submitted_assessment_cannot_be_changed() -> None:
    user = make_user()
    sealed = make_sealed(owner=user, team="Old")
    client = logged_in(user)
    assert client.get(url("set-up", sealed)).url == url("hub", sealed)
    client.post(url("set-up", sealed), {"team": "New", "rubric": sealed.rubric_id})
    sealed.refresh_from_db()
    assert sealed.team == "Old"


def test_owner_keeps_the_organisation_out_of_the_form() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    form = logged_in(user).get(url("set-up", assessment)).context["form"]
    assert "organisation" not in form.fields


def test_nobody_is_asked_for_a_name_once_the_opener_has_finished_anonymously() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    Assessment.objects.filter(pk=assessment.pk).update(names_hidden=True)
    client = logged_in(user)
    assert "name" in client.get(url("set-up", assessment)).context["form"].fields
    assessment.respondents.all().delete()
    page = client.get(url("set-up", assessment))
    assert {"name", "function"}.isdisjoint(page.context["form"].fields)
    assert "Your name" not in page.content.decode()
    client.post(url("set-up", assessment), {"team": "New", "rubric": assessment.rubric_id, "name": "Anna"})
    assessment.refresh_from_db()
    assert assessment.team == "New"
