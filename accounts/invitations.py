"""Inviting an address into an organisation, and accepting.

The link's secret is derived where it is needed (``accounts.secret_links``); only the worker that mails it
and the page behind it ever see it.
"""

from datetime import datetime, timedelta
from functools import partial
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from accounts import tasks
from accounts.audit import Event, record
from accounts.members import NotAllowedError, lock, roles_of
from accounts.models import Invitation, Membership, Organisation, User
from accounts.models.organisations import new_invitation_key
from accounts.secret_links import has_token

SALT = tasks.SALT
JUST_NOW = timedelta(minutes=1)


class AlreadyInvitedError(Exception):
    """There is an invitation for this address that still counts."""


class AlreadyMemberError(Exception):
    """Whoever has this address is in the organisation."""


class JustSentError(Exception):
    """Its mail was sent less than a minute ago."""


class NotPendingError(Exception):
    """The invitation was accepted, revoked, or has expired."""


class OtherAddressError(Exception):
    """The account's confirmed address is not the invited one."""


def pending(organisation: Organisation) -> QuerySet[Invitation]:
    """Neither accepted nor revoked; expired ones as well, which can be sent again."""
    return Invitation.objects.filter(organisation=organisation, accepted_at=None, revoked_at=None)


def was_just_sent(invitation: Invitation) -> bool:
    """Less than a minute ago: another mail would only make the link in that one worthless."""
    return invitation.sent_at is not None and timezone.now() - invitation.sent_at < JUST_NOW


@transaction.atomic
def invite(
    *, organisation: Organisation, email: str, role: str, language: str, actor: User, base_url: str
) -> Invitation:
    """Invites the address, and mails the link after the transaction.

    Whether the address has an account makes no difference. An expired invitation makes room for the new one.
    Raises NotAllowedError, AlreadyMemberError and AlreadyInvitedError.
    """
    locked = lock(organisation.pk)
    if role not in roles_of(actor, locked):
        raise NotAllowedError
    if locked.memberships.filter(user__email__iexact=email).exists():
        raise AlreadyMemberError
    same = pending(locked).filter(email__iexact=email)
    if same.filter(expires_at__gt=timezone.now()).exists():
        raise AlreadyInvitedError
    same.update(revoked_at=timezone.now())
    invitation = Invitation.objects.create(
        organisation=locked,
        email=email,
        role=role,
        language=language,
        invited_by=actor,
        expires_at=_expiry(),
    )
    record(Event.MEMBER_INVITED, actor=actor, organisation=locked, subject=email, role=role)
    _mail(invitation, base_url)
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, actor: User, base_url: str) -> None:
    """Mails a new link that counts anew; the one mailed before is worthless.

    Raises NotPendingError for one that was accepted or revoked, NotAllowedError, and JustSentError.
    """
    locked = _lock_pending(invitation, actor)
    if was_just_sent(locked):
        raise JustSentError
    locked.key, locked.sent_at, locked.expires_at = new_invitation_key(), None, _expiry()
    locked.invited_by = actor
    locked.save(update_fields=["key", "sent_at", "expires_at", "invited_by"])
    record(Event.INVITATION_RESENT, actor=actor, organisation=locked.organisation, subject=locked.email)
    _mail(locked, base_url)


@transaction.atomic
def revoke(*, invitation: Invitation, actor: User) -> None:
    """From now on the link says that it counts no longer. Raises NotPendingError and NotAllowedError."""
    locked = _lock_pending(invitation, actor)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    record(Event.INVITATION_REVOKED, actor=actor, organisation=locked.organisation, subject=locked.email)


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Membership:
    """Makes the user a member: once, however often it is sent. Who is one already keeps the role they have.

    Raises OtherAddressError and NotPendingError.
    """
    if not is_for(invitation, user):
        raise OtherAddressError
    organisation = lock(invitation.organisation_id)
    locked = Invitation.objects.get(pk=invitation.pk)
    membership = organisation.memberships.filter(user=user).first()
    if membership is not None and locked.accepted_at is not None:
        return membership
    if not locked.is_pending() or locked.key != invitation.key:
        raise NotPendingError
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    if membership is None:
        membership = Membership.objects.create(user=user, organisation=organisation, role=locked.role)
    record(
        Event.INVITATION_ACCEPTED,
        actor=user,
        organisation=organisation,
        subject=locked.email,
        role=membership.role,
    )
    return membership


def is_for(invitation: Invitation, user: User) -> bool:
    """Whether the account has the invited address, and has confirmed it."""
    return user.email_confirmed and user.email.lower() == invitation.email.lower()


def opened_by(pk: UUID, token: str) -> Invitation | None:
    """The invitation that the link leads to, whatever became of it; takes as long when there is none."""
    found = Invitation.objects.select_related("organisation", "invited_by").filter(pk=pk).first()
    matches = has_token(SALT, pk, found.key if found else "", token)
    return found if matches else None


def _lock_pending(invitation: Invitation, actor: User) -> Invitation:
    organisation = lock(invitation.organisation_id)
    locked = pending(organisation).filter(pk=invitation.pk).first()
    if locked is None:
        raise NotPendingError
    if locked.role not in roles_of(actor, organisation):
        raise NotAllowedError
    locked.organisation = organisation
    return locked


def _expiry() -> datetime:
    return timezone.now() + timedelta(days=settings.INVITATION_DAYS)


def _mail(invitation: Invitation, base_url: str) -> None:
    transaction.on_commit(partial(tasks.mail_invitation.enqueue, str(invitation.pk), base_url))
