"""Who changed what: the actor of each change, and which changes of accounts are kept."""

from typing import Any

from auditlog.middleware import AuditlogMiddleware
from auditlog.registry import auditlog
from django.contrib.auth.models import Group
from django.http import HttpRequest

from accounts.models import Membership, User


class ActorMiddleware(AuditlogMiddleware):
    """Names the signed-in user as the actor of what a request changes; keeps no network address.

    The library's own would ask who is signed in before each request, also where nobody needs to know.
    """

    def get_extra_data(self, request: HttpRequest) -> dict[str, Any]:
        return {"actor": request.user}


def register() -> None:
    """Keeps who may do what; passwords, log-ins and languages are left out."""
    auditlog.register(
        User,
        include_fields=["email", "email_confirmed", "name", "is_active", "is_staff", "is_superuser"],
        m2m_fields={"groups", "user_permissions"},
    )
    auditlog.register(Membership, include_fields=["user", "organisation", "role"])
    auditlog.register(Group, include_fields=["name"], m2m_fields={"permissions"})
