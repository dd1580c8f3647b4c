"""What the page of a report says beside it, to the consultants and the leads of its organisation."""

from dataclasses import dataclass

from django.db.models import Count, Q

from accounts.models import Membership
from assessments.access import Visitor
from assessments.models import Assessment
from reports.clients import CONSULTANT, LEAD
from reports.models import Finding, FindingReply


@dataclass(frozen=True)
class Beside:
    """How many findings are drafts (0 for who may not read them), wait for a reply, and are disputed.

    ``writes`` for a consultant, who writes findings; the others, leads, reply to them.
    """

    writes: bool
    drafts: int
    handed_over: int
    waiting: int
    disputed: int


def beside_of(visitor: Visitor, assessment: Assessment) -> Beside | None:
    """For a consultant or a lead of the organisation; None for everybody else. Two queries at most."""
    if visitor.user is None or assessment.organisation_id is None or not visitor.user.email_confirmed:
        return None
    mine = Membership.objects.filter(user=visitor.user, organisation=assessment.organisation_id)
    role = mine.values_list("role", flat=True).first()
    if role not in (CONSULTANT, LEAD):
        return None
    handed_over = Q(handed_over_at__isnull=False)
    counts = Finding.objects.filter(assessment=assessment).aggregate(
        drafts=Count("pk", filter=~handed_over),
        handed_over=Count("pk", filter=handed_over),
        waiting=Count("pk", filter=handed_over & Q(kind=Finding.Kind.FINDING, reply=None)),
        disputed=Count("pk", filter=Q(reply__verdict=FindingReply.Verdict.DISPUTED)),
    )
    if role == LEAD:
        counts["drafts"] = 0
    return Beside(writes=role == CONSULTANT, **counts)
