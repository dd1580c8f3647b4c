"""The page of an organisation's log, and the log as a file, for those who run the organisation."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST, require_safe

from accounts.audit import Event, record
from accounts.models import Membership
from accounts.organisation_access import RUNNING, for_members, signed_in
from reports.audit.entries import entries_of, keys_of
from reports.audit.export import csv_of, spreadsheet_of
from reports.audit.forms import LogForm
from reports.pdf_views import attachment

PAGE = 50
CSV, XLSX = "csv", "xlsx"
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _consults(membership: Membership) -> bool:
    return membership.role == Membership.Role.CONSULTANT


@require_safe
@for_members(*RUNNING)
def log(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Who did what, the newest first."""
    organisation = membership.organisation
    form = LogForm(request.GET or None, organisation=organisation)
    wanted = form.wanted()
    page = Paginator(keys_of(organisation, wanted, drafts=_consults(membership)), PAGE).get_page(
        request.GET.get("page")
    )
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "organisation": organisation,
        "form": form,
        "page": page,
        "entries": entries_of(list(page)),
        "asked": asked.urlencode(),
        "narrowed": any(request.GET.get(name) for name in form.fields),
    }
    status = 422 if form.errors else 200
    return render(request, "organisations/audit.html", context, status=status)


@require_POST
@for_members(*RUNNING)
def export(request: HttpRequest, membership: Membership, ending: str) -> HttpResponse:
    """The log as it is narrowed down, as a file; that it was taken along is an entry itself."""
    if ending not in {CSV, XLSX}:
        raise Http404
    organisation = membership.organisation
    wanted = LogForm(request.POST, organisation=organisation).wanted()
    keys = list(keys_of(organisation, wanted, drafts=_consults(membership)))
    record(
        Event.AUDIT_EXPORTED,
        actor=signed_in(request),
        organisation=organisation,
        subject=organisation.name,
        format=ending,
        entries=len(keys),
    )
    log = pgettext("part of a file name", "log")
    begun = slugify(f"{organisation} {log}", allow_unicode=True)
    name = f"{begun}-{timezone.localdate().isoformat()}.{ending}"
    response: HttpResponse
    if ending == XLSX:
        response = HttpResponse(spreadsheet_of(keys), content_type=SPREADSHEET)
    else:
        response = StreamingHttpResponse(csv_of(keys), content_type="text/csv; charset=utf-8")  # type: ignore[assignment]
    return attachment(response, name)
