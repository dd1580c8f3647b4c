"""What assessments keep of a person: for the file that they can take along, and when their account goes."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Q

from accounts.models import Organisation, User
from assessments.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Consensus,
    Reopening,
    Respondent,
    RespondentInvitation,
)

SAID = ("state", "level__rank", "reason", "note", "link", "dated", "version")


def owned(user: User) -> Any:
    fields = ("id", "team", "title", "organisation__name", "goal__name", "opened_at", "submitted_at")
    return list(Assessment.objects.filter(owner=user).values(*fields))


def answers(user: User) -> list[dict[str, Any]]:
    """Each set of answers that is known to be this person's, with every earlier state of each answer."""
    given: dict[Any, list[dict[str, Any]]] = {}
    histories: dict[Any, list[dict[str, Any]]] = {}
    rows = Answer.objects.filter(respondent__user=user).order_by("pk")
    for row in rows.values("pk", "respondent", "question__text", "updated_at", *SAID):
        history = histories[row.pop("pk")] = []
        given.setdefault(row.pop("respondent"), []).append({**row, "history": history})
    revisions = AnswerRevision.objects.filter(answer__respondent__user=user).order_by("answer", "version")
    for row in revisions.values("answer", "saved_at", *SAID):
        histories[row.pop("answer")].append(row)
    return [
        {
            "assessment": respondent.assessment_id,
            "team": respondent.assessment.team,
            "name": respondent.name,
            "function": respondent.function,
            "began": respondent.created_at,
            "finished": respondent.finished_at,
            "answers": given.get(respondent.pk, []),
        }
        for respondent in Respondent.objects.filter(user=user).select_related("assessment")
    ]


def decisions(user: User) -> dict[str, Any]:
    """What they recorded for a team: the agreed levels, and why a submitted assessment was reopened."""
    agreed = Consensus.objects.filter(recorded_by=user)
    reopened = Reopening.objects.filter(reopened_by=user)
    return {
        "consensus": list(agreed.values("assessment", "question__text", "level__rank", "why", "recorded_at")),
        "reopenings": list(reopened.values("assessment", "reopened_at", "why")),
    }


def asked_to_answer(user: User) -> Any:
    """Invitations to answer that went to the account's address."""
    if not user.email_confirmed:
        return []
    return list(
        RespondentInvitation.objects.filter(email__iexact=user.email).values(
            "assessment__team", "name", "function", "created_at", "sent_at", "reminded_at", "finished"
        )
    )


def names_of_what_goes(user: User, organisations: Sequence[Organisation]) -> list[str]:
    return [assessment.team_and_title for assessment in _what_goes(user, organisations)]


def delete(user: User, organisations: Sequence[Organisation]) -> None:
    """Deletes what nobody could open any more, with every answer in it."""
    _what_goes(user, organisations).delete()


def _what_goes(user: User, organisations: Sequence[Organisation]) -> Any:
    alone = Q(owner=user, organisation=None)
    return Assessment.objects.filter(alone | Q(organisation__in=organisations)).order_by("team", "opened_at")
