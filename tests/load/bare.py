"""A view that does the least: the session is read, and one row updated."""

from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.urls import include, path

from assessments.access import RESPONDENTS_KEY
from assessments.models import Answer


def update(request: HttpRequest, answer_id: int) -> HttpResponse:
    if RESPONDENTS_KEY not in request.session:
        return HttpResponse(status=403)
    Answer.objects.filter(pk=answer_id).update(version=F("version") + 1)
    return HttpResponse(b'{"saved": true}')


urlpatterns = [path("bare-update/<int:answer_id>/", update), path("", include("maturity_site.urls"))]
