"""The mails that the questionnaire sends: plain text, and never a reason to fail."""

import logging

from django.contrib.sites.shortcuts import get_current_site
from django.core.mail import send_mail
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from accounts.languages import language_of
from accounts.mail import sender
from assessments.access import return_url
from assessments.models import Assessment

log = logging.getLogger(__name__)


def mail_return_link(request: HttpRequest, assessment: Assessment, address: str) -> bool:
    """Mails the secret link to an address that is kept nowhere."""
    return _send(
        request,
        gettext("Your way back to the assessment of %(team)s") % {"team": assessment.team},
        "assessments/mail/return_link.txt",
        {"assessment": assessment, "url": return_url(request, assessment)},
        address,
    )


def mail_personal_link(request: HttpRequest, assessment: Assessment, address: str, url: str) -> bool:
    """Mails the link of whoever answers without an account to an address that is kept nowhere."""
    return _send(
        request,
        gettext("Your way back to your answers about %(team)s") % {"team": assessment.team},
        "assessments/mail/personal_link.txt",
        {"assessment": assessment, "url": url},
        address,
    )


def mail_report_link(request: HttpRequest, assessment: Assessment) -> bool:
    """Mails the link of the report to the owner's address, in the language of the account."""
    if assessment.owner is None:
        return False
    url = request.build_absolute_uri(reverse("report", args=[assessment.pk]))
    with translation.override(language_of(assessment.owner)):
        return _send(
            request,
            gettext("The report of %(team)s is ready") % {"team": assessment.team},
            "assessments/mail/report_link.txt",
            {"assessment": assessment, "url": url},
            assessment.owner.email,
        )


def _send(
    request: HttpRequest, subject: str, template: str, context: dict[str, object], address: str
) -> bool:
    """Whether the mail went out; a failure is logged without the address."""
    one_line = " ".join(subject.split())
    text = render_to_string(template, {**context, "current_site": get_current_site(request)}).strip()
    try:
        send_mail(one_line, text, sender(), [address])
    except Exception:
        log.exception("Mail not sent: %s", template)
        return False
    return True
