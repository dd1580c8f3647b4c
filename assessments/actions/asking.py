"""Asking people to answer: invitations by mail, the link to hand round, and beginning by either."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import ClosedError, SealedError, lock, lock_answerable, lock_open
from assessments.actions.recording import record_about
from assessments.models import Answer, Assessment, Respondent, RespondentInvitation
from assessments.tasks import may_be_reminded, send_invitation, send_reminder


class RevokedError(Exception):
    """The personal link was taken away."""


class FinishedError(Exception):
    """They finished; in an anonymous assessment their link leads to no answers any more."""


class FixedError(Exception):
    """Whether respondents are named cannot change any more; ``code`` is one of ``FIXED``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class AskedAlreadyError(Exception):
    """Some of the addresses are invited already, or answer with an account."""

    def __init__(self, addresses: frozenset[str]) -> None:
        super().__init__(f"{len(addresses)} addresses are asked already")
        self.addresses = addresses


JUST_NOW = timedelta(minutes=1)
FIXED = ("closed", "asked", "carried")


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Somebody to invite; ``email`` is compared without regard to case."""

    email: str
    name: str = ""
    function: str = ""


def asked_addresses(assessment: Assessment) -> frozenset[str]:
    """The addresses, in lower case, that are invited or answer with an account."""
    invited = assessment.invitations.filter(revoked_at=None).exclude(email="")
    answering = assessment.respondents.exclude(user=None)
    found = [*invited.values_list("email", flat=True), *answering.values_list("user__email", flat=True)]
    return frozenset(address.lower() for address in found)


@transaction.atomic
def invite(
    *, assessment: Assessment, people: Iterable[Asked], language: str, actor: User | None, base_url: str
) -> list[RespondentInvitation]:
    """Invites all of them, or nobody; the mails go out afterwards.

    Raises SealedError, ClosedError and AskedAlreadyError.
    """
    people = list(people)
    locked = lock_answerable(assessment.pk)
    already = asked_addresses(locked).intersection(person.email.lower() for person in people)
    if already:
        raise AskedAlreadyError(frozenset(already))
    made = RespondentInvitation.objects.bulk_create(
        RespondentInvitation(
            assessment=locked,
            email=person.email,
            name=person.name,
            function=person.function,
            language=language,
        )
        for person in people
    )
    for invitation in made:
        record_about(Event.RESPONDENT_INVITED, locked, actor, subject=invitation.email)
        _mail_later(invitation.pk, base_url)
    return made


@transaction.atomic
def resend(*, invitation: RespondentInvitation, actor: User | None, base_url: str) -> bool:
    """Sends the same link again; False where no mail can go out or one has just gone out.

    Raises SealedError and ClosedError.
    """
    locked = lock_answerable(invitation.assessment_id)
    rows = RespondentInvitation.objects.filter(pk=invitation.pk, revoked_at=None, finished=False)
    just_sent = Q(sent_at__gt=timezone.now() - JUST_NOW)
    if not rows.exclude(email="").exclude(just_sent).update(sent_at=None):
        return False
    record_about(Event.RESPONDENT_INVITED, locked, actor, subject=invitation.email)
    _mail_later(invitation.pk, base_url)
    return True


@transaction.atomic
def remind(
    *,
    assessment: Assessment,
    actor: User | None,
    base_url: str,
    invitation: RespondentInvitation | None = None,
) -> int:
    """Has everybody reminded who was invited by mail and has not finished, or one of them; returns how many.

    Nobody more than once a day. Raises SealedError and ClosedError.
    """
    locked = lock_answerable(assessment.pk)
    due = locked.invitations.filter(may_be_reminded(timezone.now()))
    if invitation is not None:
        due = due.filter(pk=invitation.pk)
    ids = list(due.values_list("pk", flat=True))
    for pk in ids:
        sending = partial(send_reminder.enqueue, str(pk), base_url, actor.pk if actor else None)
        transaction.on_commit(sending)
    return len(ids)


@transaction.atomic
def revoke(*, invitation: RespondentInvitation, actor: User | None) -> bool:
    """Takes the personal link away; answers given by it stay. False where it was taken away before.

    Raises SealedError, and FinishedError for who has finished.
    """
    locked = lock_open(invitation.assessment_id)
    current = RespondentInvitation.objects.get(pk=invitation.pk)
    if current.finished:
        raise FinishedError
    if current.revoked_at is not None:
        return False
    RespondentInvitation.objects.filter(pk=current.pk).update(revoked_at=timezone.now())
    record_about(Event.RESPONDENT_REVOKED, locked, actor, subject=str(invitation))
    return True


@transaction.atomic
def open_join_link(*, assessment: Assessment, opened: bool, actor: User | None) -> Assessment:
    """Opens or closes the link to hand round. Raises SealedError, and ClosedError when it is to be opened."""
    locked = lock_answerable(assessment.pk) if opened else lock_open(assessment.pk)
    if locked.join_open != opened:
        locked.join_open = opened
        locked.save(update_fields=["join_open"])
        record_about(Event.LINK_OPENED if opened else Event.LINK_CLOSED, locked, actor)
    return locked


def names_fixed(assessment: Assessment) -> str:
    """Why it cannot change any more whether respondents are named: one of ``FIXED``, or ""."""
    if assessment.is_closed:
        return "closed"
    others = assessment.respondents.filter(is_opener=False)
    if assessment.join_open or assessment.invitations.exists() or others.exists():
        return "asked"
    # The last round tells whose they are.
    if Answer.objects.filter(respondent__assessment=assessment, carried=True).exists():
        return "carried"
    return ""


@transaction.atomic
def hide_names(*, assessment: Assessment, hidden: bool, actor: User | None) -> Assessment:
    """Chooses between named and anonymous respondents, before anybody else is asked.

    Raises SealedError and FixedError.
    """
    locked = lock_open(assessment.pk)
    if locked.names_hidden == hidden:
        return locked
    fixed = names_fixed(locked)
    if fixed:
        raise FixedError(fixed)
    locked.names_hidden = hidden
    locked.save(update_fields=["names_hidden"])
    record_about(Event.ASSESSMENT_CHANGED, locked, actor, names_hidden=hidden)
    return locked


@transaction.atomic
def begin(
    *, invitation: RespondentInvitation, name: str = "", function: str = "", user: User | None = None
) -> Respondent:
    """The respondent of a personal link: made once, however many devices begin; later the same one.

    What whoever invited them typed goes before ``name`` and ``function``. The account of ``user`` is kept
    with a named respondent if the invitation went to its address. Raises RevokedError, FinishedError, and for
    who has not begun yet SealedError and ClosedError.
    """
    assessment = lock(invitation.assessment_id)
    current = RespondentInvitation.objects.select_related("respondent").get(pk=invitation.pk)
    if current.revoked_at is not None:
        raise RevokedError
    if current.respondent is not None:
        return current.respondent
    if current.finished:
        raise FinishedError
    _check_answerable(assessment)
    current.respondent = Respondent.objects.create(
        assessment=assessment,
        user=user if _may_keep(assessment, current, user) else None,
        name="" if assessment.names_hidden else current.name or name,
        function=current.function or function,
    )
    current.save(update_fields=["respondent"])
    return current.respondent


@transaction.atomic
def join(
    *, assessment: Assessment, pk: UUID, name: str = "", function: str = "", language: str = ""
) -> Respondent:
    """One more respondent, by the link to hand round; ``pk`` is that of the invitation that is made.

    Sent again with the same ``pk`` it is the same respondent. Raises like ``begin``, and RevokedError when
    the link is closed.
    """
    locked = lock(assessment.pk)
    invitation = RespondentInvitation.objects.filter(pk=pk, assessment=locked).first()
    if invitation is None:
        _check_answerable(locked)
        if not locked.join_open:
            raise RevokedError
        invitation = RespondentInvitation.objects.create(
            pk=pk,
            assessment=locked,
            name="" if locked.names_hidden else name,
            function=function,
            language=language,
        )
    return begin(invitation=invitation)


def _check_answerable(locked: Assessment) -> None:
    if locked.is_sealed:
        raise SealedError
    if locked.is_closed:
        raise ClosedError


def _may_keep(assessment: Assessment, invitation: RespondentInvitation, user: User | None) -> bool:
    if user is None or assessment.names_hidden or not user.email_confirmed:
        return False
    own = user.email.lower() == invitation.email.lower()
    return own and not assessment.respondents.filter(user=user).exists()


def _mail_later(invitation_id: UUID, base_url: str) -> None:
    transaction.on_commit(partial(send_invitation.enqueue, str(invitation_id), base_url))
