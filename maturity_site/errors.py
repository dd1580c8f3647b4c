"""Error pages in the product's own look."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme

from assessments.handing_back import typed_in

RETRY_AFTER = "30"  # seconds


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token is missing or old: says so, and how to send what is still in the browser."""
    back = _came_from(request)
    # From our own pages only: another site does not get to say what ours shows.
    typed = typed_in(request) if back else []
    context = {"reason": reason, "back": back, "page_address": back or reverse("home"), "typed": typed}
    return render(request, "403_csrf.html", context, status=403)


def server_error(_request: HttpRequest) -> HttpResponse:
    """500, or 503 while the database is away.

    Rendered without the request: its session and user would ask the database that may just have failed.
    """
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        page = render_to_string("503.html")
        return HttpResponse(page, status=503, headers={"Retry-After": RETRY_AFTER})
    return HttpResponse(render_to_string("500.html"), status=500)


def _came_from(request: HttpRequest) -> str:
    """The page of ours that the form was on, or an empty string."""
    referer = request.headers.get("referer", "")
    ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if ours else ""
