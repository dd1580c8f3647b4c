"""Who may open an organisation's pages.

Without the right a signed-in visitor gets 404; a signed-out one gets the log-in page, whether the
organisation exists or not.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control

from accounts.models import Membership, User

View = Callable[..., HttpResponse]
RUNNING = tuple(str(role) for role in Membership.RUNNING_ROLES)


def signed_in(request: HttpRequest) -> User:
    """The visitor of a page that only signed-in ones get to see."""
    return cast("User", request.user)


def for_signed_in(view: View) -> View:
    """Signed out: the log-in page, which leads to where the visitor was. Nothing keeps the page."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            reads = request.method in {"GET", "HEAD"}
            return redirect_to_login(request.get_full_path() if reads else reverse("organisations"))
        response = view(request, *args, **kwargs)
        if "Cache-Control" not in response:
            patch_cache_control(response, no_store=True, private=True)
        return response

    return wrapped


def for_members(*roles: str) -> Callable[[View], View]:
    """For the page of an organisation: the view gets the visitor's membership in one of the roles, or any."""

    def decorate(view: View) -> View:
        @wraps(view)
        def wrapped(request: HttpRequest, organisation_id: UUID, *args: Any, **kwargs: Any) -> HttpResponse:
            return view(request, membership_of(request, organisation_id, *roles), *args, **kwargs)

        return for_signed_in(wrapped)

    return decorate


def membership_of(request: HttpRequest, organisation_id: UUID, *roles: str) -> Membership:
    """The visitor's membership, with the organisation. Raises Http404 for every other visitor."""
    user = signed_in(request)
    mine = Membership.objects.filter(user=user.pk, organisation=organisation_id)
    if roles:
        mine = mine.filter(role__in=roles)
    found = mine.select_related("organisation__logo").defer("organisation__logo__content").first()
    if found is None or not user.email_confirmed:
        raise Http404
    return found
