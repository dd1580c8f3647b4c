"""Private notes about a client: who reads them, and that nobody overwrites anybody unseen."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import AuditEvent, Organisation, User
from reports.models import ClientNote
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant() -> User:
    return make_user(name="Cora")


@pytest.fixture
def organisation(consultant: User) -> Organisation:
    return make_organisation(consultant=consultant, lead=make_user(), member=make_user())


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def make_note(organisation: Organisation, text: str = "The board decides in March.") -> ClientNote:
    return ClientNote.objects.create(organisation=organisation, text=text, author_name="Cora")


def test_note_is_kept_once_with_who_wrote_it(consultant: User, organisation: Organisation) -> None:
    given = {"text": "Budget\r\nis tight.", "key": str(uuid4())}
    for _press in range(2):
        response = browser(consultant).post(reverse("client-notes", args=[organisation.pk]), given)
        assert response.headers["Location"] == reverse("client", args=[organisation.pk])
    note = ClientNote.objects.get()
    assert (note.text, note.author, note.author_name) == ("Budget\nis tight.", consultant, "Cora")


def test_empty_or_too_long_note_comes_back(consultant: User, organisation: Organisation) -> None:
    for text in ("  ", "x" * 2001):
        response = browser(consultant).post(reverse("client-notes", args=[organisation.pk]), {"text": text})
        assert response.status_code == 422
        assert 'href="#id_text"' in response.content.decode()
    assert not ClientNote.objects.exists()


def test_stale_change_shows_both_texts(consultant: User, organisation: Organisation) -> None:
    note = make_note(organisation)
    fellow = make_user(name="Carl")
    organisation.memberships.create(user=fellow, role="consultant")
    path = reverse("client-note", args=[organisation.pk, note.pk])
    seen = note.changed_at.isoformat()
    assert browser(fellow).post(path, {"text": "In April.", "seen": seen}).status_code == 302
    response = browser(consultant).post(path, {"text": "In May.", "seen": seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "In April." in html
    assert "In May." in html
    note.refresh_from_db()
    assert (note.text, note.author_name) == ("In April.", "Carl")
    again = {"text": "In May.", "seen": note.changed_at.isoformat()}
    assert browser(consultant).post(path, again).status_code == 302
    note.refresh_from_db()
    assert note.text == "In May."


def test_note_is_deleted_after_a_question(consultant: User, organisation: Organisation) -> None:
    note = make_note(organisation)
    path = reverse("client-note-delete", args=[organisation.pk, note.pk])
    assert "Delete this note?" in browser(consultant).get(path).content.decode()
    assert ClientNote.objects.exists()
    assert browser(consultant).post(path).status_code == 302
    assert not ClientNote.objects.exists()


def test_only_consultants_of_the_organisation_reach_notes(organisation: Organisation) -> None:
    note = make_note(organisation)
    superuser = User.objects.create_superuser("boss@example.com", "secret words here")
    elsewhere = make_user()
    make_organisation(consultant=elsewhere)
    others = [*organisation.members.exclude(name="Cora"), superuser, elsewhere]
    for user in others:
        for name in ("client-note", "client-note-delete"):
            path = reverse(name, args=[organisation.pk, note.pk])
            assert browser(user).get(path).status_code == 404
            assert browser(user).post(path, {"text": "Mine."}).status_code == 404
        assert (
            browser(user).post(reverse("client-notes", args=[organisation.pk]), {"text": "Mine."}).status_code
            == 404
        )
    assert list(ClientNote.objects.values_list("text", flat=True)) == [note.text]


def test_note_of_another_client_is_not_found(consultant: User, organisation: Organisation) -> None:
    note = make_note(make_organisation(consultant=make_user()))
    path = reverse("client-note", args=[organisation.pk, note.pk])
    assert browser(consultant).post(path, {"text": "Mine."}).status_code == 404
    given = {"text": "Mine.", "key": str(note.pk)}
    assert browser(consultant).post(reverse("client-notes", args=[organisation.pk]), given).status_code == 404
    note.refresh_from_db()
    assert note.text != "Mine."


def test_log_of_the_organisation_says_nothing_of_notes(consultant: User, organisation: Organisation) -> None:
    before = AuditEvent.objects.count()
    browser(consultant).post(reverse("client-notes", args=[organisation.pk]), {"text": "Careful."})
    assert AuditEvent.objects.count() == before


def test_hostile_note_is_text(consultant: User, organisation: Organisation) -> None:
    note = make_note(organisation, "<script>alert(1)</script> {{ 7|add:7 }}")
    for name, rest in (("client", []), ("client-note", [note.pk]), ("client-note-delete", [note.pk])):
        html = browser(consultant).get(reverse(name, args=[organisation.pk, *rest])).content.decode()
        assert "<script>alert" not in html
        assert "{{ 7|add:7 }}" in html
