"""Exports of several reports: who may, what is in the file, and what happens when something fails."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from accounts.models import AuditEvent, Membership, User
from assessments.models import Assessment, FrameworkVersion
from reports.batches.actions import MOST
from reports.models import Batch, BatchItem, ReportFile
from reports.worker.sweep import sweep
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.reports.batches import ask, files_of, sheets_of

pytestmark = pytest.mark.django_db
NEW = reverse("batch-new")


@pytest.fixture
def consultant() -> User:
    return make_user(name="Carla Consultant", language="en")


@pytest.fixture
def version() -> FrameworkVersion:
    return make_version(domains=1, questions=1)


@pytest.fixture
def sealed(consultant: User, version: FrameworkVersion) -> list[Assessment]:
    """Of two clients."""
    names = ("Aker AS (fictional)", "Bora Ltd (fictional)")
    return [
        make_sealed(
            version=version, team="Field sales", organisation=make_organisation(name, consultant=consultant)
        )
        for name in names
    ]


@pytest.fixture
def carla(consultant: User) -> Client:
    client = Client()
    client.force_login(consultant)
    return client


def post(carla: Client, *assessments: Assessment, **more: str) -> object:
    return carla.post(NEW, {"assessment": [one.pk for one in assessments], **more})


def test_batch_holds_the_pdfs_and_the_levels(
    carla: Client,
    consultant: User,
    sealed: list[Assessment],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        reply = carla.post(NEW, {"assessment": [one.pk for one in sealed], "state": "ready"})
    batch = Batch.objects.get()
    assert reply.headers["Location"] == reverse("batch", args=[batch.pk])
    assert (batch.user, batch.state) == (consultant, "ready")

    reply = carla.get(reverse("batch-file", args=[batch.pk]))
    assert reply.headers["Cache-Control"] == "no-store, private"
    assert reply.headers["Content-Disposition"].startswith('attachment; filename="sales-maturity-reports-')
    files = files_of(reply.content)
    day = timezone.localdate().isoformat()
    assert list(files) == [
        f"Aker AS (fictional) – Field sales – {day}.pdf",
        f"Bora Ltd (fictional) – Field sales – {day}.pdf",
        "levels.xlsx",
    ]
    stored = {bytes(file.content) for file in ReportFile.objects.all()}
    assert {content for name, content in files.items() if name.endswith(".pdf")} == stored
    rows = sheets_of(files["levels.xlsx"])["Assessments"]
    assert [(row["Organisation"], row["Overall level claimed"], row["File"]) for row in rows] == [
        (one.organisation.name, 2, name) for one, name in zip(sealed, files, strict=False)
    ]

    [letter] = mail.outbox
    assert letter.to == [consultant.email]
    assert f"http://testserver{reverse('batch', args=[batch.pk])}" in letter.body
    assert "your 2 reports" in letter.body
    assert letter.body.endswith("Sales maturity, testserver")


def test_page_says_how_far_it_is(carla: Client, consultant: User, sealed: list[Assessment]) -> None:
    batch = ask(consultant, *sealed)
    path, progress = (reverse(name, args=[batch.pk]) for name in ("batch", "batch-progress"))
    assert "2 reports wait their turn." in carla.get(path).content.decode()
    Batch.objects.update(state="running")
    batch.items.filter(position=0).update(state="done")
    assert carla.get(progress).json() == {
        "finished": False,
        "ticked": 1,
        "total": 2,
        "text": "1 of 2 reports are made.",
    }
    assert '<progress class="export__progress" max="2" value="1"' in carla.get(path).content.decode()
    assert carla.get(reverse("batch-file", args=[batch.pk])).status_code == 404


def test_report_that_fails_is_named_and_the_rest_arrives(
    carla: Client,
    consultant: User,
    sealed: list[Assessment],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = ask(consultant, *sealed)
        # Lost between the question and the work.
        Membership.objects.filter(organisation=sealed[1].organisation).delete()
    page = carla.get(reverse("batch", args=[batch.pk])).content.decode()
    assert "The file is ready, with 1 of 2 reports." in page
    assert "You may not read this report any more" in page
    files = files_of(carla.get(reverse("batch-file", args=[batch.pk])).content)
    assert len(files) == 2
    rows = sheets_of(files["levels.xlsx"])["Assessments"]
    assert [bool(row["File"]) for row in rows] == [True, False]
    assert rows[1]["Why the PDF is missing"].startswith("You may not read this report")
    assert (rows[1]["Overall level claimed"], rows[1]["Result"]) == (None, None)
    assert "1 report is missing" in mail.outbox[0].body


def test_file_is_refused_once_a_right_is_lost(
    carla: Client,
    consultant: User,
    sealed: list[Assessment],
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        batch = ask(consultant, *sealed)
    file = reverse("batch-file", args=[batch.pk])
    assert carla.get(file).status_code == 200
    Membership.objects.filter(organisation=sealed[1].organisation).update(role="member")
    assert carla.get(file).status_code == 404
    assert "cannot be downloaded any more" in carla.get(reverse("batch", args=[batch.pk])).content.decode()


@pytest.mark.parametrize("role", ["member", None])
def test_foreign_report_is_refused_and_nothing_written(
    carla: Client, consultant: User, sealed: list[Assessment], version: FrameworkVersion, role: str | None
) -> None:
    foreign = make_sealed(version=version, organisation=make_organisation())
    if role:
        Membership.objects.create(user=consultant, organisation=foreign.organisation, role=role)
    assert post(carla, sealed[0], foreign).status_code == 404
    assert carla.post(NEW, {"assessment": ["no id"]}).status_code == 404
    assert not Batch.objects.exists()
    assert not AuditEvent.objects.filter(code="batch.made").exists()


def test_nothing_or_too_much_chosen_is_said(carla: Client, sealed: list[Assessment]) -> None:
    reply = carla.post(NEW)
    assert reply.status_code == 422
    assert "Choose a report." in reply.content.decode()
    assert "<title>Error:" in reply.content.decode()
    unknown = [uuid4() for _ in range(MOST - 1)]
    reply = carla.post(NEW, {"assessment": [*(one.pk for one in sealed), *unknown]})
    page = reply.content.decode()
    assert reply.status_code == 422
    assert f"Choose at most {MOST} reports." in page
    assert page.count(" checked") == 2


def test_asking_twice_is_one_batch(carla: Client, sealed: list[Assessment]) -> None:
    first = post(carla, *sealed)
    assert post(carla, *reversed(sealed)).headers["Location"] == first.headers["Location"]
    assert Batch.objects.count() == 1
    assert AuditEvent.objects.filter(code="batch.made").count() == 2


def test_only_so_many_batches_wait_at_once(
    carla: Client, consultant: User, sealed: list[Assessment], version: FrameworkVersion
) -> None:
    third = make_sealed(version=version, organisation=sealed[0].organisation)
    for one in (*sealed, third):
        ask(consultant, one)
    reply = post(carla, *sealed)
    assert reply.status_code == 422
    assert "You are waiting for 3 exports already." in reply.content.decode()
    Batch.objects.update(state="ready")
    assert post(carla, *sealed).status_code == 302


def test_each_organisation_reads_what_left_it(consultant: User, sealed: list[Assessment]) -> None:
    batch = ask(consultant, *sealed)
    for one in sealed:
        event = AuditEvent.objects.get(code="batch.made", organisation=one.organisation)
        assert (event.actor, event.subject) == (consultant, "Field sales")
        assert event.details == {"batch": str(batch.pk), "assessments": [str(one.pk)]}


def test_batch_is_deleted_after_a_week(carla: Client, consultant: User, sealed: list[Assessment]) -> None:
    batch = ask(consultant, *sealed)
    sweep()
    assert Batch.objects.exists()
    Batch.objects.update(state="ready", content=b"PK", expires_at=timezone.now() - timedelta(seconds=1))
    for name in ("batch", "batch-progress", "batch-file"):
        assert carla.get(reverse(name, args=[batch.pk])).status_code == 404
    sweep()
    assert not BatchItem.objects.exists()
    assert not Batch.objects.exists()


def test_batch_can_be_deleted_before(carla: Client, consultant: User, sealed: list[Assessment]) -> None:
    batch = ask(consultant, *sealed)
    assert carla.get(reverse("batch-delete", args=[batch.pk])).status_code == 405
    assert carla.post(reverse("batch-delete", args=[batch.pk])).headers["Location"] == reverse("batches")
    assert not Batch.objects.exists()


def test_pages_need_as_many_queries_for_three_as_for_one(
    carla: Client,
    consultant: User,
    sealed: list[Assessment],
    version: FrameworkVersion,
) -> None:
    def count(path: str) -> int:
        with CaptureQueriesContext(connection) as counted:
            carla.get(path)
        return len(counted)

    one = ask(consultant, sealed[0])
    few = [count(path) for path in (NEW, reverse("batches"), reverse("batch", args=[one.pk]))]
    more = [make_sealed(version=version, organisation=sealed[0].organisation) for _ in range(3)]
    three = ask(consultant, *more)
    ask(consultant, sealed[1])
    assert [count(path) for path in (NEW, reverse("batches"), reverse("batch", args=[three.pk]))] == few
