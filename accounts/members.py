"""Who is what in an organisation, and changing it. The rules: docs/decisions/0013-roles.md.

Whoever changes members holds the organisation's row, so that two changes never overlap.
"""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.audit import Event, record
from accounts.models import Invitation, Membership, Organisation, User

Role = Membership.Role


class LastInChargeError(Exception):
    """Nobody would be left to run the organisation."""


class NotAllowedError(Exception):
    """This role is not theirs to give or to take."""


@transaction.atomic
def make_organisation(*, user: User, role: str = Role.LEAD, **fields: Any) -> Organisation:
    """A new organisation that the user leads, or advises as a consultant.

    Raises ValueError for another role, and for a user whose address is not confirmed.
    """
    if role not in Membership.RUNNING_ROLES or not user.email_confirmed:
        raise ValueError("Only a confirmed lead or consultant makes an organisation.")
    organisation = Organisation.objects.create(**fields)
    Membership.objects.create(user=user, organisation=organisation, role=role)
    record(Event.ORGANISATION_MADE, actor=user, organisation=organisation, subject=organisation.name)
    return organisation


def lock(organisation_id: UUID) -> Organisation:
    """The organisation, its row locked until the surrounding transaction ends."""
    return Organisation.objects.select_for_update(no_key=True).get(pk=organisation_id)


def roles_given_by(role: str, *, has_lead: bool = True) -> tuple[str, ...]:
    """The roles that somebody in this one may give and take.

    Consultants may make a lead as long as there is none, and neither make nor remove one afterwards.
    """
    if role == Role.LEAD or (role == Role.CONSULTANT and not has_lead):
        return (Role.LEAD, Role.MEMBER, Role.CONSULTANT)
    return (Role.MEMBER, Role.CONSULTANT) if role == Role.CONSULTANT else ()


def has_lead(organisation: Organisation) -> bool:
    return organisation.memberships.filter(role=Role.LEAD).exists()


def roles_of(user: User, organisation: Organisation) -> tuple[str, ...]:
    """The roles that this user may give and take in the organisation now."""
    membership = Membership.objects.filter(user=user, organisation=organisation).first()
    if membership is None or not user.email_confirmed:
        return ()
    return roles_given_by(membership.role, has_lead=has_lead(organisation))


@transaction.atomic
def change_role(*, membership: Membership, role: str, actor: User) -> Membership:
    """Gives a member another role; the same one again changes nothing.

    Raises Membership.DoesNotExist, NotAllowedError and LastInChargeError.
    """
    organisation = lock(membership.organisation_id)
    locked = organisation.memberships.select_related("user").get(pk=membership.pk)
    if not {locked.role, role} <= set(roles_of(actor, organisation)):
        raise NotAllowedError
    before = locked.role
    if role == before:
        return locked
    if role != Role.LEAD and is_last_in_charge(organisation, [locked.pk]):
        raise LastInChargeError
    locked.role = role
    locked.save(update_fields=["role"])
    record(
        Event.ROLE_CHANGED,
        actor=actor,
        organisation=organisation,
        subject=locked.user.email,
        before=before,
        after=role,
    )
    _withdraw_invitations(organisation, locked.user, roles_given_by(role))
    return locked


@transaction.atomic
def remove(*, membership: Membership, actor: User) -> None:
    """Takes a member out, and what they had invited to; one who is gone already stays gone.

    Leaving is removing oneself, which every role may. Raises NotAllowedError and LastInChargeError.
    """
    organisation = lock(membership.organisation_id)
    locked = organisation.memberships.select_related("user").filter(pk=membership.pk).first()
    if locked is None:
        return
    leaves = locked.user_id == actor.pk
    if not leaves and locked.role not in roles_of(actor, organisation):
        raise NotAllowedError
    if is_last_in_charge(organisation, [locked.pk]):
        raise LastInChargeError
    locked.delete()
    record(
        Event.MEMBER_LEFT if leaves else Event.MEMBER_REMOVED,
        actor=actor,
        organisation=organisation,
        subject=locked.user.email,
        role=locked.role,
        member=membership.pk,
    )
    _withdraw_invitations(organisation, locked.user, ())


def was_removed(organisation: Organisation, member_id: int) -> bool:
    """Whether this membership was once the organisation's, and somebody ended it."""
    events = organisation.audit_events.filter(code=Event.MEMBER_REMOVED, details__member=member_id)
    return events.exists()


def is_last_in_charge(organisation: Organisation, leaving: Iterable[int]) -> bool:
    """Whether these memberships are all its leads or, where it has none, all its consultants."""
    roles = dict(organisation.memberships.values_list("pk", "role"))
    role = Role.LEAD if Role.LEAD in roles.values() else Role.CONSULTANT
    in_charge = {pk for pk, has in roles.items() if has == role}
    return bool(in_charge) and in_charge <= set(leaving)


def sole_leaderships(user: User) -> QuerySet[Organisation]:
    """The organisations that would be left without a lead if this account went.

    Where there is no lead, those where it is the only consultant.
    """
    in_charge = Membership.objects.filter(organisation=OuterRef("pk"))
    leads = in_charge.filter(role=Role.LEAD)
    mine = Organisation.objects.filter(memberships__user=user)
    led = mine.filter(memberships__role=Role.LEAD).exclude(Exists(leads.exclude(user=user)))
    advised = mine.filter(memberships__role=Role.CONSULTANT).exclude(Exists(leads))
    alone = advised.exclude(Exists(in_charge.filter(role=Role.CONSULTANT).exclude(user=user)))
    return Organisation.objects.filter(Q(pk__in=led.values("pk")) | Q(pk__in=alone.values("pk")))


def _withdraw_invitations(organisation: Organisation, inviter: User, given: tuple[str, ...]) -> None:
    """What somebody invited to counts no longer when they could not invite to it now."""
    pending = Invitation.objects.filter(
        organisation=organisation, invited_by=inviter, accepted_at=None, revoked_at=None
    )
    pending.exclude(role__in=given).update(revoked_at=timezone.now())
