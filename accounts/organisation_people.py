"""The people of an organisation: roles, removing, leaving, inviting."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts import advising, invitations, members
from accounts.invitations import AlreadyInvitedError, AlreadyMemberError, JustSentError, NotPendingError
from accounts.limits import take_turn_of
from accounts.mail import base_url_of
from accounts.members import LastInChargeError, NotAllowedError
from accounts.models import Invitation, Membership
from accounts.organisation_access import RUNNING, for_members, signed_in
from accounts.organisation_forms import InviteForm, RoleForm
from accounts.organisation_views import form_page, page

DAY = 24 * 3600  # seconds


def _last_in_charge() -> str:
    return gettext("Somebody has to run the organisation. Make another person its lead first.")


def _other(request: HttpRequest, mine: Membership, member_id: int) -> tuple[Membership, tuple[str, ...]]:
    """The membership, and the roles it may get. Raises Http404 where it is not theirs to change."""
    people = Membership.objects.select_related("user").filter(organisation=mine.organisation_id)
    found = get_object_or_404(people, pk=member_id)
    roles = members.roles_of(signed_in(request), mine.organisation)
    if found.role not in roles:
        raise Http404
    return found, roles


@form_page
@for_members(*RUNNING)
def member(request: HttpRequest, membership: Membership, member_id: int) -> HttpResponse:
    """The role of one person."""
    ours = membership.organisation
    other, roles = _other(request, membership, member_id)
    form = RoleForm(request.POST or None, roles=roles, initial={"role": other.role})
    context = {"organisation": ours, "other": other, "oneself": other.user_id == membership.user_id}
    if not form.is_valid():
        return page(request, "organisations/member.html", form, **context)
    try:
        members.change_role(membership=other, role=form.cleaned_data["role"], actor=signed_in(request))
    except LastInChargeError:
        form.add_error("role", _last_in_charge())
        return page(request, "organisations/member.html", form, **context)
    except (NotAllowedError, Membership.DoesNotExist):  # meanwhile
        raise Http404 from None
    advising.note(request, signed_in(request))
    messages.success(request, gettext("The role was changed."))
    return redirect("organisation", ours.pk)


@form_page
@for_members(*RUNNING)
def remove(request: HttpRequest, membership: Membership, member_id: int) -> HttpResponse:
    """Takes somebody out, after asking; sent again it leads to the same page."""
    if request.method == "POST" and members.was_removed(membership.organisation, member_id):
        return redirect("organisation", membership.organisation_id)
    other, _roles = _other(request, membership, member_id)
    return _taken_out(request, membership, other, "organisations/remove.html")


@form_page
@for_members()
def leave(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Takes oneself out, after asking."""
    return _taken_out(request, membership, membership, "organisations/leave.html")


def _taken_out(request: HttpRequest, mine: Membership, other: Membership, template: str) -> HttpResponse:
    ours = mine.organisation
    context: dict[str, object] = {"organisation": ours, "other": other}
    if request.method != "POST":
        context["last"] = members.is_last_in_charge(ours, [other.pk])
        return render(request, template, context)
    try:
        members.remove(membership=other, actor=signed_in(request))
    except LastInChargeError:
        return render(request, template, context | {"last": True}, status=409)
    except NotAllowedError:
        raise Http404 from None
    if other.user_id == mine.user_id:
        messages.success(request, gettext("You left %(name)s.") % {"name": ours.name})
        return redirect("organisations")
    messages.success(request, gettext("%(person)s was removed.") % {"person": other.user})
    return redirect("organisation", ours.pk)


@form_page
@for_members(*RUNNING)
def invite(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Invites an address; the answer is the same whether it has an account or not."""
    ours, user = membership.organisation, signed_in(request)
    roles = members.roles_of(user, ours)
    form = InviteForm(request.POST or None, roles=roles, initial={"language": ours.language})
    if form.is_valid():
        problem = _invited(request, membership, form)
        if not problem:
            messages.success(request, gettext("The invitation is on its way."))
            return redirect("organisation", ours.pk)
        form.add_error("email", problem)
    return page(request, "organisations/invite.html", form, organisation=ours)


def _invited(request: HttpRequest, membership: Membership, form: InviteForm) -> str:
    """Invites; what is in the way, in words, or ""."""
    if not _has_turn(membership, form.cleaned_data["email"]):
        return _too_many()
    try:
        invitations.invite(
            organisation=membership.organisation,
            actor=signed_in(request),
            base_url=base_url_of(request),
            **form.cleaned_data,
        )
    except AlreadyMemberError:
        return gettext("Somebody with this address is in the organisation already.")
    except AlreadyInvitedError:
        return gettext(
            "This address is invited already. Send the invitation again, or revoke it, on the "
            "organisation’s page."
        )
    except NotAllowedError:
        raise Http404 from None
    return ""


def _has_turn(membership: Membership, email: str) -> bool:
    """Counts by inviter, and by address, so that nobody's mailbox is filled from here."""
    by, to = settings.INVITATIONS_PER_HOUR, settings.INVITATIONS_TO_ONE_ADDRESS
    return take_turn_of(str(membership.user_id), action="invites", times=by) and take_turn_of(
        email.lower(), action="invited", times=to, seconds=DAY
    )


def _too_many() -> str:
    return gettext("Many invitations were sent, in all or to this address. Try again later.")


@require_POST
@for_members(*RUNNING)
def resend(request: HttpRequest, membership: Membership, invitation_id: UUID) -> HttpResponse:
    """Mails a new link; the one before stops working."""
    found = _invitation(request, membership, invitation_id)
    if invitations.was_just_sent(found):
        messages.info(request, _just_sent(found))
        return redirect("organisation", membership.organisation_id)
    if not _has_turn(membership, found.email):
        messages.error(request, _too_many())
        return redirect("organisation", membership.organisation_id)
    try:
        invitations.resend(invitation=found, actor=signed_in(request), base_url=base_url_of(request))
        words = gettext("A new link is on its way to %(email)s; the one before does not work any more.")
        messages.success(request, words % {"email": found.email})
    except JustSentError:
        messages.info(request, _just_sent(found))
    except NotPendingError:
        messages.warning(request, _not_pending())
    except NotAllowedError:
        raise Http404 from None
    return redirect("organisation", membership.organisation_id)


@form_page
@for_members(*RUNNING)
def revoke(request: HttpRequest, membership: Membership, invitation_id: UUID) -> HttpResponse:
    """The link stops working, after asking once more."""
    found = _invitation(request, membership, invitation_id)
    if request.method != "POST":
        context = {"organisation": membership.organisation, "invitation": found}
        return render(request, "organisations/revoke.html", context)
    try:
        invitations.revoke(invitation=found, actor=signed_in(request))
        messages.success(request, gettext("The invitation was revoked; its link does not work any more."))
    except NotPendingError:
        messages.warning(request, _not_pending())
    except NotAllowedError:
        raise Http404 from None
    return redirect("organisation", membership.organisation_id)


def _invitation(request: HttpRequest, membership: Membership, invitation_id: UUID) -> Invitation:
    """Raises Http404 where it is not theirs to touch."""
    found = get_object_or_404(Invitation, pk=invitation_id, organisation=membership.organisation_id)
    if found.role not in members.roles_of(signed_in(request), membership.organisation):
        raise Http404
    return found


def _just_sent(invitation: Invitation) -> str:
    words = gettext("The link went to %(email)s less than a minute ago, so it was not sent again.")
    return words % {"email": invitation.email}


def _not_pending() -> str:
    return gettext("The invitation was accepted or revoked meanwhile.")
