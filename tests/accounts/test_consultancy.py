"""The consultancy that stands on a person's reports: what is taken, what is refused, who sees it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from accounts import logos
from accounts.deletion import delete_account
from accounts.models import Consultancy, User
from accounts.own_data import everything_about
from assessments.uploads import most_bytes
from reports.letterheads import letterhead_of
from reports.report.edition import Letterhead
from tests.accounts.organisations import browser
from tests.accounts.test_logos import REFUSED, picture
from tests.factories import make_user

pytestmark = pytest.mark.django_db
PAGE, LOGO, DELETE = (reverse(name) for name in ("consultancy", "consultancy-logo", "consultancy-delete"))
GIVEN = {"name": "Gap & Co (fictional)", "disclaimer": "No advice.\r\nNo warranty.", "accent": "#7A3B1D"}


def upload(client: Client, data: bytes) -> object:
    return client.post(LOGO, {"file": SimpleUploadedFile("logo.png", data)})


def someone_with_a_consultancy() -> tuple[User, Client]:
    user = make_user()
    client = browser(user)
    client.post(PAGE, GIVEN)
    return user, client


def test_consultancy_is_saved_and_changed() -> None:
    user, client = someone_with_a_consultancy()
    kept = Consultancy.objects.get()
    assert (kept.user, kept.name, kept.disclaimer, kept.accent) == (
        user,
        "Gap & Co (fictional)",
        "No advice.\nNo warranty.",
        "#7a3b1d",
    )
    page = client.get(PAGE).content.decode()
    assert 'value="#7a3b1d"' in page
    assert "No warranty." in page
    response = client.post(PAGE, {**GIVEN, "name": "Gap & Partners", "disclaimer": ""}, follow=True)
    assert "Your consultancy was saved." in response.content.decode()
    kept.refresh_from_db()
    assert (kept.name, kept.disclaimer) == ("Gap & Partners", "")


@pytest.mark.once
@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", " ", "Enter the name of the consultancy."),
        ("name", "x" * 151, "150 characters are the most"),
        ("name", "Gap\u202eoC", "invisible character"),
        ("disclaimer", "x" * 1001, "1000 characters are the most"),
        ("accent", "#ffee99", "The nearest colour that can be read is #"),
        ("accent", "red", "six hexadecimal digits"),
        ("accent", "red;}body{", "Write the colour as # and six hexadecimal digits."),
    ],
)
def test_what_does_not_fit_is_refused_in_words_and_stays_in_the_form(
    field: str, value: str, words: str
) -> None:
    client = browser(make_user())
    response = client.post(PAGE, {**GIVEN, "disclaimer": "Kept as typed", field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert "<title>Error: " in page
    assert page.count(words) == 2
    assert field == "disclaimer" or "Kept as typed" in page
    assert not Consultancy.objects.exists()


def test_disclaimer_may_be_a_thousand_characters_and_hold_what_scripts_need() -> None:
    client = browser(make_user())
    text = ("\u0645\u06cc\u200c\u062e\n\xa0" + "x" * 1000)[:1000]
    client.post(PAGE, {**GIVEN, "disclaimer": text})
    assert Consultancy.objects.get().disclaimer == text


def test_logo_is_written_anew_changed_and_removed() -> None:
    user, client = someone_with_a_consultancy()
    for size in ((40, 20), (1200, 300)):
        assert upload(client, picture(size=size)).url == PAGE
    kept = Consultancy.objects.get()
    assert (kept.width, kept.height) == (600, 150)
    assert bytes(kept.logo) == bytes(logos.read(picture(size=(1200, 300))).content)
    assert kept.name == GIVEN["name"]
    client.post(LOGO, {"remove": "1"})
    assert letterhead_of(user) == (
        Letterhead(name=GIVEN["name"], disclaimer="No advice.\nNo warranty.", accent="#7a3b1d"),
        b"",
    )


@pytest.mark.once
def test_what_is_no_plain_picture_is_no_logo_either() -> None:
    _user, client = someone_with_a_consultancy()
    for name, data, words in REFUSED:
        response = upload(client, data)
        assert response.status_code == 422, name
        assert str(words) in response.content.decode(), name
    assert Consultancy.objects.get().digest == ""


def test_server_keeps_no_more_of_a_logo_than_it_takes(rf: RequestFactory) -> None:
    assert most_bytes(rf.post(LOGO)) == logos.MAX_BYTES


def test_logo_waits_for_the_name() -> None:
    client = browser(make_user())
    assert upload(client, picture()).url == PAGE
    assert not Consultancy.objects.exists()


def test_logo_is_served_inert_and_to_its_owner_only() -> None:
    _user, client = someone_with_a_consultancy()
    upload(client, picture())
    kept = Consultancy.objects.get()
    address = f"{reverse('consultancy-logo-file')}?of={kept.digest}"
    assert f'src="{address}"' in client.get(PAGE).content.decode()
    response = client.get(address)
    assert bytes(response.content) == bytes(kept.logo)
    assert response["Content-Type"] == "image/png"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "private" in response["Cache-Control"]
    assert browser(make_user()).get(address).status_code == 404
    assert client.get(address[:-1]).status_code == 404
    assert Client().get(address).status_code == 302


def test_letterhead_is_the_consultancys() -> None:
    user, client = someone_with_a_consultancy()
    upload(client, picture())
    kept = Consultancy.objects.get()
    letterhead, logo = letterhead_of(user)
    assert letterhead == Letterhead(
        name=kept.name,
        disclaimer=kept.disclaimer,
        accent="#7a3b1d",
        logo=kept.digest,
        width=40,
        height=20,
    )
    assert logo == bytes(kept.logo)
    assert letterhead_of(make_user()) == letterhead_of(None) == (None, b"")


def test_delete_asks_first_and_takes_all_of_it() -> None:
    _user, client = someone_with_a_consultancy()
    upload(client, picture())
    assert "Delete Gap &amp; Co (fictional)?" in client.get(DELETE).content.decode()
    assert Consultancy.objects.exists()
    for _press in range(2):
        assert client.post(DELETE).url == PAGE
    assert not Consultancy.objects.exists()


def test_own_data_holds_it_and_deleting_the_account_takes_it() -> None:
    user, client = someone_with_a_consultancy()
    upload(client, picture())
    data = everything_about(user)["consultancy"]
    assert (data["name"], data["accent"]) == (GIVEN["name"], "#7a3b1d")
    assert data["logo"].startswith("iVBOR")
    delete_account(user)
    assert not Consultancy.objects.exists()
