"""What the questionnaire's views share."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from assessments.access import Visitor
from assessments.models import Assessment

READ_OR_POST = require_http_methods(["GET", "HEAD", "POST"])
REFUSED, STALE = 422, 409  # a form with faults; a form that somebody else overtook
View = Callable[..., HttpResponse]
MAILED = "mailed"  # the session's list of assessments whose secret link was mailed


def not_stored(view: View) -> View:
    """Neither the browser nor anything on the way keeps the page, so that Back shows the database's state."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = view(request, *args, **kwargs)
        patch_cache_control(response, no_store=True, private=True)
        return response

    return wrapped


def may_run(visitor: Visitor, assessment: Assessment) -> bool:
    """Whether set-up, submitting and the secret link are this visitor's business."""
    if assessment.is_anonymous:
        return assessment.pk in visitor.opened
    if visitor.user is not None and assessment.owner_id == visitor.user.pk:
        return True
    return Assessment.objects.run_by(visitor).filter(pk=assessment.pk).exists()


def may_read(visitor: Visitor, assessment: Assessment) -> bool:
    """Whether this visitor may read the report."""
    return Assessment.objects.reported_to(visitor).filter(pk=assessment.pk).exists()


def sealed_response(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Where a page of a submitted assessment leads: nothing is changed any more."""
    if request.method == "POST":
        messages.warning(
            request, gettext("This assessment was submitted meanwhile. Your last changes were not saved.")
        )
    return redirect("hub", assessment.pk)


def closed_response(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    """Where a page of questions leads once no answer is taken any more."""
    if assessment.is_sealed:
        return sealed_response(request, assessment)
    messages.warning(request, gettext("The answering is closed. Nothing was saved after that."))
    return redirect("hub", assessment.pk)
