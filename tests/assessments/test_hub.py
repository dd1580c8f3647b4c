"""The task list of an assessment."""

import pytest

from assessments.actions import add_respondent, open_next_round, submit
from assessments.models import Assessment
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db


def states(client, assessment) -> list[tuple[str, str]]:
    progress = client.get(url("hub", assessment)).context["progress"]
    return [(domain.state_words, domain.counted) for domain in progress.domains]


def test_domains_tell_how_far_they_are() -> None:
    client, assessment = make_anonymous(version=make_version(domains=3))
    assert states(client, assessment) == [("Not started", "0 of 2 answered")] * 3
    save(client, assessment, "d1-q1", answer="2")
    save(client, assessment, "d2-q1", answer="2")
    save(client, assessment, "d2-q2", answer="unknown")
    save(client, assessment, "d3-q1", answer="", note="A thought")
    assert states(client, assessment) == [
        ("In progress", "1 of 2 answered"),
        ("Done", "2 of 2 answered"),
        ("In progress", "0 of 2 answered"),
    ]
    assert "3 of 6 answered" in client.get(url("hub", assessment)).content.decode()


def test_secret_link_is_shown_without_an_account_only() -> None:
    client, assessment = make_anonymous()
    assert f"/return/{assessment.pk}/" in client.get(url("hub", assessment)).content.decode()
    user = make_user()
    owned = make_assessment(owner=user)
    assert "/return/" not in logged_in(user).get(url("hub", owned)).content.decode()


def test_secret_link_is_folded_once_there_are_answers_or_it_was_mailed() -> None:
    for go_on in ("answer", "mail"):
        client, assessment = make_anonymous()
        assert client.get(url("hub", assessment)).context["unfold_link"]
        assert "<details open data-link-of" in client.get(url("hub", assessment)).content.decode()
        if go_on == "answer":
            save(client, assessment, answer="2")
        else:
            client.post(url("mail-link", assessment), {"email": "anna@example.com"})
        assert "<details data-link-of" in client.get(url("hub", assessment)).content.decode()


def test_one_button_leads_to_the_first_domain_with_open_questions() -> None:
    client, assessment = make_anonymous()
    button = f'<a class="button button--primary" href="{url("questions", assessment, "d1")}">'
    assert button + "Begin</a>" in client.get(url("hub", assessment)).content.decode()
    save(client, assessment, "d1-q1", answer="2")
    assert button + "Continue</a>" in client.get(url("hub", assessment)).content.decode()
    save(client, assessment, "d1-q2", answer="2")
    page = client.get(url("hub", assessment)).content.decode()
    assert button.replace("/d1/", "/d2/") + "Continue</a>" in page
    for slug in ("d2-q1", "d2-q2"):
        save(client, assessment, slug, answer="2")
    assert "Continue</a>" not in client.get(url("hub", assessment)).content.decode()


def test_submitted_assessment_leads_to_its_report() -> None:
    user = make_user()
    sealed = make_sealed(owner=user)
    assert logged_in(user).get(url("hub", sealed)).url == url("report", sealed)


def test_respondent_who_runs_nothing_sees_no_submit_and_later_a_thank_you() -> None:
    owner, colleague = make_user(), make_user()
    assessment = make_assessment(owner=owner)
    respondent = add_respondent(assessment=assessment, user=colleague)
    client = logged_in(colleague)
    page = client.get(url("hub", assessment)).content.decode()
    assert url("check", assessment) not in page
    answer_all(respondent)
    submit(assessment=assessment)
    page = client.get(url("hub", assessment))
    assert page.status_code == 200
    assert "This assessment was submitted." in page.content.decode()


def test_lead_who_does_not_answer_sees_how_far_the_team_is() -> None:
    lead, rep = make_user(), make_user()
    organisation = make_organisation(lead=lead, member=rep)
    assessment = make_assessment(owner=rep, organisation=organisation)
    save(logged_in(rep), assessment, answer="2")
    page = logged_in(lead).get(url("hub", assessment)).content.decode()
    assert "The team so far: 1 of 4 answered." in page
    assert url("questions", assessment, "d1") not in page


def test_next_round_counts_what_is_to_be_confirmed() -> None:
    user = make_user()
    again = open_next_round(previous=make_sealed(owner=user))
    client = logged_in(user)
    assert (
        "4 answers from last round are still to be confirmed"
        in client.get(url("hub", again)).content.decode()
    )
    assert states(client, again) == [("Not started", "0 of 2 answered")] * 2


@pytest.mark.parametrize("domains", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_domains(
    domains: int, django_assert_num_queries
) -> None:
    user = make_user()
    assessment = make_assessment(make_version(domains=domains), owner=user)
    answer_all(assessment.respondents.get())
    client = logged_in(user)
    client.get(url("hub", assessment))
    with django_assert_num_queries(6):  # session, user, assessment, respondent, answers, invitations
        client.get(url("hub", assessment))


@pytest.mark.parametrize("many", [1, 3])
def test_whoever_runs_it_sees_how_many_have_finished(many: int, django_assert_num_queries) -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    client = logged_in(user)
    assert "Invite colleagues</a>" in client.get(url("hub", assessment)).content.decode()
    for number in range(many):
        colleague = add_respondent(assessment=assessment, name=f"Person {number}")
        fields = {"respondent": colleague} if number else {}
        assessment.invitations.create(email=f"{number}@example.com", **fields)
    with django_assert_num_queries(10):
        page = client.get(url("hub", assessment)).content.decode()
    assert "Invite colleagues" not in page
    assert "people have finished." in page


def test_page_of_anonymous_respondents_leads_to_them_without_numbers() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    Assessment.objects.filter(pk=assessment.pk).update(names_hidden=True)
    assessment.invitations.create(email="a@example.com", finished=True)
    page = logged_in(user).get(url("hub", assessment)).content.decode()
    assert f'href="{url("respondents", assessment)}">Respondents</a>' in page
    assert "of 1 person" not in page
