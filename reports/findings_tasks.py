"""The mail that tells a client's leads about findings."""

from datetime import datetime
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.mail import send
from accounts.models import Membership, User
from assessments.models import Assessment
from reports.models import Finding, HandOverMail

SUBJECT = _("New findings in the report of %(team)s")


@task()
def mail_hand_over(assessment_id: str, handed_over_at: str, base_url: str) -> None:
    """Mails each lead once about what was handed over at that time, however often the task runs.

    What notes that a mail went out is written before the mail: a worker that is killed between the two leaves
    one lead without a mail rather than with two, and the findings stand in the report all the same.
    """
    assessment = Assessment.objects.filter(pk=UUID(assessment_id)).select_related("organisation").first()
    if assessment is None or assessment.organisation is None:
        return
    moment = datetime.fromisoformat(handed_over_at)
    count = Finding.objects.filter(assessment=assessment, handed_over_at=moment).count()
    leads = User.objects.filter(
        is_active=True,
        email_confirmed=True,
        memberships__organisation=assessment.organisation,
        memberships__role=Membership.Role.LEAD,
    )
    for lead in leads.order_by("pk") if count else ():
        _mail(lead, assessment, moment, {"count": count, "base_url": base_url})


def _mail(lead: User, assessment: Assessment, moment: datetime, context: dict[str, object]) -> None:
    mark, first = HandOverMail.objects.get_or_create(assessment=assessment, user=lead, handed_over_at=moment)
    if not first:
        return
    url = f"{context['base_url']}{reverse('findings', args=[assessment.pk])}"
    sent = send(
        to=lead.email,
        language=lead.language or (assessment.organisation.language if assessment.organisation else "en"),
        subject=cast(str, SUBJECT),  # translated there
        template="reports/mail/handed_over.txt",
        context={
            **context,
            "team": assessment.team,
            "url": url,
            "current_site": {"domain": urlsplit(str(context["base_url"])).netloc},
        },
    )
    if not sent:
        mark.delete()
