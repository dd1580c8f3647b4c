"""Who can own an initiative by account: those who may read the report."""

from django.db.models import Q

from accounts.models import Membership, User
from assessments.models import Assessment


def people_of(assessment: Assessment) -> list[User]:
    """The assessment's owner and the members of its organisation, by name; nobody without accounts.

    An address that is not confirmed counts for nothing, as everywhere, but for the assessment's own owner.
    """
    found = Q(pk=assessment.owner_id)
    if assessment.organisation_id is not None:
        members = Membership.objects.filter(organisation=assessment.organisation_id)
        found |= Q(pk__in=members.values("user"), email_confirmed=True)
    people = User.objects.filter(found, is_active=True)
    return sorted(people, key=lambda user: (user.get_full_name().casefold(), user.pk))
