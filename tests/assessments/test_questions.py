"""The page of questions as an ordinary form, without any script."""

import pytest
from django.test import Client

from assessments.actions import AnswerContent, add_respondent, open_next_round, save_answer
from assessments.models import Answer, Assessment, Question
from tests.assessments.pages import answer_of, logged_in, make_anonymous, page_data, save, url
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db


def post(client: Client, assessment: Assessment, domain: str = "d1", **answers: dict) -> object:
    slugs = {name.replace("_", "-"): parts for name, parts in answers.items()}
    return client.post(url("questions", assessment, domain), page_data(slugs))


def test_page_offers_each_level_and_preselects_none() -> None:
    client, assessment = make_anonymous()
    page = client.get(url("questions", assessment, "d1")).content.decode()
    assert page.count('type="radio"') == 2 * 4 + 2 + 1  # the key practice always applies
    assert " checked" not in page
    assert "d1-q1 behaves like level 3 of 4." in page


@pytest.mark.parametrize("answer", ["3", "unknown", "not_applicable"])
@pytest.mark.parametrize("fault", [False, True])
def test_page_shows_what_is_stored_and_nothing_else_as_chosen(answer: str, fault: bool) -> None:
    client, assessment = make_anonymous()
    parts = {
        "answer": answer,
        "reason": "No <b>partners",
        "note": "A <b>note\nof two lines",
        "link": "a.example/?<b>",
    }
    save(client, assessment, "d1-q2", **parts, dated="2026-01-31")
    if fault:
        parts |= {"version": 1, "dated": "never"}
        response = client.post(url("questions", assessment, "d1"), page_data({"d1-q2": parts}))
    else:
        response = client.get(url("questions", assessment, "d1"))
    page = response.content.decode()
    assert page.count(" checked>") == 1
    assert f'value="{answer}" id="d1-q2-answer-{answer}" checked>' in page
    assert 'name="d1-q2-version" value="1"' in page
    assert ">\nA &lt;b&gt;note\nof two lines</textarea>" in page
    assert "a.example/?&lt;b&gt;" in page
    assert "<b>" not in page


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"answer": "2"}, False),
        ({"answer": "3"}, True),
        ({"answer": "4", "dated": "2026-01-31"}, True),
        ({"answer": "3", "note": "The sheet"}, False),
        ({"answer": "4", "link": "example.com"}, False),
        ({"answer": "unknown"}, False),
    ],
)
@pytest.mark.parametrize("fault", [False, True])
def test_page_tells_what_a_claim_without_evidence_counts_as(
    parts: dict[str, str], told: bool, fault: bool
) -> None:
    client, assessment = make_anonymous()
    save(client, assessment, **parts)
    if fault:
        faulty = page_data({"d1-q1": parts | {"version": 1, "dated": "never"}})
        page = client.post(url("questions", assessment, "d1"), faulty).content.decode()
    else:
        page = client.get(url("questions", assessment, "d1")).content.decode()
    assert page.count(">Without a note or link this counts as level 2 only.</p>") == int(told)
    assert page.count('<details class="evidence" open>') == int(
        told or fault or any(parts.get(part) for part in ("note", "link", "dated"))
    )


def test_page_shows_the_anchors_of_its_rubric_only() -> None:
    version = make_version(levels=(4, 5))
    client, assessment = make_anonymous(version=version, rubric=version.rubrics.get(slug="r5"))
    page = client.get(url("questions", assessment, "d1")).content.decode()
    assert "d1-q1 behaves like level 5 of 5." in page
    assert "of 4." not in page


def test_form_saves_all_cards_and_goes_on_to_the_next_domain() -> None:
    client, assessment = make_anonymous()
    response = post(
        client,
        assessment,
        d1_q1={"answer": "3", "note": "The sheet", "link": "example.com/a", "dated": "2026-01-31"},
        d1_q2={"answer": "not_applicable", "reason": "No partners"},
    )
    assert response.url == url("questions", assessment, "d2")
    first, second = answer_of(assessment), answer_of(assessment, "d1-q2")
    assert (first.level.rank, first.note, first.link) == (3, "The sheet", "https://example.com/a")
    assert first.dated.isoformat() == "2026-01-31"
    assert (second.state, second.reason) == ("not_applicable", "No partners")


def test_open_questions_are_told_on_the_next_page_with_a_link() -> None:
    client, assessment = make_anonymous(version=make_version(questions=3))
    response = post(client, assessment, d1_q1={"answer": "3"}, d1_q2={"answer": ""}, d1_q3={"answer": ""})
    page = client.get(response.url).content.decode()
    link = url("questions", assessment, "d1") + "#d1-q2"
    assert f'<a href="{link}">2 questions in Domain 1 are still open</a>' in page
    assert "still open" not in client.get(response.url).content.decode()
    post(client, assessment, d1_q2={"answer": "3"}, d1_q3={"answer": "unknown"})
    assert "still open" not in client.get(response.url).content.decode()


