"""Sharing a kept report: its links, making one, taking one back."""

from datetime import date
from secrets import token_urlsafe
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.formats import date_format
from django.utils.translation import gettext

from accounts.time_zones import zone_of
from assessments.access import fetch, visitor_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from reports.kept.files import LABELS
from reports.models import KeptReport, ShareLink
from reports.sharing import actions
from reports.sharing.forms import ShareForm, in_order, strength_of
from reports.sharing.secrets import secret_for
from reports.sharing.shown import last_day, links_of, title_of


@READ_OR_POST
@not_stored
def share(request: HttpRequest, assessment_id: UUID, report_id: UUID) -> HttpResponse:
    """The links of a report and how they were used; its form makes one more."""
    report = _report(request, assessment_id, report_id)
    kinds = report.files.values_list("kind", flat=True)
    sent = request.POST if request.method == "POST" else None
    form = ShareForm(sent, kinds=kinds, zone=zone_of(report.assessment.organisation))
    return _make(request, report, form) if form.is_valid() else _page(request, report, form)


def _report(request: HttpRequest, assessment_id: UUID, report_id: UUID) -> KeptReport:
    assessment = fetch(request, assessment_id, "run_by")
    report = KeptReport.objects.filter(pk=report_id, assessment=assessment).first()
    if report is None:
        raise Http404
    report.assessment = assessment
    return report


def _make(request: HttpRequest, report: KeptReport, form: ShareForm) -> HttpResponse:
    user, data = visitor_of(request).user, form.cleaned_data
    filled_in = request.POST.get("token") or token_urlsafe(32)
    parts = form.parts() | {"report": str(report.pk), "user": str(user.pk if user else "")}
    token = secret_for(filled_in, parts)
    try:
        link = actions.make_link(
            report=report,
            actor=user,
            token=token,
            label=data["label"],
            kinds=data["kinds"],
            expires_at=form.expires_at(),
            passphrase=data["passphrase"],
        )
    except actions.OpenAgainError:
        return _page(request, report, form, status=STALE)
    except actions.TooManyLinksError:
        form.add_error(None, gettext("This report has 50 links that work. Take one back first."))
        return _page(request, report, form)
    if not ShareLink.objects.alive().filter(pk=link.pk).exists():
        messages.warning(request, gettext("This link was made before and does not work any more."))
        return redirect("share", report.assessment_id, report.pk)
    return _made(request, report, link, token, strength_of(data["passphrase"]))


def _made(
    request: HttpRequest, report: KeptReport, link: ShareLink, token: str, strength: str
) -> HttpResponse:
    """The one page that shows the address; a redirect would have to keep the secret somewhere."""
    address = request.build_absolute_uri(reverse("shared-open", args=[link.pk, token]))
    context = {
        "assessment": report.assessment,
        "report": report,
        "link": link,
        "address": address,
        "mail": _mail(report, address, _until(report, link)),
        "kinds": [LABELS[kind] for kind in in_order(link.kinds)],
        "until": _until(report, link),
        "strength": strength,
    }
    return render(request, "reports/sharing/made.html", context)


def _mail(report: KeptReport, address: str, until: date) -> str:
    """A mail to write, in the report's language as its reader gets it; the passphrase goes another way."""
    with translation.override(report.language):
        read = gettext("You can read the report here, without an account:")
        lasts = gettext("It works up to and including %(day)s.") % {"day": date_format(until)}
        subject, body = title_of(report), f"{read}\r\n\r\n{address}\r\n\r\n{lasts}"
    return f"mailto:?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _until(report: KeptReport, link: ShareLink) -> date:
    return last_day(link, zone_of(report.assessment.organisation))


def _page(
    request: HttpRequest, report: KeptReport, form: ShareForm, *, status: int = REFUSED
) -> HttpResponse:
    zone = zone_of(report.assessment.organisation)
    links = links_of(report, zone)
    summary = form.summary() if form.is_bound else []
    context = {
        "assessment": report.assessment,
        "report": report,
        "form": form,
        "summary": summary,
        "living": [one for one in links if one.state == "alive"],
        "over": [one for one in links if one.state != "alive"],
        "zone": zone.key,
        "token": request.POST.get("token") or token_urlsafe(32),
        "late": status == STALE,
    }
    wrong = bool(summary) or context["late"]
    return render(request, "reports/sharing/share.html", context, status=status if wrong else 200)


@READ_OR_POST
@not_stored
def revoke(request: HttpRequest, assessment_id: UUID, report_id: UUID, link_id: UUID) -> HttpResponse:
    """Takes a link back, after a question."""
    report = _report(request, assessment_id, report_id)
    link = ShareLink.objects.filter(pk=link_id, report=report).first()
    if link is None:
        raise Http404
    link.report = report
    if request.method != "POST" and link.revoked_at is None:
        context = {"assessment": report.assessment, "report": report, "link": link}
        return render(request, "reports/sharing/revoke.html", context)
    if request.method == "POST":
        actions.revoke_link(link=link, actor=visitor_of(request).user)
    messages.success(request, gettext("The link was taken back. Nobody reads by it any more."))
    return redirect("share", report.assessment_id, report.pk)
