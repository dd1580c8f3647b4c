"""The mails about reviews and decisions, sent by the worker."""

from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.languages import language_of
from accounts.mail import send_once
from accounts.models import User
from accounts.time_zones import zone_of
from assessments.access import Visitor
from assessments.models import Assessment
from roadmaps.models import Initiative, ReviewReminder
from roadmaps.plan import Planned, planned_of
from roadmaps.reminders import Running, due

ATTEMPTS = 5
SUBJECTS = {
    "review": _("Weekly review: %(title)s"),
    "decision": _("To decide today: %(title)s"),
}


@task()
def mail_reminder(reminder_id: str) -> None:
    """Mails the initiative's owner, or else who started it, once, and on the day that it is about only.

    ``sent_at`` is written right before the mail is handed to the server that has answered already: a worker
    killed before that has its job run again, one killed after it has sent its mail.
    """
    related = ("initiative__assessment__organisation", "initiative__owner", "initiative__started_by")
    waiting = ReviewReminder.objects.select_related(*related).filter(pk=UUID(reminder_id), sent_at=None)
    reminder = waiting.first()
    if reminder is None:
        return
    recipient, planned = _recipient(reminder.initiative), planned_of(reminder.initiative)
    if recipient is None or not _is_due(reminder, planned):
        ReviewReminder.objects.filter(pk=reminder.pk).update(attempts=ATTEMPTS)
        return
    _mail(reminder, recipient, planned)


def _mail(reminder: ReviewReminder, recipient: User, planned: Planned) -> None:
    row = ReviewReminder.objects.filter(pk=reminder.pk)

    def claim() -> bool:
        return bool(row.filter(sent_at=None).update(sent_at=timezone.now()))

    def release() -> None:
        row.update(sent_at=None)

    organisation = reminder.initiative.assessment.organisation
    with translation.override(organisation.language if organisation else settings.LANGUAGE_CODE):
        language = language_of(recipient)
    send_once(
        to=recipient.email,
        language=language,
        subject=SUBJECTS[reminder.kind],
        template=f"roadmaps/mail/{reminder.kind}.txt",
        context=_context(reminder.initiative, recipient, planned),
        key=f"reminder-{reminder.pk}",
        claim=claim,
        release=release,
    )


def _context(initiative: Initiative, recipient: User, planned: Planned) -> dict[str, object]:
    team, ids = initiative.assessment.team, [initiative.assessment_id, initiative.pk]
    runs = Assessment.objects.run_by(Visitor(user=recipient)).filter(pk=initiative.assessment_id).exists()
    last = planned.check_ins[-1] if planned.check_ins else None
    return {
        "title": planned.title,
        "team": team,
        "planned": planned,
        "last": last,
        "is_owner": initiative.owner_id == recipient.pk,
        "runs": runs,
        "check_in_url": settings.SITE_URL + reverse("check-in", args=ids),
        "decision_url": settings.SITE_URL + reverse("decision" if runs else "initiative", args=ids),
        "initiative_url": settings.SITE_URL + reverse("initiative", args=ids),
        "current_site": {"domain": urlsplit(settings.SITE_URL).netloc},
    }


def _recipient(initiative: Initiative) -> User | None:
    """The first of both whose address is confirmed and who may read the roadmap still."""
    for user in (initiative.owner, initiative.started_by):
        if user is None or not user.is_active or not user.email_confirmed:
            continue
        if Assessment.objects.reported_to(Visitor(user=user)).filter(pk=initiative.assessment_id).exists():
            return user
    return None


def _is_due(reminder: ReviewReminder, planned: Planned) -> bool:
    """Still: nobody checked in, decided or stopped meanwhile, and the day is not over."""
    started_on = planned.pilot.started_on
    if planned.state != "running" or planned.pilot.decision or started_on is None:
        return False
    running = Running(
        review_day=planned.review_day,
        started_on=started_on,
        decide_on=planned.pilot.decide_on,
        noted=planned.check_ins[-1].week if planned.check_ins else None,
        zone=zone_of(reminder.initiative.assessment.organisation),
    )
    found = due(running, timezone.now(), settings.REMINDER_HOUR)
    return found == (reminder.kind, reminder.due_on)
