"""What screen and phones poll: one short reply, or none of it when nothing changed."""

import hashlib
import json
from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified

from assessments.models import Assessment, Workshop


def screen_mark(assessment: Assessment, held: Workshop | None) -> str:
    """Differs whenever the page would look different, but for who joined and who voted."""
    if assessment.is_sealed:
        return "sealed"
    if held is None or held.ended_at is not None or assessment.names_hidden:
        return "ended"
    return f"{held.step}{'-closed' if assessment.is_closed else ''}"


def state_reply(request: HttpRequest, state: Mapping[str, object]) -> HttpResponse:
    """The state as JSON; 304 where the browser names the same one in ``If-None-Match``."""
    body = json.dumps(state, ensure_ascii=False)
    etag = f'"{hashlib.sha256(body.encode()).hexdigest()[:16]}"'
    response: HttpResponse
    if etag in request.headers.get("If-None-Match", ""):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(body, content_type="application/json")
    response.headers["ETag"] = etag
    return response
