"""The desk: all clients on one page, and the page of one client."""

from typing import Any, cast
from urllib.parse import urlencode
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from accounts.models import Organisation, User
from assessments.access import visitor_of
from assessments.models import Assessment
from assessments.views.common import REFUSED, not_stored
from reports import desk as read
from reports import desk_search as search
from reports.clients import CONSULTANT, LEAD, fetch_client, has_role
from reports.desk_roadmaps import roadmaps_of
from reports.desk_rounds import rounds_of
from reports.findings_forms import NoteForm
from reports.models import ClientNote
from roadmaps.forms.summary import summary_of

PAGE = 25
STATES = {
    "": _("All"),
    "running": _("Something runs"),
    "overdue": _("Overdue"),
    "disputed": _("A finding is disputed"),
    "unsubmitted": _("No report yet"),
}
SORTS = {
    "name": _("Name"),
    "oldest": _("Oldest report first"),
    "newest": _("Newest report first"),
    "lowest": _("Lowest level first"),
    "highest": _("Highest level first"),
}
LEVELS = range(1, 8)


@require_safe
@login_required
@not_stored
def desk(request: HttpRequest) -> HttpResponse:
    """All organisations that the user runs: their last levels, what runs, and what is overdue."""
    user = cast(User, request.user)
    wanted = wanted_of(request)
    page = Paginator(search.clients(user, wanted), PAGE).get_page(request.GET.get("page"))
    tables = read.tables(user, page.object_list, wanted) if page.object_list else []
    narrowed = any((wanted.words, wanted.framework, wanted.state, wanted.level))
    context = {
        "page": page,
        "tables": tables,
        "exports": any(table.framework for table in tables),
        "wanted": wanted,
        "narrowed": narrowed,
        "found": page.paginator.count,
        "frameworks": search.frameworks(user),
        "states": STATES.items(),
        "sorts": SORTS.items(),
        "levels": _levels(user, wanted),
        "pages": _pages(request, page),
    }
    return render(request, "reports/desk.html", context)


def wanted_of(request: HttpRequest) -> search.Wanted:
    """What the address asks for; what makes no sense is left out."""
    asked = request.GET
    level, state, sort = asked.get("level", ""), asked.get("state", ""), asked.get("sort", "")
    return search.Wanted(
        words=asked.get("q", "").replace("\0", "").strip()[:100],
        framework=asked.get("framework", "").replace("\0", "")[:100],
        state=state if state in STATES else "",
        level=next((one for one in LEVELS if str(one) == level), None),
        sort=sort if sort in SORTS else "name",
    )


def _levels(user: User, wanted: search.Wanted) -> list[int]:
    """Those that exist, and the one that is asked for."""
    asked = {wanted.level} if wanted.level is not None else set()
    return sorted({*search.levels(user), *asked})


def _pages(request: HttpRequest, page: Page[Any]) -> dict[str, str]:
    """Addresses of the pages before and after, with the same search."""
    kept = {name: value for name, value in request.GET.items() if name != "page"}
    found = {}
    if page.has_previous():
        found["before"] = urlencode({**kept, "page": page.previous_page_number()})
    if page.has_next():
        found["after"] = urlencode({**kept, "page": page.next_page_number()})
    return found


@require_safe
@not_stored
def client(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """One client: all its reports, what runs, and the consultants' private notes."""
    return client_page(request, fetch_client(request, organisation_id, CONSULTANT, LEAD), NoteForm())


def client_page(request: HttpRequest, organisation: Organisation, form: NoteForm) -> HttpResponse:
    """The page; 422 where the form of a new note has errors. Notes are read for consultants only."""
    consults = has_role(visitor_of(request), organisation.pk, CONSULTANT)
    sealed = Assessment.objects.filter(organisation=organisation, submitted_at__isnull=False)
    page = Paginator(sealed.order_by("-submitted_at", "-pk"), PAGE).get_page(request.GET.get("page"))
    context = {
        "organisation": organisation,
        "consults": consults,
        "page": page,
        "pages": _pages(request, page),
        "rounds": rounds_of(page.object_list, drafts=consults),
        "running": read.running_of([organisation]).get(organisation.pk, []),
        "roadmaps": roadmaps_of([organisation]).get(organisation.pk, []),
        "notes": ClientNote.objects.filter(organisation=organisation) if consults else None,
        "form": form,
        "summary": summary_of(form),
    }
    status = REFUSED if form.errors else 200
    return render(request, "reports/desk_client.html", context, status=status)
