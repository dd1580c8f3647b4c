"""Everything that is stored about a person, for them to take along.

What lies above accounts adds its part: ``register("answers", read)`` in its app's ``ready()``.
"""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from auditlog.models import LogEntry

from accounts.models import AuditEvent, Consultancy, Invitation, Membership, User

Reader = Callable[[User], Any]
_readers: dict[str, Reader] = {}


def register(part: str, read: Reader) -> None:
    """From now on the file has this part; ``read`` returns what JSON can say, with dates as they are."""
    _readers[part] = read


def everything_about(user: User) -> dict[str, Any]:
    """All parts of the file, accounts' own first. Holds no password, secret, key or code."""
    own = {
        "account": _account(user),
        "addresses": list(EmailAddress.objects.filter(user=user).values("email", "primary", "verified")),
        "second_step": list(_factors(user)),
        "sessions": list(
            UserSession.objects.filter(user=user).values("created_at", "last_seen_at", "ip", "user_agent")
        ),
        "memberships": list(
            Membership.objects.filter(user=user).values("organisation__name", "role", "created_at")
        ),
        "consultancy": _consultancy(user),
        "invitations_sent": list(
            Invitation.objects.filter(invited_by=user).values(
                "organisation__name", "email", "role", "sent_at"
            )
        ),
        "what_you_did": list(_events(user)),
        "what_you_changed": list(_changes(user)),
    }
    return own | {part: read(user) for part, read in _readers.items()}


def _account(user: User) -> dict[str, Any]:
    fields = ("email", "email_confirmed", "name", "language", "date_joined", "last_login", "is_staff")
    return {name: getattr(user, name) for name in fields}


def _consultancy(user: User) -> dict[str, str] | None:
    """The logo as a PNG in Base64, "" without one."""
    kept = Consultancy.objects.filter(user=user).first()
    if kept is None:
        return None
    texts = {name: getattr(kept, name) for name in ("name", "disclaimer", "accent")}
    return texts | {"logo": b64encode(kept.logo or b"").decode()}


def _factors(user: User) -> Any:
    return Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")


def _events(user: User) -> Any:
    return AuditEvent.objects.filter(actor=user).values(
        "at", "code", "subject", "organisation__name", "assessment_id", "details"
    )


def _changes(user: User) -> Any:
    """Of frameworks and accounts, in the admin."""
    return LogEntry.objects.filter(actor=user).values("timestamp", "action", "object_repr", "changes")
