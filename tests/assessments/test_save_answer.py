"""The answer that saves itself: what the server replies, and what it stores."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from assessments.actions import open_next_round
from assessments.models import Answer, AnswerRevision
from tests.assessments.pages import answer_of, browser_of, logged_in, make_anonymous, save, url
from tests.factories import answer_all, make_assessment, make_sealed, make_user, make_version

pytestmark = pytest.mark.django_db


def test_answer_is_stored_whole_and_told_back() -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, answer="3", note="Seen", link="http://example.com/x", dated="2026-01-31")
    stored = answer_of(assessment)
    assert reply.json() == {
        "saved": True,
        "version": 1,
        "saved_at": stored.updated_at.isoformat(),
        "status": "1 of 2 answered",
        "errors": {},
    }
    assert (stored.level.rank, stored.note, stored.link) == (3, "Seen", "http://example.com/x")
    assert stored.dated.isoformat() == "2026-01-31"
    assert "no-store" in reply["Cache-Control"]


def test_version_counts_up_and_history_keeps_every_state() -> None:
    client, assessment = make_anonymous()
    for version, answer in enumerate(["2", "unknown", "", "4"]):
        assert save(client, assessment, answer=answer, version=version).json()["version"] == version + 1
    states = AnswerRevision.objects.order_by("version").values_list("state", "level__rank")
    assert list(states) == [("level", 2), ("unknown", None), ("blank", None), ("level", 4)]


def test_retry_of_a_save_whose_reply_was_lost_writes_nothing_more() -> None:
    client, assessment = make_anonymous()
    writer = uuid4()
    first = save(client, assessment, answer="3", writer=writer)
    again = save(client, assessment, answer="3", writer=writer)
    assert first.json()["version"] == again.json()["version"] == 1
    assert AnswerRevision.objects.count() == 1


def test_saves_of_one_page_may_overtake_each_other() -> None:
    client, assessment = make_anonymous()
    writer = uuid4()
    save(client, assessment, answer="4", writer=writer, seq=2)
    late = save(client, assessment, answer="1", writer=writer, seq=1)
    assert late.status_code == 200
    assert answer_of(assessment).level.rank == 4


def test_stale_save_is_told_with_both_values_and_neither_vanishes() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2", note="First")
    reply = save(client, assessment, answer="4", note="Second")
    assert reply.status_code == 409
    assert reply.json() == {
        "saved": False,
        "conflict": {
            "yours": ["4 · Level 4 of 4: d1-q1 behaves like level 4 of 4.", "Note: Second"],
            "stored": ["2 · Level 2 of 4: d1-q1 behaves like level 2 of 4.", "Note: First"],
            "values": {"answer": "2", "reason": "", "note": "First", "link": "", "dated": ""},
            "version": 1,
        },
    }
    assert answer_of(assessment).note == "First"


def test_same_answer_from_two_pages_is_no_conflict() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, answer="2")
    assert save(client, assessment, answer="2").status_code == 200
    assert AnswerRevision.objects.count() == 1


@pytest.mark.parametrize(
    ("part", "value", "message"),
    [
        ("note", "x" * 2001, "This is 2001 characters long; 2000 characters are the most."),
        (
            "link",
            "https://example.com/" + "x" * 490,
            "This is 510 characters long; 500 characters are the most.",
        ),
        ("link", "javascript:alert(1)", "Enter a web address that starts with https:// or http://"),
        ("link", "JavaScript:alert(1)", "Enter a web address"),
        ("link", "data:text/html,x", "Enter a web address"),
        ("link", "ftp://example.com/x", "Enter a web address"),
        ("link", "https://exa mple.com", "Enter a web address"),
        ("dated", "31-01-2026", "Enter a date as year-month-day"),
        ("dated", "2026-02-30", "Enter a date as year-month-day"),
        ("dated", "2999-01-01", "This date has not come yet."),
    ],
)
def test_faulty_part_is_named_and_keeps_its_stored_value(part: str, value: str, message: str) -> None:
    client, assessment = make_anonymous()
    good = {"note": "Before", "link": "https://example.com/before", "dated": "2026-01-01"}
    save(client, assessment, answer="2", **good)
    reply = save(client, assessment, answer="3", version=1, **(good | {part: value}))
    stored = answer_of(assessment)
    assert reply.json()["saved"] is True
    assert list(reply.json()["errors"]) == [part]
    assert reply.json()["errors"][part].startswith(message)
    assert stored.level.rank == 3
    assert (stored.note, stored.link, stored.dated.isoformat()) == tuple(good.values())


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("example.com", "https://example.com"),
        ("example.com:8080/x", "https://example.com:8080/x"),
        (" HTTP://example.com/x ", "HTTP://example.com/x"),
        ("https://example.com/?q=javascript:1", "https://example.com/?q=javascript:1"),
        ("", ""),
    ],
)
def test_link_is_stored_as_a_web_address(typed: str, stored: str) -> None:
    client, assessment = make_anonymous()
    assert save(client, assessment, answer="1", link=typed).json()["errors"] == {}
    assert answer_of(assessment).link == stored


def test_today_is_a_date_that_has_come() -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, answer="1", dated=timezone.localdate().isoformat())
    assert reply.json()["errors"] == {}


def test_astral_characters_count_as_one() -> None:
    client, assessment = make_anonymous()
    assert save(client, assessment, answer="1", note="\N{GRINNING FACE}" * 2000).json()["errors"] == {}
    assert len(answer_of(assessment).note) == 2000


def test_answer_without_its_reason_is_a_draft() -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, "d1-q2", answer="not_applicable")
    assert reply.json()["status"] == "0 of 2 answered"
    reply = save(client, assessment, "d1-q2", answer="not_applicable", reason="No partners", version=1)
    assert reply.json()["status"] == "1 of 2 answered"


def test_reason_goes_with_the_answer_that_needs_it() -> None:
    client, assessment = make_anonymous()
    save(client, assessment, "d1-q2", answer="3", reason="No partners")
    assert answer_of(assessment, "d1-q2").reason == ""


@pytest.mark.parametrize(
    "fields",
    [
        {"answer": "0"},
        {"answer": "5"},
        {"answer": "999999999999999999999"},
        {"answer": "blank"},
        {"answer": "1", "version": "-1"},
        {"answer": "1", "version": "x"},
        {"answer": "1", "seq": "-1"},
        {"answer": "1", "seq": "99999999999"},
        {"answer": "not_applicable", "reason": "The first question is a key practice"},
    ],
)
def test_answer_outside_the_question_writes_nothing(fields: dict[str, str]) -> None:
    client, assessment = make_anonymous()
    reply = save(client, assessment, **fields)
    assert reply.status_code == 400
    assert reply.json()["saved"] is False
    assert not Answer.objects.exists()


def test_question_of_another_version_is_not_found() -> None:
    client, assessment = make_anonymous()
    make_version(domains=3)
    assert save(client, assessment, "d3-q1", answer="1").status_code == 404
    assert not Answer.objects.exists()


def test_rank_of_the_other_rubric_is_refused() -> None:
    version = make_version(levels=(4, 5))
    client, assessment = make_anonymous(version=version, rubric=version.rubrics.get(slug="r4"))
    assert save(client, assessment, answer="5").status_code == 400
    assert not Answer.objects.exists()


def test_further_fields_are_ignored() -> None:
    client, assessment = make_anonymous()
    extra = {
        "state": "unknown",
        "level": "1",
        "respondent": "1",
        "carried": "1",
        "organisation": "x",
        "owner": 1,
    }
    save(client, assessment, answer="3", **extra)
    stored = answer_of(assessment)
    assert (stored.state, stored.level.rank, stored.carried) == ("level", 3, False)
    assessment.refresh_from_db()
    assert (assessment.owner, assessment.organisation) == (None, None)


def test_answer_lands_in_the_assessment_of_its_address() -> None:
    user = make_user()
    version = make_version()
    one, two = make_assessment(version, owner=user), make_assessment(version, owner=user)
    client = logged_in(user)
    save(client, one, answer="1")
    save(client, two, answer="4")
    assert (answer_of(one).level.rank, answer_of(two).level.rank) == (1, 4)


def test_submitted_assessment_is_gone_for_answers() -> None:
    user = make_user()
    sealed = make_sealed(owner=user)
    before = answer_of(sealed).content()
    reply = save(logged_in(user), sealed, answer="4", version=1)
    assert reply.status_code == 410
    assert reply.json()["sealed"] is True
    assert answer_of(sealed).content() == before


def test_signed_out_visitor_is_led_to_the_log_in_page() -> None:
    assessment = make_assessment(owner=make_user())
    reply = save(Client(), assessment, answer="4")
    assert reply.status_code == 302
    assert reply.url.startswith("/accounts/login/")
    assert not Answer.objects.exists()


def test_new_token_lets_an_open_page_go_on() -> None:
    assessment = make_assessment()
    client = browser_of(assessment, enforce_csrf_checks=True)
    path = url("save-answer", assessment, "d1-q1")
    assert client.post(path, {"answer": "1", "version": 0}).status_code == 403
    reply = client.get("/csrf-token/")
    assert "no-store" in reply["Cache-Control"]
    headers = {"x-csrftoken": reply.json()["token"]}
    assert client.post(path, {"answer": "1", "version": 0}, headers=headers).json()["saved"] is True


def test_reading_changes_nothing() -> None:
    client, assessment = make_anonymous()
    assert client.get(url("save-answer", assessment, "d1-q1"), {"answer": "1"}).status_code == 405
    assert not Answer.objects.exists()


def test_carried_answer_is_confirmed_by_saving_it() -> None:
    user = make_user()
    again = open_next_round(previous=make_sealed(owner=user))
    reply = save(logged_in(user), again, answer="2", version=1)
    assert reply.json()["status"] == "1 of 2 answered"
    assert not answer_of(again).carried


@pytest.mark.parametrize("questions", [1, 3])
def test_save_takes_the_same_queries_for_any_number_of_questions(
    questions: int, django_assert_num_queries
) -> None:
    user = make_user()
    assessment = make_assessment(make_version(questions=questions), owner=user)
    answer_all(assessment.respondents.get())
    client = logged_in(user)
    save(client, assessment, answer="1", version=1)
    # session, user, assessment, respondent, answers; savepoint, lock, update, answer, revision, release
    with django_assert_num_queries(8):
        assert save(client, assessment, answer="3", version=2).status_code == 200
