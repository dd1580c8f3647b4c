"""The kinds of entries that the log can be narrowed down to."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.audit import Event


class Kind(models.TextChoices):
    PEOPLE = "people", _("Members and invitations")
    ORGANISATION = "organisation", _("The organisation itself")
    ASSESSMENTS = "assessments", _("Assessments")
    RESPONDENTS = "respondents", _("Respondents and their links")
    ANSWERS = "answers", _("Answers")
    AGREEMENT = "agreement", _("Consensus and workshops")
    FINDINGS = "findings", _("Findings and handing over")
    ROADMAP = "roadmap", _("Goal and roadmap")
    EXPORTS = "exports", _("Downloads and exports")


PREFIXES = {
    Kind.PEOPLE: ("member.", "invitation."),
    Kind.ORGANISATION: ("organisation.",),
    Kind.ASSESSMENTS: ("assessment.",),
    Kind.RESPONDENTS: ("respondent.", "link."),
    Kind.AGREEMENT: ("consensus.", "workshop."),
    Kind.FINDINGS: ("finding.", "report.handed_over"),
    Kind.ROADMAP: ("goal.", "roadmap.", "gap.", "initiative.", "calendar."),
    Kind.EXPORTS: ("report.downloaded", "report.kept", "summary.", "share.", "batch.", "audit."),
}


def codes_of(kind: str) -> list[str]:
    """The codes of a kind's events; those of answers are no events."""
    prefixes = PREFIXES.get(Kind(kind), ())
    return [code for code in Event.values if code.startswith(prefixes)]
