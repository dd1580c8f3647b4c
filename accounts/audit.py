"""Writing the log that an organisation's leads read.

Every action that changes who may do what, what is asked of whom, what was agreed or what left the product
calls ``record`` in its own transaction. Answers are not recorded here: each saved state of one is a row of
its own (``assessments.AnswerRevision``), which anonymous assessments delete.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import AuditEvent, Organisation, User


class Event(models.TextChoices):
    """What can be done; the label is what the log says, with the subject beside it."""

    ORGANISATION_MADE = "organisation.made", _("created the organisation")
    ORGANISATION_CHANGED = "organisation.changed", _("changed the organisation")
    LOGO_CHANGED = "organisation.logo", _("changed the logo")
    MEMBER_INVITED = "member.invited", _("invited to the organisation")
    INVITATION_RESENT = "invitation.resent", _("sent the invitation again")
    INVITATION_REVOKED = "invitation.revoked", _("revoked the invitation")
    INVITATION_ACCEPTED = "invitation.accepted", _("accepted the invitation")
    ROLE_CHANGED = "member.role", _("changed the role")
    MEMBER_REMOVED = "member.removed", _("removed from the organisation")
    MEMBER_LEFT = "member.left", _("left the organisation")
    ASSESSMENT_OPENED = "assessment.opened", _("opened the assessment")
    ASSESSMENT_CLAIMED = "assessment.claimed", _("moved the assessment into the organisation")
    ASSESSMENT_CHANGED = "assessment.changed", _("changed the set-up")
    ASSESSMENT_CLOSED = "assessment.closed", _("closed the answering")
    ASSESSMENT_CLOSING = "assessment.closing", _("set the closing date")
    ASSESSMENT_SUBMITTED = "assessment.submitted", _("submitted the assessment")
    ASSESSMENT_REOPENED = "assessment.reopened", _("reopened the assessment")
    RESPONDENT_INVITED = "respondent.invited", _("invited to answer")
    RESPONDENT_REMINDED = "respondent.reminded", _("reminded")
    RESPONDENT_REVOKED = "respondent.revoked", _("took the link away")
    LINK_OPENED = "link.opened", _("opened the link to hand round")
    LINK_CLOSED = "link.closed", _("closed the link to hand round")
    CONSENSUS_RECORDED = "consensus.recorded", _("recorded a consensus")
    CONSENSUS_WITHDRAWN = "consensus.withdrawn", _("withdrew a consensus")
    WORKSHOP_STARTED = "workshop.started", _("started the workshop")
    WORKSHOP_ENDED = "workshop.ended", _("ended the workshop")
    FINDING_WRITTEN = "finding.written", _("wrote a finding")
    FINDING_CHANGED = "finding.changed", _("changed a finding")
    FINDING_REMOVED = "finding.removed", _("removed a finding")
    HANDED_OVER = "report.handed_over", _("handed over findings")
    FINDING_ANSWERED = "finding.answered", _("answered a finding")
    GOAL_CHANGED = "goal.changed", _("changed the goal")
    ROADMAP_MADE = "roadmap.made", _("made the roadmap")
    ROADMAP_DISCARDED = "roadmap.discarded", _("discarded the roadmap")
    GAP_SWAPPED = "gap.swapped", _("swapped a gap of the roadmap")
    INITIATIVE_CHANGED = "initiative.changed", _("changed the initiative")
    INITIATIVE_STARTED = "initiative.started", _("started the initiative")
    INITIATIVE_CHECKED = "initiative.checked", _("answered the checklist of the initiative")
    INITIATIVE_DECIDED = "initiative.decided", _("decided about the initiative")
    INITIATIVE_DONE = "initiative.done", _("closed the initiative as done")
    FEED_MADE = "calendar.made", _("made a calendar address")
    FEED_REVOKED = "calendar.revoked", _("revoked a calendar address")
    REPORT_DOWNLOADED = "report.downloaded", _("downloaded the report")
    SUMMARY_CHANGED = "summary.changed", _("edited the executive summary")
    REPORT_KEPT = "report.kept", _("built and kept a report")
    LINK_SHARED = "share.made", _("shared a report by link")
    SHARE_REVOKED = "share.revoked", _("took back the link to a report")
    SHARE_OPENED = "share.opened", _("opened a report by its link")
    ASSESSMENT_IMPORTED = "assessment.imported", _("imported the assessment")
    BATCH_MADE = "batch.made", _("exported reports")
    AUDIT_EXPORTED = "audit.exported", _("exported this log")


def record(
    event: Event,
    *,
    actor: User | None,
    organisation: Organisation | UUID | None = None,
    assessment: UUID | None = None,
    subject: str = "",
    **details: Any,
) -> AuditEvent:
    """Keeps that ``actor`` (None: somebody without an account) did this; call it inside the transaction.

    ``subject`` is what it was done to, as a person would name it: an address, a team, a question. It and the
    details hold neither secrets nor what somebody answered.
    """
    return AuditEvent.objects.create(
        code=event,
        actor=actor,
        actor_name=(actor.get_full_name() if actor is not None else "")[:254],
        organisation_id=organisation.pk if isinstance(organisation, Organisation) else organisation,
        assessment_id=assessment,
        subject=subject[:300],
        details=details,
    )
