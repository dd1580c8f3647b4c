"""Pages of a batch: choose reports, follow the progress, take the file."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.mail import base_url_of
from accounts.organisation_access import signed_in
from assessments.models import Assessment
from assessments.views.common import not_stored
from reports.batches.actions import (
    MOST,
    MOST_AT_ONCE,
    TooManyBatchesError,
    ask_for_batch,
    delete_batch,
    exportable_by,
)
from reports.batches.progress import progress_of
from reports.models import Batch
from reports.pdf_views import attachment

PAGE = MOST


@require_safe
@login_required
@not_stored
def batches(request: HttpRequest) -> HttpResponse:
    """The batches of the last week."""
    found = [progress_of(batch) for batch in Batch.objects.of(signed_in(request)).prefetch_related("items")]
    return render(request, "reports/batches/list.html", {"batches": found})


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@not_stored
def new_batch(request: HttpRequest) -> HttpResponse:
    """Chooses the reports; other pages post their choice here as well."""
    if request.method != "POST":
        return _choose(request, chosen=set(), error="")
    try:
        chosen = {UUID(value): None for value in request.POST.getlist("assessment")}
    except ValueError:
        raise Http404 from None
    try:
        batch = ask_for_batch(
            user=signed_in(request),
            assessments=list(chosen),
            language=translation.get_language() or "en",
            base_url=base_url_of(request),
        )
    except Assessment.DoesNotExist:
        raise Http404 from None
    except ValueError:
        error = _("Choose at most %(most)d reports.") % {"most": MOST} if chosen else _("Choose a report.")
        return _choose(request, chosen=set(chosen), error=error)
    except TooManyBatchesError:
        error = _("You are waiting for %(most)d exports already. Wait until one is ready.")
        return _choose(request, chosen=set(chosen), error=error % {"most": MOST_AT_ONCE})
    return redirect("batch", batch.pk)


def _choose(request: HttpRequest, *, chosen: set[UUID], error: str) -> HttpResponse:
    """The page with the reports, those that were chosen first; an error keeps the choice."""
    words = request.GET.get("q", "").strip()
    found = exportable_by(signed_in(request)).select_related("organisation", "version__framework")
    for word in words.split():
        named = Q(organisation__name__icontains=word) | Q(team__icontains=word) | Q(title__icontains=word)
        found = found.filter(named | Q(pk__in=chosen))
    page = Paginator(found.order_by("-submitted_at", "pk"), PAGE).get_page(request.GET.get("page"))
    elsewhere = found.filter(pk__in=chosen).exclude(pk__in=[one.pk for one in page])
    context = {
        "page": page,
        "elsewhere": list(elsewhere.order_by("-submitted_at", "pk")) if chosen else [],
        "chosen": chosen,
        "error": error,
        "words": words,
        "most": MOST,
    }
    return render(request, "reports/batches/new.html", context, status=422 if error else 200)


@require_safe
@login_required
@not_stored
def batch_page(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """How far it is, what failed, and the file once it is ready."""
    progress = progress_of(_fetch(request, batch_id), reports=True)
    return render(request, "reports/batches/batch.html", {"batch": progress})


@require_safe
@login_required
@not_stored
def batch_progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The same in short, for the page's script."""
    progress = progress_of(_fetch(request, batch_id))
    return JsonResponse(
        {
            "finished": progress.is_finished,
            "ticked": progress.ticked,
            "total": progress.total,
            "text": progress.text,
        }
    )


@require_safe
@login_required
@not_stored
def batch_file(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The ZIP, for whom asked for it, as long as they may read every report in it."""
    batch = _fetch(request, batch_id)
    if not progress_of(batch).may_download:
        raise Http404
    content = Batch.objects.values_list("content", flat=True).get(pk=batch.pk)
    return attachment(HttpResponse(content, content_type="application/zip"), batch.name)


@require_POST
@login_required
def batch_delete(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Deletes the file before its week is over."""
    delete_batch(batch=_fetch(request, batch_id))
    messages.success(request, _("The export was deleted."))
    return redirect(reverse("batches"))


def _fetch(request: HttpRequest, batch_id: UUID) -> Batch:
    return get_object_or_404(Batch.objects.of(signed_in(request)), pk=batch_id)
