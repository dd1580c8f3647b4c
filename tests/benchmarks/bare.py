"""Views that do the least: the log-in check and the same bytes, or one single-row update."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from assessments.models import Answer

PAGES: dict[str, bytes] = {}


def page(request: HttpRequest, name: str) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    return HttpResponse(PAGES[name])


def update(request: HttpRequest, answer_id: int) -> HttpResponse:
    if not request.user.is_authenticated:
        return HttpResponse(status=403)
    Answer.objects.filter(pk=answer_id).update(version=F("version") + 1)
    return HttpResponse(b'{"saved": true}')


urlpatterns = [
    path("bare/<str:name>/", page),
    path("bare-update/<int:answer_id>/", update),
    path("", include("maturity_site.urls")),
]
