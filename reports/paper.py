"""A built report on the screen: a page of its own, for a frame of ours or to be opened by itself."""

from csp.constants import NONCE, SELF
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from reports.pdf.colours import palette_of


def paper(request: HttpRequest, *, title: str, language: str, accent: str, body: str) -> HttpResponse:
    """The markup that ``reports.exports.page`` wrote, on paper; title and language are the report's.

    It runs no script, is framed by our own pages alone, and is neither kept by caches nor indexed. The page
    around it calls ``framing`` on its response.
    """
    context = {"title": title, "language": language, "palette": palette_of(accent), "body": body}
    response = render(request, "reports/paper.html", context)
    response["Cache-Control"] = "private, no-store"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["X-Frame-Options"] = "SAMEORIGIN"
    rules = {"script-src": None, "style-src": [SELF, NONCE], "frame-ancestors": [SELF]}
    response._csp_replace = rules  # type: ignore[attr-defined]
    return response


def framing(response: HttpResponse) -> HttpResponse:
    """Lets the page show paper in a frame."""
    response._csp_update = {"frame-src": [SELF]}  # type: ignore[attr-defined]
    return response
