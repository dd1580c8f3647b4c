"""The mails to respondents, sent by the worker.

Each mail is claimed in the row before it is sent, so that a task that runs again after it was killed sends
nothing twice; one that fails is given back and can be sent again.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy
from django_tasks import task

from accounts.audit import Event
from accounts.mail import send
from accounts.models import User
from assessments.access import answer_path
from assessments.actions.recording import record_about
from assessments.models import Question, RespondentInvitation

PAUSE = timedelta(days=1)


def may_be_reminded(now: datetime) -> Q:
    """Invitations whose person has not finished and was not reminded within a day."""
    waiting = Q(finished=False, revoked_at=None, sent_at__isnull=False) & ~Q(email="")
    return waiting & (Q(reminded_at=None) | Q(reminded_at__lte=now - PAUSE))


@task()
def send_invitation(invitation_id: str, base_url: str) -> None:
    """Mails the personal link, once."""
    rows = RespondentInvitation.objects.filter(pk=invitation_id, revoked_at=None, sent_at=None)
    if not rows.exclude(email="").update(sent_at=timezone.now()):
        return
    subject = gettext_lazy("Your view of %(team)s is asked for")
    if not _mail(invitation_id, base_url, "invitation", subject):
        RespondentInvitation.objects.filter(pk=invitation_id).update(sent_at=None)


@task()
def send_reminder(invitation_id: str, base_url: str, actor_id: int | None) -> None:
    """Mails the personal link again to who has not finished, at most once a day."""
    before = RespondentInvitation.objects.filter(pk=invitation_id).values_list("reminded_at", flat=True)
    reminded_at = before.first()
    if not _claim_reminder(invitation_id, actor_id):
        return
    subject = gettext_lazy("Reminder: your view of %(team)s")
    if not _mail(invitation_id, base_url, "reminder", subject):
        RespondentInvitation.objects.filter(pk=invitation_id).update(reminded_at=reminded_at)


@transaction.atomic
def _claim_reminder(invitation_id: str, actor_id: int | None) -> bool:
    now = timezone.now()
    rows = RespondentInvitation.objects.filter(may_be_reminded(now), pk=invitation_id)
    if not rows.update(reminded_at=now):
        return False
    invitation = RespondentInvitation.objects.select_related("assessment").get(pk=invitation_id)
    actor = User.objects.filter(pk=actor_id).first() if actor_id is not None else None
    record_about(Event.RESPONDENT_REMINDED, invitation.assessment, actor, subject=invitation.email)
    return True


def _mail(invitation_id: str, base_url: str, template: str, subject: Promise) -> bool:
    """Whether it went out; nothing does once the assessment is closed."""
    rows = RespondentInvitation.objects.select_related("assessment__organisation", "assessment__owner")
    invitation = rows.get(pk=invitation_id)
    assessment = invitation.assessment
    if assessment.is_closed:
        return False
    context = {
        "team": assessment.team,
        "assessment": assessment,
        "invitation": invitation,
        "asker": assessment.owner.name if assessment.owner else "",
        "organisation": str(assessment.organisation or ""),
        "questions": Question.objects.filter(domain__version=assessment.version_id).count(),
        "url": base_url + answer_path(invitation),
        "current_site": {"domain": urlsplit(base_url).netloc},
    }
    return send(
        to=invitation.email,
        language=invitation.language or assessment.report_language,
        subject=subject,
        template=f"assessments/mail/{template}.txt",
        context=context,
    )
