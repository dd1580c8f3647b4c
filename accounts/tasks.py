"""Slow work of accounts, for the worker: arguments are ids and the site's address, never a secret."""

from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from accounts.mail import send
from accounts.models import Invitation
from accounts.secret_links import token_of

SALT = "accounts.invitation"


def link_of(invitation: Invitation, base_url: str) -> str:
    """The secret link. Whoever has it gets to know of the invitation; accepting takes the address as well."""
    token = token_of(SALT, invitation.pk, invitation.key)
    return base_url + reverse("invitation-link", args=[invitation.pk, token])


@task
def mail_invitation(invitation_id: str, base_url: str) -> None:
    """Mails the link, once: an invitation that says when it was sent is left alone.

    It says so before the mail goes out, so that a worker that is killed between the two sends none rather
    than a second one; the organisation's page has a button to send it again.
    """
    waiting = Invitation.objects.filter(pk=invitation_id, sent_at=None, accepted_at=None, revoked_at=None)
    if not waiting.update(sent_at=timezone.now()):
        return
    invitation = Invitation.objects.select_related("organisation", "invited_by").get(pk=invitation_id)
    sent = send(
        to=invitation.email,
        language=invitation.language,
        subject=_("You are invited to %(organisation)s"),
        template="organisations/mail/invitation.txt",
        context={
            "organisation": invitation.organisation.name,
            "invitation": invitation,
            "inviter": str(invitation.invited_by or ""),
            "current_site": {"domain": urlsplit(base_url).netloc},
            "url": link_of(invitation, base_url),
        },
    )
    if not sent:
        Invitation.objects.filter(pk=invitation_id, key=invitation.key).update(sent_at=None)
