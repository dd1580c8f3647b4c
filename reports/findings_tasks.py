"""The mails about findings: to a client's leads once handed over, to the consultants once answered."""

from datetime import datetime
from typing import cast
from urllib.parse import urlsplit
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.mail import send
from accounts.models import Membership, User
from assessments.models import Assessment
from reports.models import Finding, HandOverMail, ReplyMail

SUBJECT = _("New findings in the report of %(team)s")
REPLY_SUBJECT = _("A reply to your finding on %(team)s")


@task()
def mail_hand_over(assessment_id: str, handed_over_at: str, base_url: str, actor_id: int) -> None:
    """Mails each lead once about what was handed over at that time, however often the task runs.

    What notes that a mail went out is written before the mail: a worker that is killed between the two leaves
    one lead without a mail rather than with two, and the findings stand in the report all the same.
    """
    assessment = Assessment.objects.filter(pk=UUID(assessment_id)).select_related("organisation").first()
    if assessment is None or assessment.organisation is None:
        return
    moment = datetime.fromisoformat(handed_over_at)
    count = Finding.objects.filter(assessment=assessment, handed_over_at=moment).count()
    actor = User.objects.filter(pk=actor_id).first()
    context = {"count": count, "name": actor.get_full_name() if actor else "", "base_url": base_url}
    for lead in _people(assessment, Membership.Role.LEAD) if count else ():
        mark, first = HandOverMail.objects.get_or_create(
            assessment=assessment, user=lead, handed_over_at=moment
        )
        if first and not _mail(lead, assessment, SUBJECT, "reports/mail/handed_over.txt", context):
            mark.delete()


@task()
def mail_reply(finding_id: str, base_url: str) -> None:
    """Mails each consultant of the organisation once about the reply to a finding; as sure as above."""
    found = Finding.objects.select_related("assessment__organisation", "reply")
    finding = found.filter(pk=UUID(finding_id), reply__isnull=False).first()
    if finding is None or finding.assessment.organisation is None:
        return
    reply = finding.reply
    context = {
        "name": reply.author_name,
        "disputed": reply.verdict == "disputed",
        "base_url": base_url,
        "part": f"#finding-{finding.pk}",
    }
    for consultant in _people(finding.assessment, Membership.Role.CONSULTANT):
        mark, first = ReplyMail.objects.get_or_create(finding=finding, user=consultant)
        template = "reports/mail/replied.txt"
        if first and not _mail(consultant, finding.assessment, REPLY_SUBJECT, template, context):
            mark.delete()


def _people(assessment: Assessment, role: Membership.Role) -> QuerySet[User]:
    found = User.objects.filter(is_active=True, email_confirmed=True)
    theirs = found.filter(memberships__organisation=assessment.organisation, memberships__role=role)
    return theirs.order_by("pk")


def _mail(
    user: User, assessment: Assessment, subject: Promise | str, template: str, context: dict[str, object]
) -> bool:
    organisation, base_url = assessment.organisation, context["base_url"]
    path = reverse("findings", args=[assessment.pk])
    return send(
        to=user.email,
        language=user.language or (organisation.language if organisation else "en"),
        subject=cast(str, subject),  # translated there
        template=template,
        context={
            **context,
            "team": assessment.team,
            "organisation": organisation,
            "url": f"{base_url}{path}{context.get('part', '')}",
            "current_site": {"domain": urlsplit(str(base_url)).netloc},
        },
    )
