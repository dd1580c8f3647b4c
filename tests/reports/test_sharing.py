"""Making, listing and taking back links to a kept report, as whoever shares it sees that."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from html import unescape
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.audit import Event
from accounts.models import AuditEvent, Membership, Organisation, User
from accounts.time_zones import today_in
from assessments.actions import closing
from assessments.models import Assessment
from reports.models import KeptReport, ShareLink, ShareOpening
from reports.report.choices import FULL
from reports.sharing.actions import MOST, TooManyLinksError, make_link, note_opening, revoke_link
from tests.factories import make_organisation, make_sealed, make_user
from tests.reports.shared_links import PASSPHRASE, asked, keep, opened, share, shared

pytestmark = pytest.mark.django_db


@pytest.fixture
def consultant() -> User:
    return make_user(name="Cora Consultant")


@pytest.fixture
def lead() -> User:
    return make_user(name="Lena Lead")


@pytest.fixture
def report(consultant: User, lead: User) -> KeptReport:
    organisation = make_organisation(consultant=consultant, lead=lead)
    Organisation.objects.update(time_zone="Pacific/Auckland")
    organisation.refresh_from_db()
    return keep(make_sealed(owner=consultant, organisation=organisation, team="Field sales"))


@pytest.fixture
def sender(consultant: User) -> Client:
    client = Client()
    client.force_login(consultant)
    return client


def page_of(report: KeptReport) -> str:
    return reverse("share", args=[report.assessment_id, report.pk])


def test_page_without_links_says_how_to_make_one(sender: Client, report: KeptReport) -> None:
    response = sender.get(page_of(report))
    assert response["Cache-Control"] == "no-store, private"
    page = response.content.decode()
    assert "None yet. Make one below" in page
    assert "The product sends no mail" in page
    assert page.count('type="checkbox"') == 3
    assert re.findall(r'value="(page|pdf|docx)"[^>]* checked', page) == ["page", "pdf"]


def test_address_is_shown_once_and_opens_the_report(sender: Client, report: KeptReport) -> None:
    response = share(sender, report)
    page = response.content.decode()
    address = re.search(r">(http://testserver/shared/[^<]+)</textarea>", page)
    assert address
    assert 'data-copy="share-url"' in page
    assert response["Cache-Control"] == "no-store, private"
    assert Client().get(address[1]).status_code == 200
    token = address[1].rstrip("/").rpartition("/")[2]
    assert token not in sender.get(page_of(report)).content.decode()


@pytest.mark.once
def test_ready_page_says_what_is_shown_and_has_a_mail_without_the_passphrase(
    sender: Client, consultant: User
) -> None:
    dutch = keep(make_sealed(owner=consultant, team="Field sales"), choices=replace(FULL, language="nl"))
    response = share(sender, dutch, kinds=["page", "docx"], passphrase=PASSPHRASE)
    page = response.content.decode()
    assert "<dt>Shows</dt><dd>Page to read in the browser, Word (DOCX)</dd>" in page
    found = re.search(r'href="mailto:([^"]+)"', page)
    assert found
    mail = parse_qs(urlsplit(unescape(found[1])).query)
    assert response.context["address"] in mail["body"][0]
    assert "De link werkt tot en met" in mail["body"][0]
    assert "Field sales" in mail["subject"][0]
    assert PASSPHRASE not in page


def test_database_alone_holds_no_working_secret(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report, passphrase=PASSPHRASE)
    opened(path, PASSPHRASE)
    token = path.rstrip("/").rpartition("/")[2]
    assert len(token) == 43
    assert link.token_hash == sha256(token.encode()).hexdigest()
    tables = (ShareLink, ShareOpening, AuditEvent, KeptReport)
    rows = [list(table.objects.values()) for table in tables]
    sessions = [session.get_decoded() for session in Session.objects.all()]
    for secret in (token, PASSPHRASE):
        assert secret not in repr((rows, sessions))
    assert Client().get(reverse("shared-open", args=[link.pk, link.token_hash])).status_code == 404


def test_form_sent_twice_makes_one_link_and_shows_the_same_address(
    sender: Client, report: KeptReport
) -> None:
    _link, path = shared(sender, report)
    assert shared(sender, report)[1] == path
    assert ShareLink.objects.count() == AuditEvent.objects.filter(code=Event.LINK_SHARED).count() == 1
    assert shared(sender, report, token="another")[1] != path
    assert shared(sender, report, label="The owner")[1] != path
    assert ShareLink.objects.count() == 3


def test_form_sent_again_after_the_link_was_taken_back_makes_none(
    sender: Client, consultant: User, report: KeptReport
) -> None:
    link, _path = shared(sender, report)
    revoke_link(link=link, actor=consultant)
    response = sender.post(page_of(report), asked(), follow=True)
    assert "does not work any more" in response.content.decode()
    assert ShareLink.objects.count() == 1


@pytest.mark.parametrize("days", [7, 30, 90])
def test_link_works_to_the_end_of_its_last_day_where_the_organisation_is(
    sender: Client, report: KeptReport, days: int
) -> None:
    zone = ZoneInfo("Pacific/Auckland")
    link, _path = shared(sender, report, until=str(days))
    ends = link.expires_at.astimezone(zone)
    assert (ends.hour, ends.minute) == (0, 0)
    assert ends.date() == today_in(zone) + timedelta(days=days + 1)


@pytest.mark.once
def test_day_of_ones_own_can_be_a_year_away_at_most(sender: Client, report: KeptReport) -> None:
    today = today_in(ZoneInfo("Pacific/Auckland"))
    link, _path = shared(sender, report, until="day", day=str(today + timedelta(days=365)))
    assert link.expires_at > datetime.now(UTC) + timedelta(days=364)
    refused = {
        "": "Choose the last day",
        "tomorrow": "Enter a date as year-month-day",
        str(today - timedelta(days=1)): "This day has passed.",
        str(today + timedelta(days=366)): "A link works for a year at most.",
    }
    for day, words in refused.items():
        response = share(sender, report, until="day", day=day)
        assert response.status_code == 422
        assert response.content.decode().count(words) == 2
    assert ShareLink.objects.count() == 1


@pytest.mark.once
@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"label": " "}, "Say for whom the link is."),
        ({"label": "x" * 151}, "150 characters are the most"),
        ({"kinds": []}, "Choose at least one thing"),
        ({"kinds": ["xlsx"]}, "Choose from what was kept"),
        ({"until": "400"}, "Choose until when"),
        ({"until": "30", "day": "2030-01-31"}, "or empty the last day below"),
        ({"passphrase": "short one"}, "at least 12 characters"),
        ({"passphrase": "x" * 129}, "128 characters at most"),
        ({"passphrase": "123456789012"}, "easy to guess"),
        ({"passphrase": "aaaaaaaabbbb"}, "easy to guess"),
        ({"passphrase": "qwerty123456"}, "easy to guess"),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(
    sender: Client, report: KeptReport, fields: dict[str, object], words: str
) -> None:
    response = share(sender, report, **({"label": "Kept <b>words</b>"} | fields))
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error:" in page
    assert page.count(words) == 2
    assert "label" in fields or "Kept &lt;b&gt;words&lt;/b&gt;" in page
    assert not ShareLink.objects.exists()


@pytest.mark.once
def test_strength_of_the_passphrase_is_said_in_words(sender: Client, report: KeptReport) -> None:
    assert "The passphrase is strong." in share(sender, report, passphrase=PASSPHRASE).content.decode()
    assert "good enough" in share(sender, report, passphrase="copper tiger").content.decode()


def test_fifty_links_can_live_and_not_one_more(sender: Client, report: KeptReport) -> None:
    soon = timezone.now() + timedelta(days=1)

    def make(token: str) -> ShareLink:
        return make_link(report=report, actor=None, token=token, label="One", kinds=["pdf"], expires_at=soon)

    links = [make(str(number)) for number in range(MOST)]
    with pytest.raises(TooManyLinksError):
        make("more")
    assert "Take one back first." in share(sender, report).content.decode()
    revoke_link(link=links[0], actor=None)
    make("more")


def test_list_tells_each_opening_and_each_wrong_passphrase(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report, passphrase=PASSPHRASE)
    assert Client().post(path, {"passphrase": "not this one"}).status_code == 422
    opened(path, PASSPHRASE).get(reverse("shared-file", args=[link.pk, "pdf"]))
    opened(path, PASSPHRASE)
    page = " ".join(sender.get(page_of(report)).content.decode().split())
    assert "2 times, the last time on" in page
    assert page.count("· Opened</li>") == 2
    assert page.count("· Downloaded: PDF</li>") == 1
    assert page.count("· Wrong passphrase</li>") == 1
    assert "With a passphrase" in page


def test_taking_back_asks_first_and_happens_once(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report)
    reader = opened(path)
    revoke = reverse("share-revoke", args=[report.assessment_id, report.pk, link.pk])
    assert "Take the link for The board back?" in sender.get(revoke).content.decode()
    assert reader.get(reverse("shared", args=[link.pk])).status_code == 200
    for _twice in range(2):
        assert sender.post(revoke).headers["Location"] == page_of(report)
    assert AuditEvent.objects.filter(code=Event.SHARE_REVOKED).count() == 1
    assert reader.get(reverse("shared", args=[link.pk])).status_code == 404
    assert Client().get(path).status_code == 404
    assert "1 link that does not work any more" in sender.get(page_of(report)).content.decode()


def test_link_taken_back_while_it_is_being_opened_is_not_opened(sender: Client, report: KeptReport) -> None:
    link, _path = shared(sender, report)
    found_alive = ShareLink.objects.get(pk=link.pk)
    revoke_link(link=link, actor=None)
    assert note_opening(found_alive) is False
    assert not ShareOpening.objects.exists()


def test_log_of_the_organisation_names_the_reader_and_no_secret(sender: Client, report: KeptReport) -> None:
    link, path = shared(sender, report, passphrase=PASSPHRASE)
    opened(path, PASSPHRASE)
    revoke_link(link=link, actor=None)
    events = AuditEvent.objects.filter(code__startswith="share.").order_by("at")
    assert [(event.code, event.subject, event.actor_name) for event in events] == [
        ("share.made", "The board", "Cora Consultant"),
        ("share.opened", "The board", ""),
        ("share.revoked", "The board", ""),
    ]
    assert {event.organisation_id for event in events} == {report.assessment.organisation_id}


def test_lead_takes_back_the_link_of_a_consultant_who_left(
    sender: Client, consultant: User, lead: User, report: KeptReport
) -> None:
    link, path = shared(sender, report)
    Assessment.objects.update(owner=None)
    Membership.objects.filter(user=consultant).delete()
    assert sender.get(page_of(report)).status_code == 404
    assert opened(path).get(reverse("shared", args=[link.pk])).status_code == 200
    theirs = Client()
    theirs.force_login(lead)
    assert "Cora Consultant" in theirs.get(page_of(report)).content.decode()
    theirs.post(reverse("share-revoke", args=[report.assessment_id, report.pk, link.pk]))
    assert Client().get(path).status_code == 404


def test_opened_again_the_assessment_keeps_its_links_and_gets_no_new_one(
    sender: Client, consultant: User, report: KeptReport
) -> None:
    _link, path = shared(sender, report)
    closing.reopen(assessment=report.assessment, why="A slip", actor=consultant)
    assert Client().get(path).status_code == 200
    assert "The assessment is open again." in sender.get(page_of(report)).content.decode()
    assert share(sender, report, token="another").status_code == 409
    assert ShareLink.objects.count() == 1


def test_deleted_assessment_takes_its_links_along(sender: Client, report: KeptReport) -> None:
    _link, path = shared(sender, report)
    reader = opened(path)
    report.assessment.delete()
    assert not ShareLink.objects.exists()
    assert Client().get(path).status_code == 404
    assert reader.get(path).status_code == 404


def test_browser_without_an_account_shares_what_it_opened() -> None:
    assessment = make_sealed()
    browser = Client()
    session = browser.session
    session["assessments"] = [str(assessment.pk)]
    session.save()
    browser.cookies["sessionid"] = str(session.session_key)
    _link, path = shared(browser, keep(assessment))
    assert "This report is shared with you." in Client().get(path).content.decode()


def test_queries_of_the_list_do_not_grow_with_its_links(sender: Client, report: KeptReport) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as found:
            sender.get(page_of(report))
        return len(found)

    opened(shared(sender, report)[1])
    with_one = queries()
    for token in ("second", "third"):
        opened(shared(sender, report, token=token)[1])
    assert queries() == with_one
