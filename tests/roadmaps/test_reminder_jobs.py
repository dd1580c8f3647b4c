"""The reminders' mails: to whom, what they say, and once, whatever happens to the worker."""

import signal
from collections.abc import Iterator
from datetime import timedelta
from threading import Barrier
from typing import Any

import pytest
from django.conf import settings as site
from django.core import mail
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from accounts.models import Membership, Organisation, User
from accounts.time_zones import today_in, zone_of
from assessments.models import Assessment
from reports.models import WorkerProcess
from reports.worker.sweep import requeue_stalled, sweep
from roadmaps.actions.reminding import PAUSES, enqueue_due
from roadmaps.models import Initiative, ReviewReminder
from roadmaps.rhythm import monday_of
from roadmaps.tasks import ATTEMPTS, mail_reminder
from tests.factories import make_organisation, make_sealed, make_user, make_version
from tests.reports.workers import QUEUE, wait_until, work, worker
from tests.roadmaps.mail_server import MailServer, mail_server
from tests.roadmaps.plans import check_in, run_initiative

pytestmark = pytest.mark.django_db
meeting = pytest.mark.usefixtures("transactional_db")  # where a process has to see what the test wrote


def noon_zone() -> str:
    """Where it is about noon now, so that no midnight comes while a test runs."""
    offset = 12 - timezone.now().hour
    return f"Etc/GMT{-offset:+d}"


def make_roadmap(**people: User) -> Assessment:
    organisation = make_organisation(lead=make_user(), **people)
    Organisation.objects.filter(pk=organisation.pk).update(time_zone=noon_zone())
    organisation.refresh_from_db()
    return make_sealed(version=make_version(domains=3), owner=make_user(), organisation=organisation)


def due_today(roadmap: Assessment, *, decide: bool = False, **fields: Any) -> Initiative:
    today = today_in(zone_of(roadmap.organisation))
    return run_initiative(
        roadmap,
        started_on=today - timedelta(days=10),
        decide_on=today if decide else today + timedelta(days=30),
        **{"review_day": today.weekday(), **fields},
    )


@pytest.fixture
def owner() -> User:
    return make_user(name="Maria Owner", language="en")


@pytest.fixture
def initiative(owner: User) -> Initiative:
    return due_today(make_roadmap(member=owner), owner=owner, title="Review deals")


def test_review_mail_says_what_where_and_how_it_stood(initiative: Initiative, owner: User) -> None:
    last_week = monday_of(today_in(zone_of(initiative.assessment.organisation))) - timedelta(weeks=1)
    check_in(initiative, last_week)
    assert enqueue_due() == 1
    (sent,) = mail.outbox
    assert (sent.to, sent.subject) == ([owner.email], "Weekly review: Review deals")
    for words in (
        f"{site.SITE_URL}{initiative.get_absolute_url()}check-in/",
        "“Review deals” in the roadmap of",
        "Deal reviews held: 3",
        "Win rate: 19",
        "target 22",
        "Next step: Review the two largest deals.",
        "because you own this initiative",
    ):
        assert words in sent.body
    reminder = ReviewReminder.objects.get()
    assert sent.extra_headers["Message-ID"] == f"<reminder-{reminder.pk}@localhost>"
    assert reminder.sent_at


def test_decision_mail_asks_to_scale_adjust_or_stop(owner: User) -> None:
    roadmap = make_roadmap(consultant=owner)
    initiative = due_today(roadmap, decide=True, owner=owner)
    enqueue_due()
    (sent,) = mail.outbox
    assert "Scale, adjust or stop?" in sent.body
    assert f"{initiative.get_absolute_url()}decision/" in sent.body
    assert ReviewReminder.objects.get().kind == "decision"


def test_member_who_owns_it_is_not_led_to_a_decision_of_others(owner: User) -> None:
    initiative = due_today(make_roadmap(member=owner), decide=True, owner=owner)
    enqueue_due()
    assert "decision/" not in mail.outbox[0].body
    assert f"{initiative.get_absolute_url()}\n" in mail.outbox[0].body


