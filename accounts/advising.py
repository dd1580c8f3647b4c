"""Whether somebody advises organisations, so that the navigation leads to the desk.

The session remembers it from the log-in on, or no page could be shown without asking the database; what the
desk shows is decided there.
"""

from typing import Any

from django.http import HttpRequest

from accounts.models import Membership, User

SESSION_KEY = "advises"


def note(request: HttpRequest, user: User) -> None:
    """Call it where the answer may have changed."""
    if Membership.objects.filter(user=user, role=Membership.Role.CONSULTANT).exists():
        request.session[SESSION_KEY] = True
    else:
        request.session.pop(SESSION_KEY, None)


def note_log_in(*, request: HttpRequest | None, user: User, **_signal: Any) -> None:
    """Receives Django's signal."""
    if request is not None and hasattr(request, "session"):
        note(request, user)
