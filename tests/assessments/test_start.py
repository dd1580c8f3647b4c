"""Starting an assessment, with and without an account."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions import open_assessment
from assessments.models import Assessment, FrameworkVersion
from tests.assessments.pages import logged_in, save, url
from tests.factories import make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
START = "/start/"


def data(version: FrameworkVersion, **fields: Any) -> dict[str, Any]:
    return {"version": version.pk, "team": "Field sales", "rubric": version.rubrics.first().pk, **fields}


def test_start_without_an_account_belongs_to_the_browser() -> None:
    version = make_version()
    client = Client()
    sign = version.warning_signs.first()
    goal = version.goals.get()
    response = client.post(
        START, data(version, goal=goal.pk, warning_signs=[sign.pk], name="Anna", function="leader")
    )
    assessment = Assessment.objects.get()
    opener = assessment.respondents.get()
    assert response.url == url("hub", assessment)
    assert (assessment.team, assessment.goal, assessment.owner) == ("Field sales", goal, None)
    assert list(assessment.warning_signs.all()) == [sign]
    assert (opener.name, opener.function, opener.is_opener) == ("Anna", "leader", True)
    assert client.get(response.url).status_code == 200
    assert Client().get(response.url).status_code == 302


def test_same_page_sent_again_leads_to_the_same_assessment() -> None:
    version, client = make_version(), Client()
    token = client.get(START).context["token"]
    first = client.post(START, data(version, token=token))
    again = client.post(START, data(version, token=token, team="Another name"))
    assert first.url == again.url == url("hub", Assessment.objects.get())
    page = client.get(again.url).content.decode()
    assert "You had started this assessment already." in page
    assert Assessment.objects.get().team == "Field sales"
    client.post(START, data(version, token=client.get(START).context["token"]))
    assert Assessment.objects.count() == 2


def test_token_survives_a_fault() -> None:
    version, client = make_version(), Client()
    token = client.get(START).context["token"]
    assert client.post(START, data(version, team="", token=token)).context["token"] == token


def test_token_of_an_account_opens_nothing_for_others() -> None:
    version, user, token = make_version(), make_user(), uuid4()
    logged_in(user).post(START, data(version, token=token))
    stranger = Client()
    response = stranger.post(START, data(version, token=token))
    assert stranger.get(response.url).status_code == 302
    assert logged_in(make_user()).get(response.url).status_code == 404
    assert Assessment.objects.get().owner == user


@pytest.mark.parametrize("token", ["", "x"])
def test_token_that_is_none_starts_an_assessment(token: str) -> None:
    version, client = make_version(), Client()
    client.post(START, data(version, token=token))
    assert Assessment.objects.count() == 1


def test_start_with_an_account_belongs_to_it() -> None:
    version, user = make_version(), make_user()
    logged_in(user).post(START, data(version))
    assessment = Assessment.objects.get()
    assert (assessment.owner, assessment.respondents.get().user) == (user, user)


def test_lead_may_start_for_the_organisation() -> None:
    version, lead = make_version(), make_user()
    organisation = make_organisation(lead=lead)
    client = logged_in(lead)
    assert organisation.name in client.get(START).content.decode()
    client.post(START, data(version, organisation=organisation.pk))
    assert Assessment.objects.get().organisation == organisation


@pytest.mark.parametrize("role", ["member", None])
def test_organisation_that_one_does_not_lead_is_ignored(role: str | None) -> None:
    version, user = make_version(), make_user()
    organisation = make_organisation(**({role: user} if role else {}))
    logged_in(user).post(START, data(version, organisation=organisation.pk))
    assert Assessment.objects.get().organisation is None


def test_organisation_of_others_is_refused_for_a_lead() -> None:
    version, lead = make_version(), make_user()
    make_organisation(lead=lead)
    foreign = make_organisation()
    response = logged_in(lead).post(START, data(version, organisation=foreign.pk))
    assert response.status_code == 422
    assert not Assessment.objects.exists()


def test_faults_are_summed_up_and_what_was_typed_stays() -> None:
    version = make_version()
    response = Client().post(START, {"version": version.pk, "team": " ", "name": "Anna"})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert '<a href="#id_team">Name the team that this is about.</a>' in page
    assert '<a href="#id_rubric_0">Choose how many levels there are.</a>' in page
    assert page.count("Name the team that this is about.") == 2
    assert 'value="Anna"' in page
    assert not Assessment.objects.exists()


def test_long_team_name_is_refused_whole_and_not_cut() -> None:
    version = make_version()
    assert "maxlength" not in Client().get(START).content.decode()
    response = Client().post(START, data(version, team="x" * 121))
    assert "This is 121 characters long; 120 characters are the most." in response.content.decode()
    assert "x" * 121 in response.content.decode()


@pytest.mark.parametrize("part", ["rubric", "goal", "warning_signs"])
def test_parts_of_another_version_are_refused(part: str) -> None:
    version, other = make_version(), make_version()
    foreign = {
        "rubric": other.rubrics.first(),
        "goal": other.goals.first(),
        "warning_signs": other.warning_signs.first(),
    }[part]
    response = Client().post(START, data(version, **{part: foreign.pk}))
    assert response.status_code == 422
    assert not Assessment.objects.exists()


def test_further_fields_are_ignored() -> None:
    version, user = make_version(), make_user()
    Client().post(START, data(version, owner=user.pk, submitted_at="2026-01-01", is_opener="", title="X"))
    assessment = Assessment.objects.get()
    assert (assessment.owner, assessment.submitted_at, assessment.title) == (None, None, "")


def test_draft_version_cannot_be_started() -> None:
    make_version()
    draft = make_version(publish=False)
    response = Client().post(START, data(draft))
    assert response.url == reverse("start")
    assert not Assessment.objects.exists()


@pytest.mark.parametrize("version", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_unknown_version_asks_again(version: str) -> None:
    make_version()
    assert Client().post(START, {"version": version}).url == reverse("start")


def test_without_a_published_framework_the_page_says_so() -> None:
    response = Client().get(START)
    assert response.status_code == 200
    assert "There is nothing to answer yet" in response.content.decode()


def test_several_frameworks_are_offered_and_one_is_shown() -> None:
    make_version(slug="a")
    make_version(slug="b")
    page = Client().get(START, {"framework": "b"})
    assert page.context["version"].framework.slug == "b"
    assert page.content.decode().count('href="?framework=') == 2


def test_rubric_without_answers_can_change_and_with_answers_not() -> None:
    version, user = make_version(levels=(4, 5)), make_user()
    four, five = version.rubrics.all()
    assessment = open_assessment(version=version, rubric=four, team="Old", owner=user)
    client = logged_in(user)
    changed = {"team": "New", "rubric": five.pk, "name": "Anna", "function": "rep"}
    assert client.post(url("set-up", assessment), changed).url == url("hub", assessment)
    assessment.refresh_from_db()
    assert (assessment.team, assessment.rubric, assessment.respondents.get().name) == ("New", five, "Anna")
    save(client, assessment, answer="5")
    client.post(url("set-up", assessment), changed | {"rubric": four.pk, "team": "Newer"})
    assessment.refresh_from_db()
    assert (assessment.team, assessment.rubric) == ("Newer", five)


@pytest.mark.parametrize("signs", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_signs(signs: int, django_assert_num_queries) -> None:
    make_version(domains=signs)
    client = Client()
    with django_assert_num_queries(7):  # versions, rubrics, the same to show, levels, goals, signs, questions
        client.get(START)


def test_levels_goals_and_signs_follow_the_framework_chosen_by_link() -> None:
    make_version(slug="b2b-revenue-team", levels=(4, 5))
    other = make_version(slug="sales-management", levels=(5,), domains=3, questions=1)
    client = Client()
    first = client.get(START).content.decode()
    assert "4 questions of less than a minute each" in first
    assert "This framework has one set of levels." not in first
    page = client.get(START, {"framework": "sales-management"})
    form = page.context["form"]
    assert list(form.fields["rubric"].queryset) == list(other.rubrics.all())
    assert list(form.fields["goal"].queryset) == list(other.goals.all())
    assert list(form.fields["warning_signs"].queryset) == list(other.warning_signs.all())
    assert "3 questions of less than a minute each" in page.content.decode()
    assert "This framework has one set of levels." in page.content.decode()
    client.post(START, data(other))
    assert Assessment.objects.get().version == other
