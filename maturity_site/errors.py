"""Error pages in the product's own look."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The token is missing or old: says so and offers to try again, with what was typed still in the browser."""
    return render(request, "403_csrf.html", {"reason": reason}, status=403)
