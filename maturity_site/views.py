"""The pages that belong to no app: home, help, health and what robots ask for."""

from typing import Any

from django.core.exceptions import BadRequest
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.decorators import decorator_from_middleware
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from accounts.languages import asked_for, switches_language
from accounts.secret_links import NullOriginCsrfMiddleware
from assessments.access import visitor_of
from assessments.held import ways_back
from assessments.models import FrameworkVersion
from assessments.published import DEFAULT_FRAMEWORK
from reports.charts import ladder, radar
from reports.sample import sample_report


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What you get, and the way in; without a published framework, what the operator has to do."""
    sample = sample_report()
    framework = _default_framework()
    context = {
        "ready": framework is not None,
        "framework": framework,
        "ways_back": ways_back(visitor_of(request)),
        "sample": sample,
        "radar": radar(sample.profile),
        # Stands in for the radar where that is too small to read.
        "ladders": [
            (domain.name, ladder(domain.level, domain.evidenced, sample.top, domain.verdict))
            for domain in sample.domains
        ],
    }
    return render(request, "home.html", context)


def _default_framework() -> Any:
    """The version that a new assessment starts with, with its ``questions`` and ``areas`` counted."""
    published = FrameworkVersion.objects.newest_published().annotate(
        questions=Count("domains__questions"), areas=Count("domains", distinct=True)
    )
    versions = list(published)
    return next(
        (version for version in versions if version.framework.slug == DEFAULT_FRAMEWORK),
        next(iter(versions), None),
    )


@require_safe
def how_levels(request: HttpRequest) -> HttpResponse:
    """How answers become levels and gaps, in words that can be repeated in a sales meeting."""
    return render(request, "help/how_levels.html")


@csrf_exempt
@decorator_from_middleware(NullOriginCsrfMiddleware)  # the page of a secret link has the buttons, too
@require_POST
@never_cache
@switches_language
def language(request: HttpRequest) -> HttpResponse:
    """Leads back to the page that the buttons stood on, which the visitor now reads in another language."""
    if not asked_for(request):
        raise BadRequest("Not a language of this site")
    page = request.POST.get("next", "")
    ours = url_has_allowed_host_and_scheme(
        page, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return redirect(page if ours else "home")


@never_cache
@require_safe
def health(_request: HttpRequest) -> JsonResponse:
    """200 when the database answers and every migration has run, else 503 naming which is wrong."""
    database, migrations = "ok", "ok"
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            migrations = "pending"
    except DatabaseError:
        database, migrations = "unreachable", "unknown"
    well = database == migrations == "ok"
    state = {"status": "ok" if well else "unavailable", "database": database, "migrations": migrations}
    return JsonResponse(state, status=200 if well else 503)


@require_safe
def robots(_request: HttpRequest) -> HttpResponse:
    """Public pages may be indexed; what belongs to somebody may not."""
    closed = ("accounts", "admin", "answer", "assessments", "join", "return", "shared", "start")
    lines = ["User-agent: *", *(f"Disallow: /{path}/" for path in closed), ""]
    return HttpResponse("\n".join(lines), content_type="text/plain")
