"""The pages on which consultants write findings and hand them over, and on which clients answer them."""

from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext

from accounts.mail import base_url_of
from accounts.models import User
from assessments.access import fetch, visitor_of
from assessments.models import Assessment
from assessments.published import content_of
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from reports import findings as actions
from reports.clients import CONSULTANT, LEAD, fetch_reported, has_role
from reports.findings_forms import FindingForm, ReplyForm
from reports.findings_shown import shown
from reports.models import Finding, FindingReply
from roadmaps.forms.summary import summary_of


@READ_OR_POST
@not_stored
def findings(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """All findings of a report; consultants of the organisation add to them, its leads reply.

    While the assessment is open again they can only be read.
    """
    if request.method == "POST":
        return _add(request, fetch_reported(request, assessment_id, CONSULTANT))
    assessment = fetch(request, assessment_id, "run_by")
    if assessment.organisation_id is None or not was_sealed(assessment):
        raise Http404
    return _list(request, assessment, FindingForm(content=content_of(assessment)))


def was_sealed(assessment: Assessment) -> bool:
    """Whether it is submitted, or was before it was opened again."""
    return assessment.is_sealed or assessment.reopenings.exists()


def _add(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    form = FindingForm(request.POST, content=content_of(assessment))
    if not form.is_valid():
        return _list(request, assessment, form)
    try:
        actions.write_finding(
            pk=form.new_pk(), assessment=assessment, author=user_of(request), **form.written()
        )
    except ValueError:  # a made-up id, or an assessment that was opened again meanwhile
        raise Http404 from None
    messages.success(request, gettext("Saved as a draft. The client reads it once you hand it over."))
    return redirect("findings", assessment.pk)


def _list(request: HttpRequest, assessment: Assessment, form: FindingForm) -> HttpResponse:
    visitor = visitor_of(request)
    writes = has_role(visitor, assessment.organisation_id, CONSULTANT)
    rows = Finding.objects.filter(assessment=assessment).select_related("reply")
    found = shown(assessment, rows if writes else rows.handed_over(), user_of(request))
    context = {
        "assessment": assessment,
        "writes": writes,
        "replies": has_role(visitor, assessment.organisation_id, LEAD),
        "drafts": [one for one in found if one.finding.handed_over_at is None],
        "handed_over": [one for one in found if one.finding.handed_over_at is not None],
        "form": form,
        "summary": summary_of(form),
    }
    return render(request, "reports/findings/list.html", context, status=REFUSED if form.errors else 200)


def user_of(request: HttpRequest) -> User:
    return cast(User, request.user)


def _fetch(request: HttpRequest, assessment_id: UUID, finding_id: UUID, role: str) -> Finding:
    assessment = fetch_reported(request, assessment_id, role)
    rows = Finding.objects.filter(assessment=assessment).select_related("reply")
    finding = rows.filter(pk=finding_id).first()
    if finding is None:
        raise Http404
    finding.assessment = assessment
    return finding


def _too_late(request: HttpRequest, assessment: Assessment) -> HttpResponse:
    messages.warning(request, gettext("It was handed over meanwhile, so it stays as the client got it."))
    return redirect("findings", assessment.pk)


@READ_OR_POST
@not_stored
def finding(request: HttpRequest, assessment_id: UUID, finding_id: UUID) -> HttpResponse:
    """Changing a draft, for who wrote it."""
    row = _fetch(request, assessment_id, finding_id, CONSULTANT)
    if row.author_id != user_of(request).pk:
        raise Http404
    if row.handed_over_at is not None:
        return _too_late(request, row.assessment)
    content = content_of(row.assessment)
    seen = actions.seen_of(row.changed_at)
    if request.method != "POST":
        form = FindingForm(initial={**FindingForm.initial_of(row), "seen": seen}, content=content)
        return _finding_page(request, row, form)
    form = FindingForm(request.POST, content=content)
    return _change(request, row, form) if form.is_valid() else _finding_page(request, row, form)


def _change(request: HttpRequest, row: Finding, form: FindingForm) -> HttpResponse:
    try:
        actions.change_finding(
            finding=row, author=user_of(request), seen=form.cleaned_data["seen"], **form.written()
        )
    except actions.HandedOverError:
        return _too_late(request, row.assessment)
    except actions.StaleTextError as stale:
        if not isinstance(stale.current, Finding):
            messages.warning(request, gettext("This draft was deleted meanwhile; nothing was changed."))
            return redirect("findings", row.assessment_id)
        return _finding_page(request, row, form_with_seen(form, stale.current.changed_at), stale.current)
    messages.success(request, gettext("The draft was changed."))
    return redirect("findings", row.assessment_id)


def form_with_seen(form: Any, changed_at: Any) -> Any:
    """The form as it was sent, which now knows of the other text."""
    form.data = form.data.copy()
    form.data["seen"] = actions.seen_of(changed_at)
    return form


def _finding_page(
    request: HttpRequest, row: Finding, form: FindingForm, theirs: Finding | None = None
) -> HttpResponse:
    context = {
        "assessment": row.assessment,
        "form": form,
        "summary": summary_of(form),
        "theirs": shown(row.assessment, [theirs], user_of(request))[0] if theirs else None,
    }
    status = REFUSED if form.errors else STALE if theirs else 200
    return render(request, "reports/findings/change.html", context, status=status)


@READ_OR_POST
@not_stored
def finding_delete(request: HttpRequest, assessment_id: UUID, finding_id: UUID) -> HttpResponse:
    """Deleting a draft, after a question."""
    row = _fetch(request, assessment_id, finding_id, CONSULTANT)
    if row.handed_over_at is not None:
        return _too_late(request, row.assessment)
    if request.method != "POST":
        one = shown(row.assessment, [row], user_of(request))[0]
        return render(request, "reports/findings/delete.html", {"assessment": row.assessment, "one": one})
    try:
        actions.remove_finding(finding=row, actor=user_of(request))
    except actions.HandedOverError:
        return _too_late(request, row.assessment)
    messages.success(request, gettext("The draft was deleted."))
    return redirect("findings", row.assessment_id)


@READ_OR_POST
@not_stored
def hand_over(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """What the client will read, and the button that gives it to them for good."""
    assessment = fetch_reported(request, assessment_id, CONSULTANT)
    if request.method != "POST":
        return _hand_over_page(request, assessment)
    try:
        count = actions.hand_over(
            assessment=assessment,
            actor=user_of(request),
            shown=request.POST.get("shown", ""),
            base_url=base_url_of(request),
        )
    except actions.StaleTextError:
        return _hand_over_page(request, assessment, changed=True)
    if count:
        words = ngettext(
            "Handed over %(count)d finding or comment. The leads get a mail.",
            "Handed over %(count)d findings and comments. The leads get a mail.",
            count,
        )
        messages.success(request, words % {"count": count})
    return redirect("findings", assessment.pk)


def _hand_over_page(request: HttpRequest, assessment: Assessment, *, changed: bool = False) -> HttpResponse:
    drafts = Finding.objects.drafts().filter(assessment=assessment)
    context = {
        "assessment": assessment,
        "drafts": shown(assessment, drafts, user_of(request)),
        "shown": actions.digest_of_drafts(drafts),
        "changed": changed,
    }
    return render(request, "reports/findings/hand_over.html", context, status=STALE if changed else 200)


@READ_OR_POST
@not_stored
def reply(request: HttpRequest, assessment_id: UUID, finding_id: UUID) -> HttpResponse:
    """The right of reply: a lead of the client agrees with a finding or disputes it."""
    row = _fetch(request, assessment_id, finding_id, LEAD)
    if row.handed_over_at is None or row.kind != Finding.Kind.FINDING:
        raise Http404
    given = getattr(row, "reply", None)
    if request.method != "POST":
        seen = actions.seen_of(given.replied_at if given else None)
        before = {"verdict": given.verdict, "note": given.note} if given else {}
        return _reply_page(request, row, ReplyForm(initial={**before, "seen": seen}))
    form = ReplyForm(request.POST)
    return _answer(request, row, form) if form.is_valid() else _reply_page(request, row, form)


def _answer(request: HttpRequest, row: Finding, form: ReplyForm) -> HttpResponse:
    try:
        actions.answer_finding(
            finding=row, actor=user_of(request), base_url=base_url_of(request), **form.cleaned_data
        )
    except actions.StaleTextError as stale:
        theirs = stale.current if isinstance(stale.current, FindingReply) else None
        return _reply_page(request, row, form_with_seen(form, theirs.replied_at if theirs else None), theirs)
    messages.success(request, gettext("Your reply stands in the report now."))
    return redirect("findings", row.assessment_id)


def _reply_page(
    request: HttpRequest, row: Finding, form: ReplyForm, theirs: FindingReply | None = None
) -> HttpResponse:
    context = {
        "assessment": row.assessment,
        "one": shown(row.assessment, [row], user_of(request))[0],
        "form": form,
        "summary": summary_of(form),
        "theirs": theirs,
    }
    status = REFUSED if form.errors else STALE if theirs else 200
    return render(request, "reports/findings/reply.html", context, status=status)
