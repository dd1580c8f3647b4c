"""People, organisations, and who is what in which."""

from accounts.models.audit import AuditEvent
from accounts.models.consultancies import Consultancy
from accounts.models.organisations import ACCENT, Invitation, Logo, Membership, Organisation
from accounts.models.people import User, UserManager

__all__ = [
    "ACCENT",
    "AuditEvent",
    "Consultancy",
    "Invitation",
    "Logo",
    "Membership",
    "Organisation",
    "User",
    "UserManager",
]
