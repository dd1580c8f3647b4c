"""One log line a request."""

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

log = logging.getLogger("access")


def access_log(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Logs method, route, status and milliseconds; the route and not the path, since paths hold secrets."""

    def middleware(request: HttpRequest) -> HttpResponse:
        started = time.perf_counter()
        response = get_response(request)
        match = request.resolver_match
        if match is not None:
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
