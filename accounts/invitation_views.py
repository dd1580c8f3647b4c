"""Following an invitation: the page behind the secret link, and accepting at an address without a secret.

The session remembers which invitation the browser followed, by its id and the key that it had then: what
the database keeps anyway, and no secret. A link that was sent anew therefore ends what the old one began.
"""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from accounts import advising, invitations
from accounts.invitations import NotPendingError, OtherAddressError
from accounts.models import Invitation
from accounts.organisation_access import signed_in
from accounts.secret_links import secret_page

SESSION_KEY = "invitation"


@secret_page
def link(request: HttpRequest, invitation_id: UUID, token: str) -> HttpResponse:
    """Says what it is; the button (whatever scans mails presses none) leads on to a clean address."""
    found = invitations.opened_by(invitation_id, token)
    if found is None:
        return render(request, "organisations/invitation_unknown.html", status=404)
    if not found.is_pending() and not _is_theirs(request, found):
        return render(request, "organisations/invitation_over.html", status=410)
    if request.method == "POST":
        request.session[SESSION_KEY] = [str(found.pk), found.key]
        return redirect("invitation")
    return render(request, "organisations/invitation_link.html", {"invitation": found})


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest) -> HttpResponse:
    """The invitation that this browser followed: log in with its address, then accept."""
    response = _answer(request, _followed(request))
    patch_cache_control(response, no_store=True, private=True)
    return response


def _answer(request: HttpRequest, found: Invitation | None) -> HttpResponse:
    if found is None:
        return render(request, "organisations/invitation_unknown.html", status=404)
    if not found.is_pending() and not _is_theirs(request, found):
        return render(request, "organisations/invitation_over.html", status=410)
    if request.method == "POST" and request.user.is_authenticated:
        return _accept(request, found)
    return render(request, "organisations/invitation.html", _context(request, found))


def _context(request: HttpRequest, found: Invitation) -> dict[str, object]:
    user = request.user
    ours = user.is_authenticated and signed_in(request).email.lower() == found.email.lower()
    return {
        "invitation": found,
        "is_theirs": ours,
        "confirmed": ours and invitations.is_for(found, signed_in(request)),
    }


def _is_theirs(request: HttpRequest, found: Invitation) -> bool:
    """Accepted by who asks: sent again, it leads to the organisation once more."""
    return (
        request.user.is_authenticated
        and found.accepted_at is not None
        and invitations.is_for(found, signed_in(request))
        and found.organisation.memberships.filter(user=signed_in(request)).exists()
    )


def _accept(request: HttpRequest, found: Invitation) -> HttpResponse:
    user = signed_in(request)
    before = found.organisation.memberships.filter(user=user).exists()
    try:
        membership = invitations.accept(invitation=found, user=user)
    except OtherAddressError:
        return render(request, "organisations/invitation.html", _context(request, found), status=403)
    except NotPendingError:
        return render(request, "organisations/invitation_over.html", status=410)
    request.session.pop(SESSION_KEY, None)
    advising.note(request, user)
    said = (
        gettext("You are in this organisation already, and keep the role that you have.")
        if before
        else gettext("Welcome. You are in the organisation now.")
    )
    messages.success(request, said)
    return redirect("organisation", membership.organisation_id)


def _followed(request: HttpRequest) -> Invitation | None:
    """The invitation that the session remembers, unless a newer link took the place of the one followed."""
    pk, key = request.session.get(SESSION_KEY) or (None, "")
    if pk is None:
        return None
    rows = Invitation.objects.select_related("organisation", "invited_by")
    return rows.filter(pk=pk, key=key).first()
