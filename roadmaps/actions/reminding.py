"""Writing down which reminders are due, and giving them to the worker; called by its sweep."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from accounts.time_zones import zone_named
from roadmaps.models import CheckIn, Initiative, Pilot, ReviewReminder
from roadmaps.reminders import Running, days_around, due
from roadmaps.tasks import ATTEMPTS, mail_reminder

# After the day's first moment of trying: when a mail that has not gone out is tried again, by its attempts.
PAUSES = {1: timedelta(minutes=5), 2: timedelta(minutes=20), 3: timedelta(hours=1), 4: timedelta(hours=3)}


def enqueue_due(now: datetime | None = None) -> int:
    """Makes each reminder that is due, with the job that mails it, in one transaction; how many.

    Two workers that do this at once make one: the constraint on the rows decides. Mails that failed are
    tried again.
    """
    moment = now or timezone.now()
    wanted = [
        ReviewReminder(initiative_id=initiative, kind=kind, due_on=day, attempts=1, created_at=moment)
        for initiative, kind, day in _due(moment)
    ]
    made = _make(wanted) if wanted else 0
    _try_again(moment)
    return made


def _due(now: datetime) -> Iterable[tuple[Any, str, Any]]:
    """In one query, however many organisations, zones and initiatives there are."""
    for row in _candidates(now):
        running = Running(
            review_day=row["initiative__review_day"],
            started_on=row["started_on"],
            decide_on=row["decide_on"],
            noted=row["noted"],
            zone=zone_named(row["zone"]),
        )
        found = due(running, now, settings.REMINDER_HOUR)
        if found is not None and row[f"{found[0].value}_made"] != found[1]:
            yield row["initiative"], *found


def _candidates(now: datetime) -> Any:
    """Running initiatives whose review or decision is on a day that it is somewhere."""
    days = days_around(now)
    of_same = {"initiative": OuterRef("initiative")}
    newest = CheckIn.objects.filter(**of_same).order_by("-week").values("week")[:1]
    reminders = ReviewReminder.objects.filter(**of_same, due_on__in=days).order_by("-due_on").values("due_on")
    rows = Pilot.objects.filter(
        Q(decide_on__in=days) | Q(initiative__review_day__in=[day.weekday() for day in days]),
        decision="",
        started_on__isnull=False,
        initiative__state=Initiative.State.RUNNING,
    )
    return rows.values(
        "initiative",
        "initiative__review_day",
        "started_on",
        "decide_on",
        zone=F("initiative__assessment__organisation__time_zone"),
        noted=Subquery(newest),
        review_made=Subquery(reminders.filter(kind=ReviewReminder.Kind.REVIEW)[:1]),
        decision_made=Subquery(reminders.filter(kind=ReviewReminder.Kind.DECISION)[:1]),
    ).order_by()


@transaction.atomic
def _make(wanted: list[ReviewReminder]) -> int:
    ReviewReminder.objects.bulk_create(wanted, ignore_conflicts=True)
    # Those that another worker made first have ids of theirs.
    ours = ReviewReminder.objects.filter(pk__in=[row.pk for row in wanted]).values_list("pk", flat=True)
    made = list(ours)
    for pk in made:
        mail_reminder.enqueue(str(pk))
    return len(made)


def _try_again(now: datetime) -> None:
    unsent = ReviewReminder.objects.filter(
        sent_at=None, attempts__lt=ATTEMPTS, due_on__gte=days_around(now)[0], created_at__lte=now
    )
    for row in unsent.filter(attempts__gte=1).values("pk", "attempts", "created_at"):
        if now >= row["created_at"] + PAUSES[row["attempts"]]:
            _enqueue_again(row["pk"], row["attempts"])


@transaction.atomic
def _enqueue_again(pk: Any, attempts: int) -> None:
    """By one of the workers that come upon it."""
    same = ReviewReminder.objects.filter(pk=pk, attempts=attempts, sent_at=None)
    if same.update(attempts=attempts + 1):
        mail_reminder.enqueue(str(pk))
