"""The history of frameworks and rights: who changed what, when, before and after; it is never changed."""

import re
from typing import Any

import pytest
from auditlog.models import LogEntry
from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Membership, User
from assessments.actions.framework import delete_draft, load_framework, new_draft
from assessments.admin.history import who
from assessments.framework_files import check
from assessments.models import FrameworkVersion, GoalRelevance, Question, WarningSign
from tests.assessments.admin_pages import SEPARATOR, change_url, form_values, step_url
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import make_staff, staff_client
from tests.factories import answer_all, make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
TREE = check(framework_data()).tree
REFUSED = (IntegrityError, DatabaseError)


@pytest.fixture
def publisher() -> Client:
    return staff_client("publisher")


@pytest.fixture
def draft() -> FrameworkVersion:
    return load_framework(tree=TREE).version


def history_url(row: Any) -> str:
    return reverse(f"admin:assessments_{row._meta.model_name}_history", args=[row.pk])


def entries(client: Client, row: Any) -> list[tuple[str, str, str]]:
    """Who, what and the name of the part, newest first."""
    return [(entry.who, entry.what, entry.name) for entry in client.get(history_url(row)).context["entries"]]


def edit(client: Client, row: Any, **changes: Any) -> None:
    url = change_url(row)
    assert client.post(url, form_values(client, url) | changes).status_code == 302


def test_changed_text_is_kept_with_its_editor_and_both_wordings(
    publisher: Client, draft: FrameworkVersion
) -> None:
    question = Question.objects.get(slug="d1-q1")
    edit(publisher, question, text_nl="Hoe?", weight="5")
    (entry,) = publisher.get(history_url(question)).context["entries"]
    assert (entry.who, entry.what) == ("Publisher (publisher@example.com)", "changed")
    changes = [(field.label, field.language, field.before, field.after) for field in entry.fields]
    assert changes == [
        ("text", "Nederlands", "", "Hoe?"),
        ("weight", "", "<del>2</del>", "<ins>5</ins>"),
    ]


def test_anchor_stands_in_the_history_of_its_question_and_version(
    publisher: Client, draft: FrameworkVersion
) -> None:
    question = Question.objects.get(slug="d1-q1")
    edit(publisher, question, **{"anchors-0-statement_en": "Changed"})
    for row in (question, draft):
        place = SEPARATOR.join(["How do you d1-q1?", "4 levels", "1"])
        assert entries(publisher, row)[0][1:] == ("changed", place)


def test_changes_of_one_save_stand_together(publisher: Client, draft: FrameworkVersion) -> None:
    question = Question.objects.get(slug="d1-q1")
    edit(
        publisher,
        question,
        **{"text_nl": "Hoe?", "anchors-0-statement_en": "A", "anchors-1-statement_en": "B"},
    )
    edit(staff_client("editor"), question, text_nl="Hoe dan?")
    saves = publisher.get(history_url(question)).context["saves"]
    assert [[entry.who.split()[0] for entry in save] for save in saves] == [["Editor"], ["Publisher"] * 3]


def test_unchanged_form_leaves_no_entry(publisher: Client, draft: FrameworkVersion) -> None:
    before = LogEntry.objects.count()
    edit(publisher, Question.objects.get(slug="d1-q1"))
    assert LogEntry.objects.count() == before


def test_relations_are_kept_in_words(publisher: Client, draft: FrameworkVersion) -> None:
    sign = WarningSign.objects.get(slug="s2")
    domain = draft.domains.get(slug="d1")
    edit(publisher, sign, domains=[str(domain.pk)])
    found = publisher.get(history_url(sign)).context["entries"]
    changes = [(field.label, field.before, field.after) for entry in found for field in entry.fields]
    assert sorted(changes) == [("domains", "", "Domain 1"), ("domains", "Domain 2", "")]
    relevance = GoalRelevance.objects.get()
    edit(publisher, relevance.goal, **{"relevances-0-value": "1"})
    (entry,) = publisher.get(history_url(relevance.goal)).context["entries"]
    assert [(field.before, field.after) for field in entry.fields] == [
        ("<del>decisive</del>", "<ins>some</ins>")
    ]


