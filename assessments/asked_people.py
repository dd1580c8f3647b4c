"""What whoever runs an assessment sees of the people who are asked to answer it."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext, ngettext

from assessments.anonymity import SMALLEST
from assessments.models import Assessment, Respondent, RespondentInvitation
from assessments.progress import OwnCount, own_counts_of
from assessments.responses import counted
from assessments.tasks import PAUSE


@dataclass(frozen=True)
class Person:
    """One line of the table: somebody invited, or somebody who answers without an invitation.

    ``state`` is waiting (for the mail to go out), invited, silent (needs no link and has answered nothing),
    begun, finished or revoked; ``progress`` is in words, and empty where respondents are anonymous.
    """

    who: str
    address: str
    function: str
    state: str
    progress: str
    invitation: RespondentInvitation | None = None

    @property
    def state_words(self) -> str:
        return {
            "waiting": gettext("The mail is waiting to be sent"),
            "invited": gettext("Invited, not begun"),
            "silent": gettext("Nothing answered yet"),
            "begun": gettext("Begun"),
            "finished": gettext("Finished"),
            "revoked": gettext("Link taken away"),
        }[self.state]

    @property
    def is_open(self) -> bool:
        """Has a link that still leads to questions."""
        return self.invitation is not None and self.state in ("waiting", "invited", "begun")

    @property
    def can_be_mailed(self) -> bool:
        return self.is_open and bool(self.address)

    @property
    def can_be_reminded(self) -> bool:
        if self.invitation is None or self.invitation.sent_at is None:
            return False
        reminded = self.invitation.reminded_at
        return self.can_be_mailed and (reminded is None or reminded <= timezone.now() - PAUSE)

    @property
    def can_be_revoked(self) -> bool:
        return self.invitation is not None and self.state != "revoked"


@dataclass(frozen=True)
class People:
    """Everybody who is asked, in the order they were."""

    persons: tuple[Person, ...]
    counts: int
    names_hidden: bool

    @property
    def invited(self) -> list[Person]:
        return [one for one in self.persons if one.invitation is not None and one.state != "revoked"]

    @property
    def unfinished(self) -> list[Person]:
        """Who was asked and has not finished; not those whose link was taken away."""
        return [one for one in self.persons if one.is_open]

    @property
    def remindable(self) -> list[Person]:
        return [one for one in self.persons if one.can_be_reminded]

    @property
    def summary(self) -> str:
        asked = [one for one in self.persons if one.state != "revoked"]
        return ngettext(
            "%(finished)d of %(total)d person has finished.",
            "%(finished)d of %(total)d people have finished.",
            len(asked),
        ) % {"finished": sum(one.state == "finished" for one in asked), "total": len(asked)}

    @property
    def lacking(self) -> int:
        """How many more have to finish until an anonymous assessment can be submitted."""
        return max(0, SMALLEST - self.counts) if self.names_hidden else 0


def people_of(assessment: Assessment, *, uninvited: bool = True) -> People:
    """Reads them in a constant number of queries.

    Without ``uninvited`` those are left out who answer without an invitation; anonymous ones always are.
    """
    invitations = list(assessment.invitations.select_related("respondent"))
    if assessment.names_hidden:
        persons = tuple(_invited(assessment, invitation, {}) for invitation in invitations)
        return People(persons, counted(assessment).count(), names_hidden=True)
    rows = assessment.respondents.filter(invitation=None).select_related("user")
    others = list(rows) if uninvited else []
    asked = [invitation.respondent for invitation in invitations if invitation.respondent]
    everybody = [*others, *asked]
    for respondent in everybody:
        respondent.assessment = assessment
    counts = own_counts_of(everybody) if everybody else {}
    persons = (
        *(_without_invitation(respondent, counts) for respondent in others),
        *(_invited(assessment, invitation, counts) for invitation in invitations),
    )
    return People(persons, len(everybody), names_hidden=False)


def _without_invitation(respondent: Respondent, counts: Mapping[object, OwnCount]) -> Person:
    count = counts[respondent.pk]
    state = "begun" if count.answered else "silent"
    return Person(
        who=str(respondent),
        address=respondent.user.email if respondent.user else "",
        function=respondent.get_function_display(),
        state="finished" if respondent.finished_at else state,
        progress=count.words,
    )


def _invited(
    assessment: Assessment, invitation: RespondentInvitation, counts: Mapping[object, OwnCount]
) -> Person:
    respondent = invitation.respondent
    named = respondent.name if respondent is not None else ""
    function = (respondent or invitation).get_function_display()
    return Person(
        who=invitation.name or named or invitation.email or gettext("By the link to hand round"),
        address=invitation.email,
        function="" if assessment.names_hidden else function,
        state=_state(invitation),
        progress=counts[respondent.pk].words if respondent is not None and counts else "",
        invitation=invitation,
    )


def _state(invitation: RespondentInvitation) -> str:
    if invitation.revoked_at is not None:
        return "revoked"
    if invitation.finished:
        return "finished"
    if invitation.respondent_id is not None:
        return "begun"
    return "waiting" if invitation.email and invitation.sent_at is None else "invited"