@pytest.mark.parametrize("language", ["tr", "nl"])
def test_mail_is_in_the_language_of_the_account(initiative: Initiative, owner: User, language: str) -> None:
    User.objects.filter(pk=owner.pk).update(language=language)
    check_in(initiative, monday_of(timezone.now().date()) - timedelta(weeks=2), leading=1234.5)
    enqueue_due()
    assert "1.234,5" in mail.outbox[0].body


def test_starter_gets_the_mail_where_the_owner_cannot(owner: User) -> None:
    starter = make_user()
    roadmap = make_roadmap(consultant=starter)
    due_today(roadmap, owner=owner, started_by=starter)  # an owner who is no member
    enqueue_due()
    assert [sent.to for sent in mail.outbox] == [[starter.email]]
    assert "because you started this initiative" in mail.outbox[0].body


@pytest.mark.parametrize(
    "change", [{"email_confirmed": False}, {"is_active": False}], ids=["unconfirmed", "closed"]
)
def test_mail_goes_to_no_account_that_may_not_read(
    initiative: Initiative, owner: User, change: dict[str, Any]
) -> None:
    User.objects.filter(pk=owner.pk).update(**change)
    enqueue_due()
    assert mail.outbox == []
    later = timezone.now() + max(PAUSES.values())
    enqueue_due(later)
    assert ReviewReminder.objects.get().attempts == ATTEMPTS


def test_nobody_is_reminded_who_left_the_organisation(initiative: Initiative, owner: User) -> None:
    Membership.objects.filter(user=owner).delete()
    enqueue_due()
    assert mail.outbox == []


def test_nobody_is_reminded_without_accounts() -> None:
    today = timezone.now().date()
    run_initiative(make_sealed(), started_on=today - timedelta(days=10), review_day=today.weekday())
    enqueue_due()
    assert mail.outbox == []


def test_sweep_reminds_once_a_day(initiative: Initiative) -> None:
    for _ in range(3):
        sweep()
    assert (len(mail.outbox), ReviewReminder.objects.count()) == (1, 1)


@pytest.mark.parametrize("state", ["checked in", "stopped", "decided", "planned", "tomorrow"])
def test_nothing_is_due_where_nothing_is_to_be_done(initiative: Initiative, state: str) -> None:
    today = today_in(zone_of(initiative.assessment.organisation))
    rows = Initiative.objects.filter(pk=initiative.pk)
    if state == "checked in":
        check_in(initiative, monday_of(today))
    elif state == "stopped":
        rows.update(state="stopped", slot=None)
    elif state == "planned":
        rows.update(state="planned", started_at=None)
        initiative.pilots.update(started_on=None)
    elif state == "tomorrow":
        rows.update(review_day=(today.weekday() + 1) % 7)
    else:
        initiative.pilots.update(decision="scale", reason="It worked.", decided_at=timezone.now())
    assert enqueue_due() == 0
    assert not ReviewReminder.objects.exists()


def test_check_in_made_before_the_mail_goes_out_saves_it(initiative: Initiative, settings: Settings) -> None:
    settings.TASKS = QUEUE
    enqueue_due()
    check_in(initiative, monday_of(today_in(zone_of(initiative.assessment.organisation))))
    mail_reminder.call(str(ReviewReminder.objects.get().pk))
    assert mail.outbox == []
    assert ReviewReminder.objects.get().attempts == ATTEMPTS


def test_mail_that_nobody_sent_on_its_day_is_not_sent_later(initiative: Initiative) -> None:
    yesterday = today_in(zone_of(initiative.assessment.organisation)) - timedelta(days=1)
    late = ReviewReminder.objects.create(
        initiative=initiative, kind="review", due_on=yesterday - timedelta(weeks=1), attempts=1
    )
    mail_reminder.call(str(late.pk))
    assert mail.outbox == []


def test_sweep_asks_as_often_for_three_organisations_as_for_one(django_assert_num_queries: Any) -> None:
    for _ in range(3):
        initiative = due_today(make_roadmap())
        check_in(initiative, monday_of(today_in(zone_of(initiative.assessment.organisation))))
        with django_assert_num_queries(2):
            enqueue_due()


def mail_to(settings: Settings, server: MailServer) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", server.port, False


