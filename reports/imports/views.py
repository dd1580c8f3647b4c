"""The page that imports an assessment, and the schema that its file follows."""

from functools import cache

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_http_methods, require_safe

from accounts.limits import take_turn
from accounts.models import User
from accounts.organisation_access import for_signed_in, signed_in
from assessments.forms.set_up import organisations_run_by
from reports.exports.data import SCHEMA
from reports.imports.actions import import_assessment
from reports.imports.forms import ImportForm

DAY = 86_400  # seconds
LEFT_OUT = _("The roadmap, the consultants’ findings and edits of the summary are not imported.")


@require_http_methods(["GET", "HEAD", "POST"])
@for_signed_in
def import_page(request: HttpRequest) -> HttpResponse:
    """Makes a sealed assessment from the data of a report, in an organisation that the visitor runs."""
    user = signed_in(request)
    sent = request.method == "POST"
    wanted = {"organisation": request.GET.get("organisation")} if "organisation" in request.GET else None
    if sent and not _may_try(request, user):
        messages.error(request, gettext("That was tried very often in the last hour. Try again in an hour."))
        again = {"organisation": request.POST.get("organisation")}
        return _page(request, ImportForm(user=user, initial=again), status=429)
    form = ImportForm(*((request.POST, request.FILES) if sent else ()), user=user, initial=wanted)
    if not form.is_valid():
        return _page(request, form, status=422 if form.errors else 200)
    assessment, made = import_assessment(
        plan=form.plan, organisation=form.cleaned_data["organisation"], actor=user
    )
    if made:
        said = gettext("The assessment was imported. Scored here, its result is the one in the file.")
        messages.success(request, f"{said} {LEFT_OUT}")
    else:
        messages.info(request, gettext("This assessment was imported before. Here it is."))
    return redirect(assessment)


def _may_try(request: HttpRequest, user: User) -> bool:
    """A large file keeps a server process busy for seconds; without a file nothing is judged."""
    if "file" not in request.FILES:
        return True
    return take_turn(request, action="import", key=str(user.pk), times=settings.IMPORTS_PER_HOUR)


def _page(request: HttpRequest, form: ImportForm, *, status: int) -> HttpResponse:
    runs = organisations_run_by(signed_in(request)).exists()
    context = {"form": form, "runs": runs, "left_out": LEFT_OUT}
    return render(request, "reports/imports/import.html", context, status=status)


@cache
def _schema() -> bytes:
    return SCHEMA.read_bytes()


@require_safe
@cache_control(public=True, max_age=DAY)
def schema(_request: HttpRequest) -> HttpResponse:
    """The JSON Schema of reports as data, for everybody."""
    return HttpResponse(_schema(), content_type="application/schema+json")
