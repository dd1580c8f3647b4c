"""Anonymous respondents: what the database's owner can read after submission ties no answer to a person."""

import json
import re
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import AuditEvent
from assessments.access import RESPONDENTS_KEY, answer_path
from assessments.actions import TooFewError, submit
from assessments.actions.asking import Asked, FixedError, hide_names, invite
from assessments.actions.closing import (
    NothingAnsweredError,
    NumbersShownError,
    close_answering,
    finish,
    open_answering,
    reopen,
    set_closing_date,
)
from assessments.models import Answer, AnswerRevision, Assessment, Respondent
from tests.assessments.pages import logged_in, save, url
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
PEOPLE = ("bea", "carl", "dora", "emil")


def asked(*, hidden: bool, people: tuple[str, ...] = PEOPLE) -> Assessment:
    """An assessment with a lead who invited these people, told apart by the level that each will give."""
    lead = make_user()
    assessment = make_assessment(
        make_version(domains=1, questions=1),
        owner=lead,
        organisation=make_organisation(lead=lead),
        opened_at=timezone.now() - timedelta(days=9),
    )
    if hidden:
        assessment = hide_names(assessment=assessment, hidden=True, actor=lead)
    invite(
        assessment=assessment,
        people=[Asked(email=f"{name}@example.com", name=name.title(), function="rep") for name in people],
        language="en",
        actor=lead,
        base_url="http://testserver",
    )
    return assessment


def answered(assessment: Assessment, name: str, level: int, **fields: Any) -> tuple[Client, Respondent]:
    """A browser in which the person began and answered."""
    invitation = assessment.invitations.get(name=name.title())
    client = Client()
    assert client.post(answer_path(invitation)).status_code == 302
    assert save(client, assessment, answer=level, **fields).json()["saved"] is True
    invitation.refresh_from_db()
    return client, invitation.respondent


