"""Checking all answers before submitting."""

import pytest

from assessments.actions import add_respondent, open_next_round
from tests.assessments.pages import logged_in, make_anonymous, save, url
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db


def test_page_names_what_is_missing_and_links_to_it() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, "d1-q1", answer="3", note="Seen", link="example.com", dated="2026-01-31")
    save(client, assessment, "d1-q2", answer="not_applicable", reason="No partners")
    save(client, assessment, "d2-q1", answer="unknown")
    page = client.get(url("check", assessment)).content.decode()
    assert "1 question has no answer yet" in page
    assert page.count(f'href="{url("questions", assessment, "d2")}?back=check#d2-q2"') == 2
    assert "d1-q1 behaves like level 3 of 4." in page
    assert "Does not apply: No partners" in page
    assert "We don’t know." in page
    assert url("submit", assessment) not in page


def test_answer_that_lacks_its_reason_says_so() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, "d1-q2", answer="not_applicable")
    page = client.get(url("check", assessment)).content.decode()
    assert "Does not apply (reason missing)" in page


def test_complete_assessment_can_be_submitted_and_warns() -> None:
    client, assessment = make_anonymous()
    answer_all(assessment.respondents.get())
    page = client.get(url("check", assessment)).content.decode()
    assert "Within 24 hours you can open it again" in page
    assert url("submit", assessment) in page


def test_claims_without_evidence_are_listed_before_submitting() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, "d1-q1", answer="3", link="example.com")
    save(client, assessment, "d1-q2", answer="4", dated="2026-01-31")
    save(client, assessment, "d2-q1", answer="2")
    page = client.get(url("check", assessment))
    assert page.context["unproven"] == 1
    text = page.content.decode()
    assert "1 claim has no evidence" in text
    notice = text[text.index("unproven-title") : text.index("</section>", text.index("unproven-title"))]
    assert notice.count("<li>") == 1
    assert f'href="{url("questions", assessment, "d1")}?back=check#d1-q2"' in notice
    assert "to level 2 only" in notice
    save(client, assessment, "d1-q2", answer="4", note="Seen", version=1)
    assert "unproven-title" not in client.get(url("check", assessment)).content.decode()


def test_carried_answers_are_missing_until_confirmed() -> None:
    user = make_user()
    again = open_next_round(previous=make_sealed(owner=user))
    page = logged_in(user).get(url("check", again))
    assert page.context["missing"] == 4
    assert "From last round, still to be confirmed or changed." in page.content.decode()


def test_what_a_colleague_answered_is_not_missing() -> None:
    user = make_user()
    assessment = make_assessment(owner=user)
    answer_all(add_respondent(assessment=assessment, user=make_user()))
    page = logged_in(user).get(url("check", assessment))
    assert page.context["missing"] == 0
    assert page.content.decode().count("Answered by a colleague.") == 4


def test_submitted_assessment_leads_on() -> None:
    user = make_user()
    sealed = make_sealed(owner=user)
    assert logged_in(user).get(url("check", sealed)).url == url("hub", sealed)


@pytest.mark.parametrize("questions", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_questions(
    questions: int, django_assert_num_queries
) -> None:
    user = make_user()
    assessment = make_assessment(make_version(questions=questions), owner=user)
    answer_all(assessment.respondents.get())
    client = logged_in(user)
    client.get(url("check", assessment))
    # session, user, assessment, answers and questions of the missing, respondent, answers, invitations
    with django_assert_num_queries(10):
        client.get(url("check", assessment))
