"""Who changed what: the actor of each change, and which changes of accounts are kept."""

from typing import Any

from auditlog.middleware import AuditlogMiddleware
from auditlog.models import LogEntry
from auditlog.registry import auditlog
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import Membership, User

FROM_SITE = "site"


class ActorMiddleware(AuditlogMiddleware):
    """Names the signed-in user as the actor of what a request changes; keeps no network address.

    An entry's correlation id, which would tell one request from another, says that there was one.

    The library's own would ask who is signed in before each request, also where nobody needs to know.
    """

    def get_extra_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"actor": request.user, "cid": FROM_SITE}


def is_from_site(entry: LogEntry) -> bool:
    """Whether a request made the change, be it nobody's who is known, rather than a command."""
    return bool(entry.cid == FROM_SITE)


def register() -> None:
    """Keeps who may do what; passwords, log-ins and languages are left out."""
    auditlog.register(
        User,
        include_fields=["email", "email_confirmed", "name", "is_active", "is_staff", "is_superuser"],
        m2m_fields={"groups", "user_permissions"},
    )
    auditlog.register(Membership, include_fields=["user", "organisation", "role"])
    auditlog.register(Group, include_fields=["name"], m2m_fields={"permissions"})