@pytest.mark.parametrize("how", ["refuses", "away"])
def test_mail_that_failed_is_tried_again_after_pauses(
    initiative: Initiative, settings: Settings, how: str
) -> None:
    began = timezone.now()
    with mail_server() as server:
        mail_to(settings, server)
        server.refuses = how == "refuses"
        if how == "away":
            settings.EMAIL_PORT = 1
        enqueue_due(began)
        assert ReviewReminder.objects.get().sent_at is None
        enqueue_due(began + PAUSES[1] - timedelta(seconds=1))
        assert ReviewReminder.objects.get().attempts == 1
        enqueue_due(began + PAUSES[1])
        assert ReviewReminder.objects.get().attempts == 2
        server.refuses, settings.EMAIL_PORT = False, server.port
        enqueue_due(began + PAUSES[2])
        enqueue_due(began + PAUSES[3])
        assert [sent["To"] for sent in server.mails] == [initiative.owner.email if initiative.owner else ""]
    assert (ReviewReminder.objects.get().attempts, ReviewReminder.objects.get().sent_at is None) == (3, False)


def test_mail_that_fails_every_time_is_given_up(initiative: Initiative, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    began = timezone.now()
    for minute in range(0, 10 * 60, 5):
        enqueue_due(began + timedelta(minutes=minute))
    assert ReviewReminder.objects.get().attempts == ATTEMPTS


# With real workers, a real database and a real conversation with a mail server.


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> Iterator[MailServer]:
    settings.TASKS = QUEUE
    with mail_server() as made:
        for name, value in (("HOST", "127.0.0.1"), ("PORT", str(made.port)), ("USE_TLS", "0")):
            monkeypatch.setenv(f"EMAIL_{name}", value)
        yield made


@meeting
def test_two_workers_that_sweep_at_once_mail_each_reminder_once(server: MailServer) -> None:
    owner = make_user()
    for _ in range(3):
        due_today(make_roadmap(member=owner), owner=owner)
    with worker("--once") as one, worker("--once") as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert len({sent["Message-ID"] for sent in server.mails}) == len(server.mails) == 3
    assert ReviewReminder.objects.exclude(sent_at=None).count() == 3


def run_twice_at_once(server: MailServer, initiative: Initiative) -> None:
    """Two workers do the same job, and both stand before the mail server at the same time."""
    server.together = Barrier(2)
    enqueue_due()
    mail_reminder.enqueue(str(ReviewReminder.objects.get(initiative=initiative).pk))
    with worker("--once") as one, worker("--once") as other:
        assert (one.wait(60), other.wait(60)) == (0, 0)
    assert server.connected == 2


@meeting
def test_same_reminder_by_two_workers_at_once_is_one_mail(server: MailServer, initiative: Initiative) -> None:
    run_twice_at_once(server, initiative)
    assert len(server.mails) == 1


@meeting
def test_without_the_guard_two_workers_send_it_twice(
    server: MailServer, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKER_IMPORTS", "tests.roadmaps.unguarded")
    run_twice_at_once(server, initiative)
    assert len(server.mails) == 2


def kill_in_the_middle(server: MailServer, moment: str) -> None:
    """The worker is killed while the mail server is silent; then another takes over its job."""
    server.silent_at = moment
    with worker() as process:
        wait_until(lambda: moment in server.reached)
        process.send_signal(signal.SIGKILL)
        process.wait()
    server.silent_at = ""
    server.go.set()
    WorkerProcess.objects.all().delete()  # as when its lease has lapsed
    assert requeue_stalled() == 1
    work()
    assert DBTaskResult.objects.get().status == "SUCCESSFUL"


@meeting
@pytest.mark.parametrize("moment", ["recipient", "taken"])
def test_worker_killed_before_or_after_handing_over_mails_once(
    server: MailServer, initiative: Initiative, moment: str
) -> None:
    kill_in_the_middle(server, moment)
    assert len(server.mails) == 1
    assert ReviewReminder.objects.get().sent_at


@meeting
def test_without_the_guard_a_killed_worker_mails_twice(
    server: MailServer, initiative: Initiative, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WORKER_IMPORTS", "tests.roadmaps.unguarded")
    kill_in_the_middle(server, "taken")
    first, second = server.mails
    assert first["Message-ID"] == second["Message-ID"]  # by which a mailbox can still drop it
