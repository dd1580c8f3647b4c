"""Whose clients are whose: organisations as consultants and leads see them beside their reports."""

from collections.abc import Collection
from uuid import UUID

from django.http import HttpRequest

from accounts.models import Membership, Organisation
from assessments.access import Visitor, refuse, visitor_of
from assessments.models import Assessment

CONSULTANT, LEAD = Membership.Role.CONSULTANT, Membership.Role.LEAD


def organisations_of(visitor: Visitor, *roles: str) -> "Collection[UUID]":
    """The ids of the organisations where the visitor has one of the roles; a subquery, not a list."""
    if visitor.user is None:
        return []
    return Organisation.objects.of(visitor.user, *roles).order_by().values("pk")  # type: ignore[return-value]


def has_role(visitor: Visitor, organisation: UUID | None, *roles: str) -> bool:
    """Whether the visitor has one of the roles there."""
    if visitor.user is None or organisation is None:
        return False
    return Organisation.objects.of(visitor.user, *roles).filter(pk=organisation).exists()


def fetch_client(request: HttpRequest, organisation: UUID, *roles: str) -> Organisation:
    """The organisation, if the visitor has one of the roles there. Raises like ``access.fetch``."""
    visitor = visitor_of(request)
    if visitor.user is not None:
        found = Organisation.objects.of(visitor.user, *roles).filter(pk=organisation).first()
        if found is not None:
            return found
    return refuse(visitor)


def fetch_reported(request: HttpRequest, assessment: UUID, *roles: str) -> Assessment:
    """A submitted assessment of an organisation where the visitor has one of the roles. Raises likewise."""
    visitor = visitor_of(request)
    rows = Assessment.objects.filter(organisation__in=organisations_of(visitor, *roles))
    found = rows.select_related("version__framework", "organisation").filter(
        pk=assessment, submitted_at__isnull=False
    )
    return found.first() or refuse(visitor)