def test_life_of_a_version_is_an_entry_a_step(publisher: Client, draft: FrameworkVersion) -> None:
    for step in ("publish", "new-draft", "retire"):
        publisher.post(step_url(draft, step))
    copy = FrameworkVersion.objects.get(number=2)
    delete = reverse("admin:assessments_frameworkversion_delete", args=[copy.pk])
    publisher.post(delete, {"post": "yes"})
    who = "Publisher (publisher@example.com)"
    assert entries(publisher, draft.framework) == [
        (who, "draft deleted with everything in it", "Small · 2"),
        (who, "retired", "Small · 1"),
        (who, "copied as a new draft from version 1", "Small · 2"),
        (who, "published", "Small · 1"),
        ("a command on the server", "imported from a framework file", "Small · 1"),
        ("a command on the server", "added", "Small"),
    ]
    assert [what for _who, what, _name in entries(publisher, draft)] == [
        "retired",
        "published",
        "imported from a framework file",
    ]


def test_deleted_part_stays_in_the_history_of_its_version(publisher: Client, draft: FrameworkVersion) -> None:
    question = Question.objects.get(slug="d2-q2")
    delete = reverse("admin:assessments_question_delete", args=[question.pk])
    publisher.post(delete, {"post": "yes"})
    removed = [name for _who, what, name in entries(publisher, draft) if what == "removed"]
    assert str(question) in removed
    assert len(removed) == 7


def test_hostile_text_in_the_history_stays_text(publisher: Client, draft: FrameworkVersion) -> None:
    question = Question.objects.get(slug="d1-q1")
    edit(publisher, question, text_en="<script>alert(1)</script>")
    entry = LogEntry.objects.latest("pk")
    for url in (history_url(question), reverse("admin:auditlog_logentry_change", args=[entry.pk])):
        page = publisher.get(url).content.decode()
        assert "<script>alert" not in page
        assert "alert" in page


def test_history_takes_as_many_queries_for_many_entries_as_for_one(
    publisher: Client, draft: FrameworkVersion
) -> None:
    taken = []
    for number in (1, 1, 12):
        for question in list(Question.objects.all()) * number:
            question.weight += 1
            question.save()
        with CaptureQueriesContext(connection) as queries:
            assert publisher.get(history_url(draft)).status_code == 200
        taken.append(len(queries))
    assert taken[1] == taken[2]
    assert publisher.get(history_url(draft)).context["page"].has_next()


def test_history_page_needs_the_right_to_see_the_part(draft: FrameworkVersion) -> None:
    assert staff_client("staff").get(history_url(draft)).status_code == 403
    unknown = reverse("admin:assessments_question_history", args=[0])
    assert staff_client("editor").get(unknown).status_code == 302


@pytest.mark.parametrize("kind", ["superuser", "editor"])
def test_log_is_looked_at_and_never_changed(kind: str, draft: FrameworkVersion) -> None:
    client = staff_client(kind)
    entry = LogEntry.objects.earliest("pk")
    url = reverse("admin:auditlog_logentry_change", args=[entry.pk])
    assert client.get(url).status_code == 200
    assert client.get(reverse("admin:auditlog_logentry_changelist") + "?q=small").status_code == 200
    assert client.post(url, {"object_repr": "Rewritten"}).status_code == 403
    assert client.get(reverse("admin:auditlog_logentry_add")).status_code == 403
    delete = reverse("admin:auditlog_logentry_delete", args=[entry.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE auditlog_logentry SET object_repr = 'x'",
        "UPDATE auditlog_logentry SET changes = '{}'",
        "UPDATE auditlog_logentry SET action = 0, additional_data = NULL",
        "UPDATE auditlog_logentry SET actor_email = 'somebody@else.example'",
        "DELETE FROM auditlog_logentry",
    ],
)
def test_entries_are_append_only_in_the_database(
    publisher: Client, draft: FrameworkVersion, sql: str
) -> None:
    publisher.post(step_url(draft, "publish"))
    with pytest.raises(REFUSED), transaction.atomic():
        connection.cursor().execute(sql)


def test_entry_cannot_be_given_to_somebody_else(publisher: Client, draft: FrameworkVersion) -> None:
    publisher.post(step_url(draft, "publish"))
    with pytest.raises(REFUSED), transaction.atomic():
        LogEntry.objects.exclude(actor=None).update(actor=make_user())