def test_open_questions_are_told_on_the_hub_to_who_does_not_submit() -> None:
    colleague = make_user()
    assessment = make_assessment(owner=make_user())
    add_respondent(assessment=assessment, user=colleague)
    client = logged_in(colleague)
    response = post(client, assessment, "d2", d2_q1={"answer": "3"})
    assert response.url == url("hub", assessment)
    assert "1 question in Domain 2 is still open" in client.get(response.url).content.decode()


def test_who_comes_from_the_check_goes_back_there() -> None:
    client, assessment = make_anonymous()
    path = url("questions", assessment, "d1")
    assert f'href="{path}?back=check#d1-q1"' in client.get(url("check", assessment)).content.decode()
    page = client.get(f"{path}?back=check").content.decode()
    assert f'action="{path}?back=check"' in page
    faulty = client.post(f"{path}?back=check", page_data({"d1-q1": {"answer": "3", "dated": "never"}}))
    assert f'action="{path}?back=check"' in faulty.content.decode()
    done = client.post(f"{path}?back=check", page_data({"d1-q1": {"answer": "2", "version": 1}}))
    assert done.url == url("check", assessment)
    elsewhere = client.post(
        f"{path}?back=//evil.example", page_data({"d1-q1": {"answer": "3", "version": 2}})
    )
    assert elsewhere.url == url("questions", assessment, "d2")


def test_last_domain_goes_on_to_the_check() -> None:
    client, assessment = make_anonymous()
    response = post(client, assessment, "d2", d2_q1={"answer": "unknown"})
    assert response.url == url("check", assessment)


def test_unchanged_cards_are_not_written_again() -> None:
    client, assessment = make_anonymous()
    parts = {"answer": "3", "note": "Two\r\nlines"}
    post(client, assessment, d1_q1=parts)
    post(client, assessment, d1_q1=parts | {"version": 1})
    assert answer_of(assessment).version == 1
    assert answer_of(assessment).note == "Two\nlines"


def test_card_without_any_input_is_not_written() -> None:
    client, assessment = make_anonymous()
    post(client, assessment, d1_q1={"answer": "2"}, d1_q2={"answer": ""})
    assert Answer.objects.count() == 1


def test_stale_card_shows_both_values_and_writes_the_others() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2")
    save(client, assessment, answer="4", note="From elsewhere", version=1)
    response = post(
        client,
        assessment,
        d1_q1={"answer": "1", "note": "From here", "version": 1},
        d1_q2={"answer": "3"},
    )
    page = response.content.decode()
    assert response.status_code == 409
    assert "<title>Error:" in page
    assert "Note: From elsewhere" in page
    assert "Note: From here" in page
    assert 'name="d1-q1-version" value="2"' in page
    assert (answer_of(assessment).level.rank, answer_of(assessment, "d1-q2").level.rank) == (4, 3)


def test_kept_value_replaces_the_other_one_when_sent_again() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2")
    save(client, assessment, answer="4", version=1)
    response = post(client, assessment, d1_q1={"answer": "1", "version": 2})
    assert response.status_code == 302
    assert answer_of(assessment).level.rank == 1
    assert answer_of(assessment).revisions.count() == 3


def test_taking_theirs_writes_nothing() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="4")
    data = page_data({"d1-q1": {"answer": "1", "version": 0}}) | {"take": "d1-q1"}
    response = client.post(url("questions", assessment, "d1"), data)
    assert response.url == url("questions", assessment, "d1") + "#d1-q1"
    assert answer_of(assessment).level.rank == 4


def test_card_left_alone_on_an_old_page_does_not_put_back_the_old_answer() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2")
    save(client, assessment, answer="4", version=1)
    response = post(client, assessment, d1_q1={"answer": "2", "version": 1}, d1_q2={"answer": "3"})
    assert response.status_code == 302
    assert answer_of(assessment).level.rank == 4


def test_faulty_parts_are_named_and_the_rest_is_saved() -> None:
    client, assessment = make_anonymous()
    response = post(
        client,
        assessment,
        d1_q1={"answer": "3", "note": "x" * 2001, "link": "javascript:alert(1)", "dated": "31.1.2026"},
    )
    page = response.content.decode()
    stored = answer_of(assessment)
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert page.count("This is 2001 characters long; 2000 characters are the most.") == 2
    assert 'href="#d1-q1-link"' in page
    assert "javascript:alert(1)" in page
    assert "x" * 2001 in page
    assert (stored.level.rank, stored.note, stored.link, stored.dated) == (3, "", "", None)


def test_longest_note_is_kept_whole() -> None:
    client, assessment = make_anonymous()
    note = "a\r\n" * 999 + "ab"
    post(client, assessment, d1_q1={"answer": "3", "note": note})
    assert answer_of(assessment).note == note.replace("\r\n", "\n")


