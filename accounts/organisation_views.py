"""Organisations: the list, making one, its page, its settings and its logo."""

from django.contrib import messages
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts import advising, invitations, logos, members
from accounts.audit import Event, record
from accounts.models import ACCENT, Logo, Membership, Organisation
from accounts.organisation_access import RUNNING, for_members, for_signed_in, signed_in
from accounts.organisation_forms import LogoForm, NewOrganisationForm, OrganisationForm

form_page = require_http_methods(["GET", "HEAD", "POST"])


def page(request: HttpRequest, template: str, form: BaseForm, **context: object) -> HttpResponse:
    """A page with one form; 422 where it has errors."""
    return render(request, template, {"form": form, **context}, status=422 if form.errors else 200)


@require_safe
@for_signed_in
def organisations(request: HttpRequest) -> HttpResponse:
    """The organisations of whoever is signed in, with their role in each."""
    user = signed_in(request)
    mine = Membership.objects.filter(user=user).select_related("organisation").order_by("organisation__name")
    context = {"memberships": mine if user.email_confirmed else [], "confirmed": user.email_confirmed}
    return render(request, "organisations/list.html", context)


@form_page
@for_signed_in
def new(request: HttpRequest) -> HttpResponse:
    """Makes one; whoever made it runs it."""
    user = signed_in(request)
    initial = {"language": get_language(), "accent": ACCENT}
    form = NewOrganisationForm(request.POST or None, initial=initial)
    if not user.email_confirmed:
        return render(request, "organisations/unconfirmed.html", status=403)
    if not form.is_valid():
        return page(request, "organisations/new.html", form)
    organisation = members.make_organisation(user=user, **form.cleaned_data)
    advising.note(request, user)
    messages.success(request, gettext("The organisation was made. Invite your colleagues next."))
    return redirect("organisation", organisation.pk)


@require_safe
@for_members()
def organisation(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Who belongs to it; whoever runs it also sees addresses, invitations and the ways to change things."""
    ours = membership.organisation
    runs = membership.role in RUNNING
    people = list(ours.memberships.select_related("user").order_by("user__name", "user__email"))
    has_lead = any(one.role == Membership.Role.LEAD for one in people)
    context = {
        "organisation": ours,
        "membership": membership,
        "runs": runs,
        "people": people,
        "invitations": invitations.pending(ours).select_related("invited_by") if runs else [],
        "gives": members.roles_given_by(membership.role, has_lead=has_lead),
        "logo": getattr(ours, "logo", None),
    }
    return render(request, "organisations/organisation.html", context)


@form_page
@for_members(*RUNNING)
def settings(request: HttpRequest, membership: Membership) -> HttpResponse:
    """What the organisation is called and what its reports look like."""
    ours = membership.organisation
    called = ours.name  # a form that is judged writes into its row
    form = OrganisationForm(request.POST or None, instance=ours)
    if not form.is_valid():
        return page(request, "organisations/settings.html", form, organisation=ours, called=called)
    if form.changed_data:
        with transaction.atomic():
            form.save()
            record(
                Event.ORGANISATION_CHANGED,
                actor=signed_in(request),
                organisation=ours,
                subject=ours.name,
                fields=form.changed_data,
            )
    messages.success(request, gettext("The settings were saved."))
    return redirect("organisation", ours.pk)


@form_page
@for_members(*RUNNING)
def logo(request: HttpRequest, membership: Membership) -> HttpResponse:
    """Takes a new logo, or takes it away."""
    ours = membership.organisation
    if request.method == "POST" and "remove" in request.POST:
        _keep_logo(request, ours, None)
        messages.success(request, gettext("The logo was removed."))
        return redirect("organisation", ours.pk)
    sent = request.method == "POST"
    form = LogoForm(request.POST, request.FILES) if sent else LogoForm()
    if not form.is_valid():
        context = {"organisation": ours, "logo": getattr(ours, "logo", None)}
        return page(request, "organisations/logo.html", form, **context)
    _keep_logo(request, ours, form.logo)
    messages.success(request, gettext("The logo was saved. It stands on the organisation’s reports."))
    return redirect("organisation-logo", ours.pk)


@transaction.atomic
def _keep_logo(request: HttpRequest, organisation: Organisation, new_logo: Logo | None) -> None:
    """The same picture again, or taking none away, changes nothing and is not in the log."""
    members.lock(organisation.pk)
    former = Logo.objects.filter(organisation=organisation)
    before = former.values_list("digest", flat=True).first()
    if before == (new_logo.digest if new_logo else None):
        return
    former.delete()
    if new_logo is not None:
        new_logo.organisation = organisation
        new_logo.save(force_insert=True)
    record(Event.LOGO_CHANGED, actor=signed_in(request), organisation=organisation, subject=organisation.name)


@require_safe
@for_members()
def logo_file(_request: HttpRequest, membership: Membership, digest: str) -> HttpResponse:
    """The picture, under a name that changes with it."""
    kept = Logo.objects.filter(organisation=membership.organisation_id, digest=digest).first()
    if kept is None:
        raise Http404
    return logos.response(kept)
