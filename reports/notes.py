"""Private notes about a client: whole or not at all, and never over somebody else's words unseen.

The organisation's log says nothing of them, since its leads read that.
"""

from uuid import UUID

from django.db import transaction
from django.utils import timezone

from accounts.models import Organisation, User
from reports.models import ClientNote


class StaleNoteError(Exception):
    """The note was changed since the writer saw it; ``current`` is what it is now, None when it is gone."""

    def __init__(self, current: ClientNote | None) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def write_note(*, pk: UUID, organisation: Organisation, author: User, text: str) -> ClientNote:
    """Adds a note; sent twice with the same ``pk`` it is one. Raises ValueError for an id of another note."""
    note, _created = ClientNote.objects.get_or_create(
        pk=pk, defaults={"organisation": organisation, "text": text, **_by(author)}
    )
    if note.organisation_id != organisation.pk:
        raise ValueError("This id is another client's.")
    return note


@transaction.atomic
def change_note(*, note: ClientNote, author: User, seen: str, text: str) -> ClientNote:
    """Changes a note if it is still as the author saw it: ``seen`` is when it was changed last.

    Whoever changed it last signs it. Raises StaleNoteError.
    """
    current = ClientNote.objects.select_for_update().filter(pk=note.pk).first()
    if current is None:
        raise StaleNoteError(None)
    if current.text == text:
        return current
    if current.changed_at.isoformat() != seen:
        raise StaleNoteError(current)
    ClientNote.objects.filter(pk=note.pk).update(text=text, changed_at=timezone.now(), **_by(author))
    current.refresh_from_db()
    return current


def remove_note(*, note: ClientNote) -> None:
    """Deletes a note; gone already is fine."""
    ClientNote.objects.filter(pk=note.pk).delete()


def _by(author: User) -> dict[str, object]:
    return {"author": author, "author_name": author.get_full_name()}
