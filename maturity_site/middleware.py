"""One log line a request, and the header that no library sets."""

import logging
import time
from collections.abc import Callable
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("access")


def access_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Logs method, route, status and milliseconds; the route and not the path, since paths hold secrets."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        # A health check that went well, every few seconds, would drown the rest.
        if match is not None and not (match.url_name == "health" and response.status_code == HTTPStatus.OK):
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
