"""Many requests at once: one effect; and what would happen without the guard."""

import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.core import mail
from django.db import IntegrityError, connection, transaction
from django.db.models import Q, UniqueConstraint

from accounts.models import User
from assessments.actions import Save
from assessments.models import Answer, AnswerRevision, Assessment, Question, StoredResult
from tests.assessments.pages import answer_of, url
from tests.browser.races import Visitor, at_once
from tests.factories import answer_all, make_assessment, make_user

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def owner() -> User:
    return make_user(email="anna@example.com")


@pytest.fixture
def assessment(owner: User) -> Assessment:
    return make_assessment(owner=owner)


@pytest.fixture
def visitor(live_server: Any, owner: User) -> Visitor:
    return Visitor(live_server.url, owner)


def test_twenty_submits_at_once_have_one_effect(assessment: Assessment, visitor: Visitor) -> None:
    answer_all(assessment.respondents.get())
    path = url("submit", assessment)
    replies = at_once(*[partial(visitor.post, path)] * 20)
    assert Counter(replies) == {(302, url("report", assessment)): 20}
    assert StoredResult.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["anna@example.com"]]


def test_first_answers_at_once_are_one_row_and_the_others_are_told(
    assessment: Assessment, visitor: Visitor
) -> None:
    path = url("save-answer", assessment, "d1-q1")
    calls = [
        partial(visitor.post, path, answer=1 + number % 4, version=0, writer=uuid4(), seq=1)
        for number in range(8)
    ]
    replies = at_once(*calls)
    stored = answer_of(assessment)
    winners = {number for number, (status, _body) in enumerate(replies) if status == 200}
    assert {1 + number % 4 for number in winners} == {stored.level.rank}
    assert {status for status, _body in replies} == {200, 409}
    for status, body in replies:
        if status == 409:
            assert json.loads(body)["conflict"]["values"]["answer"] == str(stored.level.rank)
    assert (stored.version, AnswerRevision.objects.count()) == (1, 1)


def test_retries_of_one_save_at_once_are_one_row(assessment: Assessment, visitor: Visitor) -> None:
    path = url("save-answer", assessment, "d1-q1")
    call = partial(visitor.post, path, answer=3, version=0, writer=uuid4(), seq=1)
    replies = at_once(*[call] * 8)
    assert {(status, json.loads(body)["version"]) for status, body in replies} == {(200, 1)}
    assert (Answer.objects.count(), AnswerRevision.objects.count()) == (1, 1)


def test_changes_at_once_lose_nothing_silently(assessment: Assessment, visitor: Visitor) -> None:
    path = url("save-answer", assessment, "d1-q1")
    visitor.post(path, answer=1, version=0, writer=uuid4(), seq=1)
    calls = [
        partial(visitor.post, path, answer=2, note=f"Note {number}", version=1, writer=uuid4(), seq=1)
        for number in range(6)
    ]
    statuses = Counter(status for status, _body in at_once(*calls))
    assert statuses == {200: 1, 409: 5}
    assert answer_of(assessment).version == 2


def test_saving_while_submitting_never_changes_what_was_sealed(
    assessment: Assessment, visitor: Visitor
) -> None:
    answer_all(assessment.respondents.get())
    saves = [
        partial(
            visitor.post,
            url("save-answer", assessment, question),
            answer=4,
            version=1,
            writer=uuid4(),
            seq=1,
        )
        for question in ("d1-q1", "d1-q2", "d2-q1", "d2-q2")
    ]
    replies = at_once(*saves, partial(visitor.post, url("submit", assessment)))
    assert replies[-1][0] == 302
    assert {status for status, _body in replies[:-1]} <= {200, 410}
    result = StoredResult.objects.get().data
    rated = {
        question["question"]: question["rating"]
        for domain in result["domains"]
        for question in domain["questions"]
    }
    stored = dict(Answer.objects.values_list("question__slug", "level__rank"))
    assert rated == stored


def _check_then_insert(assessment: Assessment, barrier: Barrier) -> tuple[int, str]:
    """Saving without the guard: looks, finds nothing, writes; both looked before either wrote."""
    respondent = assessment.respondents.get()
    question = Question.objects.get(slug="d1-q1", domain__version=assessment.version)
    missing = not Answer.objects.filter(respondent=respondent, question=question).exists()
    barrier.wait()
    try:
        with transaction.atomic():
            Answer.objects.create(respondent=respondent, question=question, state="unknown")
    except IntegrityError:
        return (409, str(missing))
    finally:
        connection.close()
    return (200, str(missing))


def test_database_refuses_what_looking_first_lets_through(assessment: Assessment) -> None:
    barrier = Barrier(2)
    replies = at_once(*[partial(_check_then_insert, assessment, barrier)] * 2)
    assert sorted(replies) == [(200, "True"), (409, "True")]


@contextmanager
def _without(constraint: UniqueConstraint) -> Iterator[None]:
    """The table of answers without one of its constraints; SQLite rebuilds it from the model's own list."""
    kept = Answer._meta.constraints
    Answer._meta.constraints = [one for one in kept if one != constraint]
    with connection.schema_editor() as editor:
        editor.remove_constraint(Answer, constraint)
    try:
        yield
    finally:
        Answer.objects.all().delete()
        Answer._meta.constraints = kept
        with connection.schema_editor() as editor:
            editor.add_constraint(Answer, constraint)


def test_without_the_constraint_the_race_stores_two_rows(assessment: Assessment) -> None:
    barrier = Barrier(2)
    with _without(next(one for one in Answer._meta.constraints if one.name == "answer_unique")):
        replies = at_once(*[partial(_check_then_insert, assessment, barrier)] * 2)
        assert replies == [(200, "True")] * 2
        assert Answer.objects.count() == 2


def test_without_the_version_check_changes_at_once_are_lost_silently(
    assessment: Assessment, visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = url("save-answer", assessment, "d1-q1")
    visitor.post(path, answer=1, version=0, writer=uuid4(), seq=1)
    calls = [
        partial(visitor.post, path, answer=2, note=f"Note {number}", version=1, writer=uuid4(), seq=1)
        for number in range(6)
    ]
    monkeypatch.setattr(Save, "passes", lambda _save: Q())
    assert {status for status, _body in at_once(*calls)} == {200}
    assert answer_of(assessment).version == 7