def test_reason_is_required_where_it_does_not_apply() -> None:
    client, assessment = make_anonymous()
    response = post(client, assessment, d1_q2={"answer": "not_applicable", "reason": " "})
    assert response.status_code == 422
    assert 'href="#d1-q2-reason"' in response.content.decode()
    assert not answer_of(assessment, "d1-q2").is_complete


def test_key_practice_always_applies() -> None:
    client, assessment = make_anonymous()
    response = post(client, assessment, d1_q1={"answer": "not_applicable", "reason": "Because"})
    assert response.status_code == 422
    assert not Answer.objects.exists()


@pytest.mark.parametrize("answer", ["0", "5", "-1", "1.0", "level", "٣"])
def test_answer_outside_the_rubric_writes_nothing(answer: str) -> None:
    client, assessment = make_anonymous()
    response = post(client, assessment, d1_q1={"answer": answer, "note": "kept out"})
    assert response.status_code == 422
    assert not Answer.objects.exists()


def test_card_that_was_not_sent_keeps_its_answer() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2")
    post(client, assessment, d1_q2={"answer": "3"})
    assert answer_of(assessment).level.rank == 2


def test_carried_answer_counts_only_after_it_was_confirmed() -> None:
    user = make_user()
    assessment = open_next_round(previous=make_sealed(owner=user))
    client = logged_in(user)
    page = client.get(url("questions", assessment, "d1")).content.decode()
    assert page.count("From last round: confirm or change") == 2
    assert "0 of 2 answered" in page
    data = page_data({"d1-q1": {"answer": "2", "version": 1}, "d1-q2": {"answer": "2", "version": 1}})
    response = client.post(url("questions", assessment, "d1"), data | {"confirm": "d1-q1"})
    assert response.url.endswith("#d1-q1")
    assert not answer_of(assessment).carried
    assert answer_of(assessment, "d1-q2").carried


def test_unknown_domain_is_not_found() -> None:
    client, assessment = make_anonymous()
    assert client.get(url("questions", assessment, "nothing")).status_code == 404


def test_submitted_assessment_refuses_answers() -> None:
    user = make_user()
    sealed = make_sealed(owner=user)
    before = answer_of(sealed).content()
    client = logged_in(user)
    response = client.post(
        url("questions", sealed, "d1"), page_data({"d1-q1": {"answer": "4", "version": 1}}), follow=False
    )
    assert response.url == url("hub", sealed)
    assert answer_of(sealed).content() == before
    assert client.get(url("questions", sealed, "d1")).url == url("hub", sealed)


def test_page_is_never_stored() -> None:
    client, assessment = make_anonymous()
    for name in ("hub", "check"):
        assert "no-store" in client.get(url(name, assessment))["Cache-Control"]
    assert "no-store" in client.get(url("questions", assessment, "d1"))["Cache-Control"]


@pytest.mark.parametrize("questions", [1, 3])
def test_page_takes_the_same_queries_for_any_number_of_questions(
    questions: int, django_assert_num_queries
) -> None:
    user = make_user()
    assessment = make_assessment(make_version(questions=questions), owner=user)
    answer_all(assessment.respondents.get(), note="Seen")
    client = logged_in(user)
    client.get(url("questions", assessment, "d1"))
    with django_assert_num_queries(4):  # session, user, respondent with assessment, answers
        client.get(url("questions", assessment, "d1"))


def test_new_version_leaves_open_assessments_on_theirs() -> None:
    client, assessment = make_anonymous()
    make_version()
    assert Question.objects.filter(slug="d1-q1").count() == 2
    save(client, assessment, answer="3")
    assert answer_of(assessment).question.domain.version == assessment.version


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", "{{ 7|add:7 }}", "%(x)s {0}", "</textarea><b>"]
)
def test_hostile_text_stays_text(payload: str) -> None:
    client, assessment = make_anonymous(team=payload)
    save(client, assessment, answer="3", note=payload)
    save(client, assessment, "d1-q2", answer="not_applicable", reason=payload)
    for page in ("questions", "check", "hub"):
        args = ("d1",) if page == "questions" else ()
        text = client.get(url(page, assessment, *args)).content.decode()
        assert "<script>alert" not in text
        assert "</textarea><b>" not in text
        assert "{{ 7|add:7 }}" in text or payload != "{{ 7|add:7 }}"


def test_conflict_of_a_first_answer_is_told() -> None:
    client, assessment = make_anonymous()
    save_answer(
        respondent=assessment.respondents.get(),
        question=Question.objects.get(slug="d1-q1"),
        content=AnswerContent(state="unknown"),
        seen=0,
    )
    response = post(client, assessment, d1_q1={"answer": "2", "version": 0})
    assert response.status_code == 409
    assert answer_of(assessment).state == "unknown"