def test_deleted_account_leaves_its_address_in_the_history(
    publisher: Client, draft: FrameworkVersion
) -> None:
    publisher.post(step_url(draft, "publish"))
    entry = LogEntry.objects.exclude(actor=None).latest("pk")
    entry.actor.delete()
    assert entries(publisher_again(), draft)[0][:2] == ("publisher@example.com", "published")


def publisher_again() -> Client:
    return staff_client("superuser")


def test_rights_are_kept_without_secrets() -> None:
    root = staff_client("superuser")
    person = make_user(email="anna@example.com", name="Anna")
    organisation = make_organisation(lead=person)
    person.groups.add(Group.objects.create(name="Some"))
    person.set_password("another long secret")
    person.is_staff = True
    person.save()
    kept = {name for entry in LogEntry.objects.all() for name in entry.changes}
    assert kept <= {"email", "email_confirmed", "name", "is_active", "is_staff", "is_superuser"} | {
        "groups",
        "role",
        "user",
        "organisation",
    }
    assert "is_staff" in kept
    assert "secret" not in repr(list(LogEntry.objects.values()))
    log = root.get(reverse("admin:auditlog_logentry_changelist")).content.decode()
    assert str(Membership.objects.get(organisation=organisation)) in log


def test_log_shows_accounts_only_to_those_who_may_see_accounts(draft: FrameworkVersion) -> None:
    make_user(email="anna@example.com")
    log = reverse("admin:auditlog_logentry_changelist")
    assert "anna@example.com" not in staff_client("editor").get(log).content.decode()
    assert "anna@example.com" in staff_client("superuser").get(log).content.decode()


def test_log_is_filtered_by_action_and_part(publisher: Client, draft: FrameworkVersion) -> None:
    edit(publisher, Question.objects.get(slug="d1-q1"), weight="5")
    log = reverse("admin:auditlog_logentry_changelist")
    kind = ContentType.objects.get_for_model(Question)
    for query, found in [
        ("?action=1", 1),
        (f"?part={kind.pk}", 1),
        ("?action=2", 0),
        ("?action=x&part=y", 3),
    ]:
        assert len(publisher.get(log + query).context["cl"].result_list) == found, query


def test_no_network_address_is_kept(publisher: Client, draft: FrameworkVersion) -> None:
    publisher.post(
        step_url(draft, "publish"),
        headers={"X-Forwarded-For": "203.0.113.9", "X-Forwarded-Port": "1", "X-Correlation-Id": "x"},
    )
    assert set(LogEntry.objects.values_list("remote_addr", "remote_port")) == {(None, None)}
    assert set(LogEntry.objects.values_list("cid", flat=True)) == {None, "site"}


def test_visitor_without_an_account_is_not_taken_for_a_command(client: Client, publisher: Client) -> None:
    data = {"email": "new@example.com", "password1": "seven quiet herons at dusk"}
    client.post(reverse("account_signup"), data)
    entry = LogEntry.objects.get_for_object(User.objects.get(email="new@example.com")).last()
    assert who(entry) == "someone on the site, not logged in"
    other = make_user()
    assert who(LogEntry.objects.get_for_object(other).last()) == "a command on the server"


def test_answering_leaves_nothing_in_the_history() -> None:
    assessment = make_assessment(make_version())
    before = LogEntry.objects.count()
    answer_all(assessment.respondents.get())
    assert LogEntry.objects.count() == before


def test_page_without_a_visitor_asks_for_no_session(client: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        client.get(reverse("health"))
    assert not [query for query in queries if "session" in query["sql"]]


def test_draft_deleted_by_a_command_has_no_actor(draft: FrameworkVersion) -> None:
    other = new_draft(version=draft)
    delete_draft(version=other)
    entry = LogEntry.objects.latest("pk")
    assert (entry.actor, entry.additional_data["step"], entry.object_repr) == (None, "deleted", "Small · 2")


def test_editor_finds_the_history_button(draft: FrameworkVersion) -> None:
    client = Client()
    client.force_login(make_staff("editor"))
    for row in (draft, draft.framework, Question.objects.first()):
        page = client.get(change_url(row)).content.decode()
        assert re.search(rf'href="{history_url(row)}[^"]*" class="historylink"', page)
