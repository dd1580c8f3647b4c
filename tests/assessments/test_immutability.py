"""A published version stays as it is, by every route."""

from collections.abc import Callable
from threading import Thread
from uuid import uuid4

import pytest
from auditlog.models import LogEntry
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.db.models import Model

from assessments.actions.framework import publish
from assessments.models import (
    Anchor,
    Domain,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    WarningSign,
)
from assessments.models.draft_only import PublishedVersionError
from tests.factories import answer_all, make_assessment, make_version

pytestmark = pytest.mark.django_db

REFUSED = (IntegrityError, DatabaseError)


def _copy(kpi: Kpi) -> Kpi:
    kpi.pk, kpi.slug = None, "another"
    return kpi


@pytest.mark.parametrize("model", [Anchor, Domain, GoalRelevance, Kpi, Level, Question])
def test_published_row_refuses_save_and_delete(model: type) -> None:
    make_version()
    row = model.objects.first()
    with pytest.raises(PublishedVersionError):
        row.save()
    with pytest.raises(PublishedVersionError):
        row.delete()


@pytest.mark.parametrize(
    "write",
    [
        lambda: Anchor.objects.update(statement_en="Changed"),
        lambda: Question.objects.update(weight=5),
        lambda: Question.objects.all().delete(),
        lambda: Domain.objects.update(position=9),
        lambda: Kpi.objects.all().delete(),
        lambda: Level.objects.bulk_create(
            [Level(rubric=Level.objects.first().rubric, rank=9, name="Nine", today="x", risk="x")]
        ),
        lambda: FrameworkVersion.objects.update(sign_bonus=3),
        lambda: FrameworkVersion.objects.update(status="draft"),
        lambda: FrameworkVersion.objects.all().delete(),
        lambda: Anchor.objects.bulk_update(
            [Anchor(pk=Anchor.objects.first().pk, statement="x")], ["statement"]
        ),
        lambda: Kpi.objects.bulk_create([_copy(Kpi.objects.first())]),
        lambda: WarningSign.objects.first().domains.set([]),
        lambda: FrameworkVersion.objects.all()._raw_delete("default"),
        lambda: connection.cursor().execute("DELETE FROM assessments_warningsign_domains"),
    ],
    ids=[
        "statement",
        "weight",
        "questions",
        "position",
        "kpis",
        "new-level",
        "parameter",
        "back-to-draft",
        "version",
        "bulk-update",
        "bulk-create",
        "relation",
        "raw-delete",
        "sql",
    ],
)
def test_published_version_refuses_bulk_writes(write: Callable[[], object]) -> None:
    make_version()
    with pytest.raises(REFUSED), transaction.atomic():
        write()


@pytest.mark.usefixtures("transactional_db")
def test_edit_that_meets_a_publishing_waits_and_is_refused() -> None:
    version = make_version(publish=False)
    refused: list[DatabaseError] = []

    def edit() -> None:
        try:
            Question.objects.filter(domain__version=version).update(weight=9)
        except REFUSED as error:
            refused.append(error)
        finally:
            connection.close()

    with transaction.atomic():
        publish(version=version)
        editor = Thread(target=edit)
        editor.start()
        editor.join(0.5)
        assert editor.is_alive(), "the edit did not wait"
    editor.join()
    assert len(refused) == 1
    assert not Question.objects.filter(weight=9).exists()


def test_published_version_can_be_retired() -> None:
    version = make_version()
    FrameworkVersion.objects.filter(pk=version.pk).update(status="retired")
    version.refresh_from_db()
    assert version.status == "retired"


def test_draft_can_be_changed_and_deleted() -> None:
    version = make_version(publish=False)
    assert Question.objects.update(weight=2) == 4
    Question.objects.first().save()
    version.delete()
    assert Domain.objects.count() == 0


def test_answer_revision_refuses_change() -> None:
    assessment = make_assessment()
    answer_all(assessment.respondents.get())
    revision = assessment.respondents.get().answers.first().revisions.get()
    with pytest.raises(REFUSED), transaction.atomic():
        type(revision).objects.filter(pk=revision.pk).update(note="Rewritten")


def insert_over(stored: Model, **columns: object) -> None:
    """An insert that meets a stored row. SQLite can let it win, and then no update or delete is noticed."""
    insert = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    with connection.cursor() as cursor:
        cursor.execute(*type(stored)._default_manager.filter(pk=stored.pk).query.sql_with_params())
        row = dict(zip([column[0] for column in cursor.description], cursor.fetchone(), strict=True))
        row |= columns
        places = ", ".join(["%s"] * len(row))
        table = stored._meta.db_table
        cursor.execute(f"{insert} INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))


def test_stored_row_is_not_replaced_by_an_insert() -> None:
    draft = make_version(publish=False)
    assessment = make_assessment()
    answer_all(assessment.respondents.get())
    revision = assessment.respondents.get().answers.first().revisions.get()
    published = assessment.version
    attempts: list[tuple[Model, dict[str, object]]] = [
        (revision, {"note": "Rewritten"}),
        (revision, {"id": revision.pk + 1000, "note": "Rewritten"}),
        (LogEntry.objects.latest("pk"), {"object_repr": "Rewritten"}),
        (published, {"sign_bonus": 3}),
        (published, {"id": uuid4().hex, "status": "draft"}),
        (published.domains.first().questions.first(), {"domain_id": draft.domains.first().pk}),
    ]
    for stored, columns in attempts:
        with pytest.raises(IntegrityError), transaction.atomic():
            insert_over(stored, **columns)
