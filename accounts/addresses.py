"""Which address an account logs in with, and when it is known to be its owner's."""

from typing import Any

from allauth.account.models import EmailAddress
from django.db import transaction

from accounts.models import User


def is_taken(email: str, *, by_others_than: User) -> bool:
    """Another account logs in with it, or has confirmed it."""
    users = User.objects.filter(email__iexact=email).exclude(pk=by_others_than.pk)
    confirmed = EmailAddress.objects.filter(email__iexact=email, verified=True).exclude(user=by_others_than)
    return users.exists() or confirmed.exists()


@transaction.atomic
def record_address(user: User) -> None:
    """Gives allauth the address of an account that an administrator made or changed.

    Accounts that sign up have theirs from allauth.
    """
    addresses = EmailAddress.objects.filter(user=user)
    current = addresses.filter(email__iexact=user.email).first()
    if current is not None and current.primary and (current.verified or not user.email_confirmed):
        return
    addresses.filter(primary=True).exclude(pk=current.pk if current else None).delete()
    current = current or EmailAddress(user=user, email=user.email.lower())
    current.primary = True
    current.verified = current.verified or (
        user.email_confirmed and not is_taken(user.email, by_others_than=user)
    )
    current.save()


def note_confirmation(email_address: EmailAddress, **_signal: Any) -> None:
    """Receives allauth's signal: from now on the memberships of the account count."""
    User.objects.filter(pk=email_address.user_id, email__iexact=email_address.email).update(
        email_confirmed=True
    )
