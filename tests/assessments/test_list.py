"""The list of a signed-in user's assessments."""

import pytest
from django.test import Client

from assessments.models import Assessment
from tests.assessments.pages import logged_in, save, url
from tests.factories import make_assessment, make_organisation, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db
LIST = "/assessments/"


def test_entries_tell_progress_or_result() -> None:
    user = make_user()
    draft = make_assessment(owner=user, team="Draft team")
    sealed = make_sealed(3, owner=user, team="Sealed team")
    client = logged_in(user)
    save(client, draft, answer="2")
    page = client.get(LIST)
    assert {(entry.assessment.team, entry.outcome) for entry in page.context["entries"]} == {
        ("Draft team", "1 of 4 answered"),
        ("Sealed team", "Level 3 of 4 Level 3 of 4, evidenced 2"),
    }
    assert url("report", sealed) in page.content.decode()


def test_entries_are_told_apart_by_team_and_title() -> None:
    user, version = make_user(), make_version()
    make_assessment(version, owner=user, team="North", title="First look")
    make_assessment(version, owner=user, team="South", title="South")
    sealed = make_sealed(version=version, owner=user, team="East", title="Third <quarter>")
    client = logged_in(user)
    page = client.get(LIST).content.decode()
    names = ("North · First look", "South", "East · Third &lt;quarter&gt;")
    assert all(f">{name}</a>" in page for name in names)
    assert "Third &lt;quarter&gt;</span></h1>" in client.get(url("report", sealed)).content.decode()


def test_anonymous_assessment_tells_only_how_many_have_finished() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    Assessment.objects.filter(pk=assessment.pk).update(names_hidden=True)
    client = logged_in(user)
    save(client, assessment, answer="2")
    assert [entry.outcome for entry in client.get(LIST).context["entries"]] == ["Anonymous respondents"]
    for number in range(3):
        assessment.invitations.create(email=f"{number}@example.com", finished=number == 0)
    assessment.invitations.create(email="gone@example.com", revoked_at=assessment.opened_at)
    assert [entry.outcome for entry in client.get(LIST).context["entries"]] == ["1 of 3 have finished"]


def test_unrated_result_is_told() -> None:
    user = make_user()
    assessment = make_assessment(make_version(domains=1, questions=1), owner=user)
    client = logged_in(user)
    save(client, assessment, answer="unknown")
    client.post(url("submit", assessment))
    assert [entry.outcome for entry in client.get(LIST).context["entries"]] == ["Not rated"]


def test_only_what_one_may_open_is_listed() -> None:
    consultant, stranger = make_user(), make_user()
    client_one = make_organisation(consultant=consultant)
    mine = make_assessment(organisation=client_one, owner=make_user())
    make_assessment(organisation=make_organisation(), owner=make_user())
    make_assessment()
    assert [entry.assessment for entry in logged_in(consultant).get(LIST).context["entries"]] == [mine]
    page = logged_in(stranger).get(LIST)
    assert page.context["entries"] == []
    assert "None yet." in page.content.decode()


def test_list_leads_who_belongs_to_none_to_the_organisations() -> None:
    alone, lead = make_user(), make_user()
    make_organisation(lead=lead)
    assert "Do several of you run assessments" in logged_in(alone).get(LIST).content.decode()
    assert "Do several of you run assessments" not in logged_in(lead).get(LIST).content.decode()


def test_signed_out_visitor_is_led_to_the_log_in_page() -> None:
    assert Client().get(LIST).url == f"/accounts/login/?next={LIST}"


def test_list_has_pages_of_25() -> None:
    user, version = make_user(), make_version()
    for number in range(26):
        make_assessment(version, owner=user, team=f"Team {number}")
    client = logged_in(user)
    assert [len(client.get(LIST, {"page": page}).context["entries"]) for page in (1, 2, 99)] == [25, 1, 1]


@pytest.mark.parametrize("many", [1, 3])
def test_page_takes_the_same_queries_for_any_number(many: int, django_assert_num_queries) -> None:
    user, version = make_user(), make_version()
    organisation = make_organisation(lead=user)
    for _ in range(many):
        make_assessment(version, owner=user)
        make_sealed(version=version, owner=user, organisation=organisation)
    assert Assessment.objects.count() == 2 * many
    client = logged_in(user)
    # session, user, count, page, rubrics, levels, answered, totals, those with no next round, readable ones,
    # organisations
    with django_assert_num_queries(11):
        client.get(LIST)
