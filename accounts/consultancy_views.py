"""The consultancy of whoever is signed in: what it is, its logo, and its end."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import consultancy as actions
from accounts import logos
from accounts.consultancy_forms import ConsultancyForm
from accounts.models import Consultancy, Logo
from accounts.organisation_access import for_signed_in, signed_in
from accounts.organisation_forms import LogoForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


def _mine(request: HttpRequest) -> Consultancy | None:
    return Consultancy.objects.filter(user=signed_in(request)).defer("logo").first()


def _page(request: HttpRequest, template: str, form: BaseForm, mine: Consultancy | None) -> HttpResponse:
    """``mine`` as it is stored; 422 where the form has errors."""
    return render(request, template, {"form": form, "consultancy": mine}, status=422 if form.errors else 200)


@form_page
@for_signed_in
def consultancy(request: HttpRequest) -> HttpResponse:
    """What it is called, what it says of itself, and its colour."""
    mine = _mine(request)
    # A form that is judged writes into its row, so it gets one of its own.
    form = ConsultancyForm(request.POST or None, instance=_mine(request))
    if not form.is_valid():
        return _page(request, "account/consultancy.html", form, mine)
    actions.save_consultancy(user=signed_in(request), **form.cleaned_data)
    messages.success(request, gettext("Your consultancy was saved. It stands on the reports that you build."))
    return redirect("consultancy")


@form_page
@for_signed_in
def logo(request: HttpRequest) -> HttpResponse:
    """Takes a new logo, or takes it away; the name comes first."""
    mine, user = _mine(request), signed_in(request)
    if mine is None:
        messages.warning(request, gettext("Save the name of the consultancy first."))
        return redirect("consultancy")
    if request.method == "POST" and "remove" in request.POST:
        actions.keep_logo(user=user, logo=None)
        messages.success(request, gettext("The logo was removed."))
        return redirect("consultancy")
    sent = request.method == "POST"
    form = LogoForm(request.POST, request.FILES) if sent else LogoForm()
    if not form.is_valid():
        return _page(request, "account/consultancy_logo.html", form, mine)
    actions.keep_logo(user=user, logo=form.logo)
    messages.success(request, gettext("The logo was saved. It stands on the reports that you build."))
    return redirect("consultancy")


@require_safe
@for_signed_in
def logo_file(request: HttpRequest) -> HttpResponse:
    """One's own picture, at an address that changes with it: ``?of=`` its digest."""
    mine = Consultancy.objects.filter(user=signed_in(request)).exclude(digest="")
    kept = mine.filter(digest=request.GET.get("of", "")).first()
    if kept is None:
        raise Http404
    return logos.response(Logo(content=kept.logo, digest=kept.digest))


@form_page
@for_signed_in
def delete(request: HttpRequest) -> HttpResponse:
    """Deletes all of it, after a question."""
    if request.method == "POST":
        actions.delete_consultancy(user=signed_in(request))
        messages.success(request, gettext("Your consultancy was deleted."))
        return redirect("consultancy")
    mine = _mine(request)
    if mine is None:
        return redirect("consultancy")
    return render(request, "account/consultancy_delete.html", {"consultancy": mine})
