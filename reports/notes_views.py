"""Writing, changing and deleting private notes about a client; for the organisation's consultants only."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from accounts.models import Organisation
from assessments.views.common import READ_OR_POST, REFUSED, STALE, not_stored
from reports import notes as actions
from reports.clients import CONSULTANT, fetch_client
from reports.desk_views import client_page
from reports.findings_forms import NoteForm
from reports.findings_views import form_with_seen, user_of
from reports.models import ClientNote
from roadmaps.forms.summary import summary_of


@require_POST
@not_stored
def add(request: HttpRequest, organisation_id: UUID) -> HttpResponse:
    """Keeps a new note; a form with errors comes back on the client's page."""
    organisation = fetch_client(request, organisation_id, CONSULTANT)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return client_page(request, organisation, form)
    try:
        actions.write_note(
            pk=form.new_pk(),
            organisation=organisation,
            author=user_of(request),
            text=form.cleaned_data["text"],
        )
    except ValueError:
        raise Http404 from None
    messages.success(request, gettext("The note is kept."))
    return redirect("client", organisation.pk)


def _fetch(request: HttpRequest, organisation_id: UUID, note_id: UUID) -> tuple[Organisation, ClientNote]:
    organisation = fetch_client(request, organisation_id, CONSULTANT)
    note = ClientNote.objects.filter(organisation=organisation, pk=note_id).first()
    if note is None:
        raise Http404
    return organisation, note


@READ_OR_POST
@not_stored
def change(request: HttpRequest, organisation_id: UUID, note_id: UUID) -> HttpResponse:
    """Changing a note; who was overtaken sees both texts."""
    organisation, note = _fetch(request, organisation_id, note_id)
    if request.method != "POST":
        form = NoteForm(initial={"text": note.text, "seen": note.changed_at.isoformat()})
        return _page(request, organisation, note, form)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _page(request, organisation, note, form)
    try:
        actions.change_note(
            note=note,
            author=user_of(request),
            seen=form.cleaned_data["seen"],
            text=form.cleaned_data["text"],
        )
    except actions.StaleNoteError as stale:
        if stale.current is None:
            raise Http404 from None
        fresh = form_with_seen(form, stale.current.changed_at)
        return _page(request, organisation, note, fresh, stale.current)
    messages.success(request, gettext("The note was changed."))
    return redirect("client", organisation.pk)


def _page(
    request: HttpRequest,
    organisation: Organisation,
    note: ClientNote,
    form: NoteForm,
    theirs: ClientNote | None = None,
) -> HttpResponse:
    context = {
        "organisation": organisation,
        "note": note,
        "form": form,
        "summary": summary_of(form),
        "theirs": theirs,
    }
    status = REFUSED if form.errors else STALE if theirs else 200
    return render(request, "reports/desk_note.html", context, status=status)


@READ_OR_POST
@not_stored
def delete(request: HttpRequest, organisation_id: UUID, note_id: UUID) -> HttpResponse:
    """Deleting a note, after a question."""
    organisation, note = _fetch(request, organisation_id, note_id)
    if request.method != "POST":
        context = {"organisation": organisation, "note": note}
        return render(request, "reports/desk_note_delete.html", context)
    actions.remove_note(note=note)
    messages.success(request, gettext("The note was deleted."))
    return redirect("client", organisation.pk)
