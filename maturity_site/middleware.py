"""One log line a request, the header that no library sets, and a clear no to what cannot be read."""

import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.views.defaults import bad_request

log = logging.getLogger("access")
ASKED_ALL_THE_TIME = {"health", "vote-state", "workshop-state"}
UTF_8 = {"utf-8", "utf8"}


def access_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Logs method, route, status and milliseconds; the route and not the path, since paths hold secrets."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        # What is asked every few seconds and went well would drown the rest.
        went_well = response.status_code in {HTTPStatus.OK, HTTPStatus.NOT_MODIFIED}
        if match is not None and not (match.url_name in ASKED_ALL_THE_TIME and went_well):
            took = (time.perf_counter() - started) * 1000
            assessment = match.kwargs.get("assessment_id", "-")
            log.info(
                "%s /%s %s %.0f ms assessment=%s",
                request.method,
                match.route,
                response.status_code,
                took,
                assessment,
            )
        return response

    return middleware


def permissions_policy(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Tells browsers that no page here, nor anything in it, may use the device."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Permissions-Policy"] = (
            "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
        )
        return response

    return middleware


def readable_request(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Answers 400 to what no browser of ours sends and Python cannot read.

    That is a character set other than UTF-8, broken names of parts, and numbers beyond what a database holds.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        charset = (request.content_params or {}).get("charset", "utf-8").strip("\"'")
        if charset.lower() not in UTF_8 or not _has_readable_form(request):
            return bad_request(request, BadRequest())
        return get_response(request)

    def process_exception(request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception, OverflowError):
            return None
        log.warning("A number in the request was too large: %s", exception)
        return bad_request(request, exception)

    middleware.process_exception = process_exception  # type: ignore[attr-defined]
    return middleware


def _has_readable_form(request: HttpRequest) -> bool:
    """Reads the form, as the check of the CSRF token would."""
    try:
        _ = request.POST
    except (LookupError, ValueError):
        return False
    except UnreadablePostError:
        pass  # the visitor went away; nobody sees the answer
    return True
