"""Deleting an account: what has to be handed over first, what goes with it, and what stays.

An organisation that this account alone runs and nobody else belongs to goes, since nobody could open it any
more. One where others belong and this is the only lead has to get another lead first. What lies above
accounts says what goes with it: ``register(names=…, delete=…)`` in its app's ``ready()``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from allauth.usersessions.models import UserSession
from auditlog.context import disable_auditlog
from auditlog.models import LogEntry
from django.db import transaction

from accounts.audit import Event, record
from accounts.models import Membership, Organisation, User

Names = Callable[[User, Sequence[Organisation]], list[str]]
Delete = Callable[[User, Sequence[Organisation]], None]
_holders: list[tuple[Names, Delete]] = []


class HandOverFirst(Exception):
    """Somebody else has to become lead of an organisation before this account may go."""


@dataclass(frozen=True)
class Plan:
    """What deleting the account means: organisations by what becomes of them, and what else goes, by name."""

    hand_over: list[Organisation]
    go: list[Organisation]
    leave: list[Organisation]
    names: list[str]


def register(*, names: Names, delete: Delete) -> None:
    """``names`` lists what goes with the account and these organisations, ``delete`` deletes it."""
    _holders.append((names, delete))


def is_alone_in_charge(role: str, of_others: set[str]) -> bool:
    """Whether nobody else leads or, where nobody leads at all, advises (see ``accounts.members``)."""
    if role == Membership.Role.CONSULTANT:
        return not of_others & set(Membership.RUNNING_ROLES)
    return role == Membership.Role.LEAD and role not in of_others


def plan_for(user: User) -> Plan:
    return _plan(user, list(Organisation.objects.filter(memberships__user=user).order_by("name", "pk")))


def _plan(user: User, organisations: list[Organisation]) -> Plan:
    roles = {row.organisation_id: row.role for row in Membership.objects.filter(user=user)}
    others: dict[UUID, set[str]] = {organisation.pk: set() for organisation in organisations}
    for row in Membership.objects.filter(organisation__in=organisations).exclude(user=user):
        others[row.organisation_id].add(row.role)
    hand_over: list[Organisation] = []
    go: list[Organisation] = []
    leave: list[Organisation] = []
    for organisation in organisations:
        role, of_others = roles[organisation.pk], others[organisation.pk]
        if not of_others and role in Membership.RUNNING_ROLES:
            go.append(organisation)
        elif is_alone_in_charge(role, of_others):
            hand_over.append(organisation)
        else:
            leave.append(organisation)
    names = [name for listing, _delete in _holders for name in listing(user, go)]
    return Plan(hand_over=hand_over, go=go, leave=leave, names=names)


@transaction.atomic
def delete_account(user: User) -> None:
    """Deletes the account and what goes with it, and ends its sessions. Raises HandOverFirst."""
    # Whoever gives up being lead meanwhile waits here, or this waits for them.
    mine = Membership.objects.filter(user=user).values("organisation")
    organisations = list(Organisation.objects.select_for_update().filter(pk__in=mine).order_by("pk"))
    plan = _plan(user, organisations)
    if plan.hand_over:
        raise HandOverFirst
    for _names, delete in _holders:
        delete(user, plan.go)
    for organisation in plan.leave:
        record(Event.MEMBER_LEFT, actor=user, organisation=organisation, subject=user.email)
    Membership.objects.filter(user=user).delete()
    for organisation in plan.go:
        organisation.delete()
    for session in UserSession.objects.filter(user=user):
        session.end()
    LogEntry.objects.log_create(user, action=LogEntry.Action.DELETE, actor_email=user.email, force_log=True)
    # The audit library would name the account that is gone as the one who deleted it.
    with disable_auditlog():
        user.delete()