def all_tables() -> dict[str, list[dict[str, Any]]]:
    """Every row of the database, as its owner reads it; on PostgreSQL with the transaction that wrote it."""
    rows: dict[str, list[dict[str, Any]]] = {}
    written = ", xmin::text AS _xmin" if connection.vendor == "postgresql" else ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(" ".join(["SELECT *", written, "FROM", connection.ops.quote_name(table)]))
            names = [column[0] for column in cursor.description]
            rows[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    rows["sessions, decoded"] = [session.get_decoded() for session in Session.objects.all()]
    return rows


def respondents_tied(rows: dict[str, list[dict[str, Any]]]) -> set[str]:
    """The keys of stored answerers that stand anywhere but in the answers and the respondents themselves."""
    own = {"assessments_respondent", "assessments_answer"}
    keys = {re.sub("-", "", str(row["id"])) for row in rows["assessments_respondent"]}
    elsewhere = json.dumps([rows[name] for name in rows if name not in own], default=str).replace("-", "")
    return {key for key in keys if key in elsewhere}


def distinct(rows: list[dict[str, Any]], *names: str) -> int:
    """How many different values the rows have in these columns, where they have them."""
    return len({tuple(str(row.get(name)) for name in names) for row in rows})


def test_submitted_answers_are_tied_to_nobody_but_named_ones_are() -> None:
    for hidden in (True, False):
        assessment = asked(hidden=hidden)
        clients = [answered(assessment, name, 1 + n % 4) for n, name in enumerate(PEOPLE)]
        for client, _respondent in clients:
            client.post(url("finish", assessment))
        if not hidden:
            answer_all(assessment.respondents.get(is_opener=True))
        submit(assessment=assessment)
        rows = all_tables()
        mine = {str(pk) for pk in assessment.respondents.values_list("pk", flat=True)}
        tied = {key for key in respondents_tied(rows) if key in {pk.replace("-", "") for pk in mine}}
        assert len(tied) == (0 if hidden else len(PEOPLE))
        people = assessment.respondents.all()
        answers = Answer.objects.filter(respondent__in=people)
        assert people.count() == len(PEOPLE) + (not hidden)
        assert (people.values("created_at", "finished_at").distinct().count() == 1) is hidden
        assert (answers.values("updated_at").distinct().count() == 1) is hidden
        assert AnswerRevision.objects.filter(answer__in=answers).exists() is not hidden
        assert answers.exclude(writer=None).exists() is not hidden


def test_no_trace_of_who_began_is_left_in_any_table() -> None:
    assessment = asked(hidden=True)
    before = []
    for number, name in enumerate(PEOPLE):
        client, respondent = answered(assessment, name, 1 + number % 4)
        before.append((str(respondent.pk), str(respondent.answers.get().writer)))
        assert client.post(url("finish", assessment)).url == "/finished/"
        assert RESPONDENTS_KEY not in client.session or not client.session[RESPONDENTS_KEY]
    submit(assessment=assessment)
    everything = json.dumps(all_tables(), default=str).replace("-", "")
    kept = [pk for pair in before for pk in pair if pk.replace("-", "") in everything]
    assert kept == []
    assert set(assessment.invitations.values_list("respondent", "finished", "function")) == {(None, True, "")}


@pytest.mark.parametrize("last", PEOPLE)
def test_neither_keys_nor_transactions_tell_who_finished_last(last: str) -> None:
    assessment = asked(hidden=True)
    order = [*(name for name in PEOPLE if name != last), last]
    found = {name: answered(assessment, name, 1 + n)[1] for n, name in enumerate(PEOPLE)}
    highest = Answer.objects.order_by("-pk").first().pk
    for name in order:
        finish(respondent=found[name])
    answers = Answer.objects.filter(respondent__assessment=assessment)
    # All of them were written by the last one who finished, so that no key is older than another's.
    assert answers.count() == len(PEOPLE)
    assert min(answers.values_list("pk", flat=True)) > highest + len(PEOPLE)
    rows = all_tables()
    for table in ("assessments_respondent", "assessments_answer", "assessments_respondentinvitation"):
        of_them = [row for row in rows[table] if row.get("is_opener") is not True]
        assert distinct(of_them, "_xmin") == 1 or table == "assessments_respondent"


def test_order_of_the_answers_is_drawn_by_lot() -> None:
    assessment = asked(hidden=True, people=tuple(f"p{number}" for number in range(12)))
    found = [answered(assessment, f"p{number}", 1, note=f"Note {number}")[1] for number in range(12)]
    for respondent in found:
        finish(respondent=respondent)
    answers = Answer.objects.filter(respondent__assessment=assessment).order_by("pk")
    notes = list(answers.values_list("note", flat=True))
    assert sorted(notes) == sorted(f"Note {number}" for number in range(12))
    assert notes != [f"Note {number}" for number in range(12)]


def test_what_was_not_finished_is_deleted_and_rare_functions_are_blanked() -> None:
    assessment = asked(hidden=True, people=("bea", "carl", "dora", "emil", "fay"))
    assessment.invitations.filter(name__in=["Dora"]).update(function="leader")
    for number, name in enumerate(("bea", "carl", "dora", "emil")):
        finish(respondent=answered(assessment, name, 1 + number)[1])
    _client, begun = answered(assessment, "fay", 4)
    submit(assessment=assessment)
    assert not Respondent.objects.filter(pk=begun.pk).exists()
    assert set(assessment.respondents.values_list("function", flat=True)) == {""}
    assert set(assessment.invitations.values_list("function", flat=True)) == {""}


def test_three_have_to_finish() -> None:
    assessment = asked(hidden=True)
    client = logged_in(assessment.owner)
    found = [answered(assessment, name, 2)[1] for name in PEOPLE]
    for respondent in found[:2]:
        finish(respondent=respondent)
    with pytest.raises(TooFewError):
        submit(assessment=assessment)
    assert Respondent.objects.filter(pk=found[3].pk).exists()
    page = client.post(url("submit", assessment))
    assert (page.status_code, "fewer than three" in page.content.decode()) == (422, True)
    finish(respondent=found[2])
    assert client.post(url("submit", assessment)).url == url("report", assessment)
    assert assessment.respondents.count() == 3


def test_lead_who_answers_is_treated_alike() -> None:
    assessment = asked(hidden=True)
    client = logged_in(assessment.owner)
    save(client, assessment, answer=3)
    assert client.post(url("finish", assessment)).url == url("hub", assessment)
    assert not assessment.respondents.exclude(user=None, is_opener=False).exists()
    page = client.get(url("hub", assessment)).content.decode()
    assert "1 person has finished." in page
    assert "1 of 1 answered" not in page


def test_finishing_needs_an_answer_and_the_link_leads_nowhere_afterwards() -> None:
    assessment = asked(hidden=True)
    invitation = assessment.invitations.get(name="Bea")
    client = Client()
    client.post(answer_path(invitation))
    assert client.post(url("finish", assessment)).status_code == 422
    with pytest.raises(NothingAnsweredError):
        finish(respondent=assessment.respondents.get(invitation=invitation))
    save(client, assessment, answer=2)
    stale = Client()
    stale.post(answer_path(invitation))
    client.post(url("finish", assessment))
    for browser in (client, stale):
        assert save(browser, assessment, answer=3).status_code == 302
    page = stale.get(answer_path(invitation)).content.decode()
    assert "You have finished" in page
    assert stale.post(answer_path(invitation)).status_code == 200
    assert assessment.respondents.filter(is_opener=False).count() == 1


def test_choice_is_fixed_once_somebody_is_asked() -> None:
    assessment = asked(hidden=False)
    with pytest.raises(FixedError):
        hide_names(assessment=assessment, hidden=True, actor=None)
    page = logged_in(assessment.owner).get(url("respondents", assessment)).content.decode()
    assert "This is fixed, because others were asked already" in page


def test_closed_anonymous_answering_stays_closed_once_numbers_were_shown() -> None:
    assessment = asked(hidden=True)
    for name in PEOPLE[:3]:
        finish(respondent=answered(assessment, name, 2)[1])
    close_answering(assessment=assessment)
    with pytest.raises(NumbersShownError):
        open_answering(assessment=assessment)
    with pytest.raises(NumbersShownError):
        set_closing_date(assessment=assessment, closes_at=timezone.now() + timedelta(days=1))
    submit(assessment=assessment)
    reopened = reopen(assessment=assessment, why="The goal was wrong.")
    assert reopened.is_closed


def test_audit_log_names_nobody_at_answering_and_finishing() -> None:
    assessment = asked(hidden=True)
    before = AuditEvent.objects.count()
    for name in PEOPLE:
        finish(respondent=answered(assessment, name, 2)[1])
    assert AuditEvent.objects.count() == before
