"""What somebody with a link gets: the way in, the page, the files, and when it is over."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Event
from accounts.models import AuditEvent, User
from reports.models import KeptFile, KeptReport, ShareLink, ShareOpening
from reports.report.choices import BOARD, REDACTED
from reports.sharing import public, secrets
from reports.sharing.actions import revoke_link
from tests.factories import make_organisation, make_sealed, make_user
from tests.reports.shared_links import CONTENT, PASSPHRASE, keep, opened, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant() -> User:
    return make_user(name="Cora Consultant")


@pytest.fixture
def sender(consultant: User) -> Client:
    cache.clear()
    client = Client()
    client.force_login(consultant)
    return client


@pytest.fixture
def report(consultant: User) -> KeptReport:
    organisation = make_organisation("Aker AS (fictional)", consultant=consultant)
    return keep(make_sealed(owner=consultant, organisation=organisation, team="Field sales"))


def paths_of(link: ShareLink) -> list[str]:
    return [
        reverse("shared", args=[link.pk]),
        reverse("shared-paper", args=[link.pk]),
        reverse("shared-file", args=[link.pk, "pdf"]),
    ]


def statuses(reader: Client, link: ShareLink) -> set[int]:
    return {reader.get(path).status_code for path in paths_of(link)}


def uses() -> list[tuple[str, str]]:
    return list(ShareOpening.objects.order_by("pk").values_list("outcome", "kind"))


def check_headers(response: Any) -> None:
    assert sorted(response["Cache-Control"].split(", ")) == ["no-store", "private"]
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["X-Robots-Tag"].startswith("noindex")
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_following_the_link_consumes_and_notes_nothing(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    reader = Client()
    for method in (reader.get, reader.head):
        assert method(path).status_code == 200
    page = reader.get(path).content.decode()
    assert "Sales maturity: Field sales" in page
    assert "Cora Consultant shares this report with you." in page
    assert "<dt>For whom</dt><dd>The board</dd>" in page
    assert "Aker AS (fictional)" in page
    assert "not by whom" in page
    assert "difficult board" not in page
    assert uses() == []
    assert statuses(reader, link) == {404}


def test_button_opens_a_clean_address_and_notes_it_once(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    reader = Client()
    response = reader.post(path)
    check_headers(response)
    assert response["Location"] == reverse("shared", args=[link.pk])
    page = reader.get(response["Location"]).content.decode()
    assert path not in page
    assert f'src="{reverse("shared-paper", args=[link.pk])}"' in page
    assert reverse("shared-file", args=[link.pk, "pdf"]) in page
    assert reverse("shared-file", args=[link.pk, "docx"]) not in page
    assert uses() == [("opened", "")]
    assert AuditEvent.objects.filter(code=Event.SHARE_OPENED, actor=None).count() == 1


def test_every_answer_is_private_and_tells_its_address_to_nobody(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report, passphrase=PASSPHRASE)
    stranger = Client()
    for response in (stranger.get(path), stranger.post(path, {"passphrase": "a wrong one"})):
        check_headers(response)
    reader = opened(path, PASSPHRASE)
    for each in paths_of(link):
        check_headers(reader.get(each))
        check_headers(stranger.get(each))
    assert "frame-src 'self'" in reader.get(paths_of(link)[0])["Content-Security-Policy"]
    assert reader.get(paths_of(link)[1])["X-Frame-Options"] == "SAMEORIGIN"


def test_file_is_what_was_kept_byte_for_byte(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    reader = opened(path)
    response = reader.get(reverse("shared-file", args=[link.pk, "pdf"]))
    assert response.content == CONTENT["pdf"]
    assert response["Content-Type"] == "application/pdf"
    assert 'attachment; filename="sales-maturity.pdf"' in response["Content-Disposition"]
    assert CONTENT["page"] in reader.get(reverse("shared-paper", args=[link.pk])).content


def test_file_that_is_not_what_was_written_is_not_handed_out(sender: Client, report: KeptReport) -> None:
    KeptFile.objects.create(
        report=report, kind="json", name="a.json", content=b"another", size=7, digest="0" * 64
    )
    link, path = shared(sender, report, kinds=["json"])
    response = opened(path).get(reverse("shared-file", args=[link.pk, "json"]))
    assert response.status_code == 500
    assert "This file cannot be handed out" in response.content.decode()
    assert uses() == [("opened", "")]


def test_only_what_the_sender_chose_is_shown(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report, kinds=["docx"])
    reader = opened(path)
    assert "<iframe" not in reader.get(reverse("shared", args=[link.pk])).content.decode()
    assert reader.get(reverse("shared-paper", args=[link.pk])).status_code == 404
    for kind, status in {"docx": 200, "pdf": 404, "page": 404, "exe": 404}.items():
        assert reader.get(reverse("shared-file", args=[link.pk, kind])).status_code == status


def test_downloads_are_noted_but_neither_heads_nor_prefetches_nor_repeats(
    sender: Client, report: KeptReport
) -> None:
    link, path = shared(sender, report, kinds=["pdf", "docx"])
    reader = opened(path)
    file = reverse("shared-file", args=[link.pk, "pdf"])
    reader.head(file)
    reader.get(file, headers={"sec-purpose": "prefetch"})
    assert uses() == [("opened", "")]
    for path in (file, file, reverse("shared-file", args=[link.pk, "docx"])):
        assert reader.get(path).status_code == 200
    assert uses() == [("opened", ""), ("downloaded", "pdf"), ("downloaded", "docx")]


def test_passphrase_is_needed_however_it_is_typed(sender: Client, report: KeptReport) -> None:
    _link, path = shared(sender, report, passphrase="Übung macht den Meister")
    reader = Client()
    assert 'type="password"' in reader.get(path).content.decode()
    for wrong, words in {"": "Enter the passphrase.", "x" * 5000: "This is not the passphrase."}.items():
        response = reader.post(path, {"passphrase": wrong})
        assert response.status_code == 422
        assert "<title>Error:" in response.content.decode()
        assert response.content.decode().count(words) == 2
    assert uses() == [("refused", "")]
    opened(path, "  U\u0308bung  macht den Meister ")


def test_passphrases_cannot_be_tried_out(sender: Client, report: KeptReport) -> None:
    _link, path = shared(sender, report, passphrase=PASSPHRASE)
    for number in range(public.TRIES):
        Client(REMOTE_ADDR=f"192.0.2.{number}").post(path, {"passphrase": f"wrong {number}"})
    response = Client(REMOTE_ADDR="192.0.2.99").post(path, {"passphrase": PASSPHRASE})
    assert response.status_code == 429
    assert "Try again in an hour." in response.content.decode()
    assert uses() == [("refused", "")] * public.TRIES
    other, theirs = shared(sender, report, token="other", passphrase=PASSPHRASE)
    assert statuses(opened(theirs, PASSPHRASE), other) == {200}


def test_wrong_unknown_expired_and_revoked_look_the_same(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    wrong = reverse("shared-open", args=[link.pk, "x" * 43])
    unknown = reverse("shared-open", args=[report.pk, "x" * 43])
    pages = [Client().get(wrong), Client().post(wrong), Client().get(unknown)]
    ShareLink.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    pages += [Client().get(path), Client().post(path), Client().get(reverse("shared", args=[link.pk]))]
    ShareLink.objects.update(expires_at=timezone.now() + timedelta(days=1), revoked_at=timezone.now())
    pages += [Client().get(path), Client().post(path)]
    for response in pages:
        check_headers(response)
        assert response.status_code == 404
        assert "There is nothing to read here" in response.content.decode()
        assert "Field sales" not in response.content.decode()
    assert uses() == []


@pytest.mark.parametrize(
    "change",
    [
        {"revoked_at": timezone.now()},
        {"expires_at": timezone.now() - timedelta(seconds=1)},
        {"passphrase": "pbkdf2_sha256$another"},
        {"token_hash": "0" * 64},
    ],
)
def test_right_to_read_ends_with_the_link_as_it_was(
    sender: Client, report: KeptReport, change: dict[str, object]
) -> None:
    link, path = shared(sender, report)
    reader = opened(path)
    assert statuses(reader, link) == {200}
    ShareLink.objects.update(**change)
    assert statuses(reader, link) == {404}


def test_right_to_read_lasts_for_one_sitting(
    sender: Client, report: KeptReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, path = shared(sender, report)
    reader = opened(path)
    monkeypatch.setattr(secrets, "SITTING", -1)
    assert statuses(reader, link) == {404}


def test_one_browser_reads_by_two_links_and_neither_gives_the_other(
    sender: Client, report: KeptReport
) -> None:
    first, path = shared(sender, report)
    second, other = shared(sender, report, token="second", kinds=["page", "pdf"])
    reader = opened(path)
    assert statuses(reader, second) == {404}
    reader.post(other)
    revoke_link(link=first, actor=None)
    assert (statuses(reader, first), statuses(reader, second)) == ({404}, {200})


def test_somebody_signed_in_reads_likewise_and_unnamed(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    stranger = Client()
    stranger.force_login(make_user())
    stranger.post(path)
    assert statuses(stranger, link) == {200}
    assert not AuditEvent.objects.filter(code=Event.SHARE_OPENED).exclude(actor=None).exists()


@pytest.mark.once
def test_redacted_report_names_neither_team_nor_sender(sender: Client, consultant: User) -> None:
    assessment = make_sealed(owner=consultant, team="Field sales")
    link, path = shared(sender, keep(assessment, choices=REDACTED))
    reader = opened(path)
    for page in (Client().get(path), reader.get(reverse("shared", args=[link.pk]))):
        assert "Field sales" not in page.content.decode()
        assert "Cora" not in page.content.decode()
    assert "Sales maturity report" in page.content.decode()


@pytest.mark.once
def test_reader_without_an_account_reads_the_language_of_the_report(sender: Client, consultant: User) -> None:
    dutch = keep(make_sealed(owner=consultant), choices=replace(BOARD, language="nl"))
    _link, path = shared(sender, dutch)
    response = Client(headers={"accept-language": "tr"}).get(path)
    assert (response["Content-Language"], '<html lang="nl">' in response.content.decode()) == ("nl", True)
    chosen = Client()
    chosen.cookies["language"] = "tr"
    assert '<html lang="tr">' in chosen.get(path).content.decode()
    assert '<html lang="nl">' in opened(path).get(path).content.decode()


@pytest.mark.once
def test_dead_link_answers_in_the_language_of_the_report_to_who_had_it_only(
    sender: Client, consultant: User
) -> None:
    dutch = keep(make_sealed(owner=consultant), choices=replace(BOARD, language="nl"))
    link, path = shared(sender, dutch)
    reader, stranger = opened(path), Client()
    chosen = opened(path)
    chosen.cookies["language"] = "tr"
    revoke_link(link=link, actor=None)
    for page in (path, *paths_of(link)):
        assert (reader.get(page).status_code, reader.get(page)["Content-Language"]) == (404, "nl")
        assert chosen.get(page)["Content-Language"] == "tr"
    for page in (reverse("shared-open", args=[link.pk, "x" * 43]), *paths_of(link)):
        assert stranger.get(page)["Content-Language"] == "en"


@pytest.mark.once
def test_hostile_label_is_text(sender: Client, report: KeptReport) -> None:
    label = "<script>alert(1)</script>{{ 7|add:7 }}%(label)s"
    link, path = shared(sender, report, label=label)
    pages = [Client().get(path), sender.get(reverse("share", args=[report.assessment_id, report.pk]))]
    pages += [sender.get(reverse("share-revoke", args=[report.assessment_id, report.pk, link.pk]))]
    for page in pages:
        assert "<script>alert" not in page.content.decode()
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}%(label)s" in page.content.decode()


def test_queries_of_the_shared_page_do_not_grow_with_its_openings(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    reader = opened(path)
    page = reverse("shared", args=[link.pk])
    with CaptureQueriesContext(connection) as first:
        reader.get(page)
    for _more in range(3):
        opened(path)
    with CaptureQueriesContext(connection) as second:
        reader.get(page)
    assert len(second) == len(first) <= 4
