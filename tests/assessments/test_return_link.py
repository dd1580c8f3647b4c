"""The secret link: opens an assessment without an account, and tells nobody anything else."""

import re
import uuid
from collections.abc import Iterator

import pytest
from django.core import mail
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from assessments.access import return_token
from assessments.actions import claim
from assessments.models import Assessment
from tests.assessments.pages import make_anonymous, save, url
from tests.factories import make_assessment, make_sealed, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    cache.clear()
    yield
    cache.clear()


def link(assessment: Assessment, token: str | None = None) -> str:
    return reverse("return", args=[assessment.pk, token or return_token(assessment)])


def test_opening_the_link_changes_nothing_until_the_button_is_pressed() -> None:
    assessment = make_assessment(team="Field sales")
    client = Client()
    page = client.get(link(assessment))
    assert "Field sales" in page.content.decode()
    assert "sessionid" not in client.cookies
    assert client.get(url("hub", assessment)).status_code == 302


def test_button_opens_the_assessment_at_its_clean_address() -> None:
    assessment = make_assessment()
    client = Client()
    response = client.post(link(assessment))
    assert response.url == url("hub", assessment)
    assert client.get(response.url).status_code == 200
    assert save(client, assessment, answer="2").json()["saved"] is True


def test_link_works_again_and_again() -> None:
    assessment = make_assessment()
    for _ in range(2):
        assert Client().post(link(assessment)).url == url("hub", assessment)


def test_link_of_a_submitted_assessment_opens_its_report() -> None:
    sealed = make_sealed()
    client = Client()
    assert client.post(link(sealed)).url == url("report", sealed)
    assert client.get(url("report", sealed)).status_code == 200


def test_page_is_not_stored_not_indexed_and_sends_no_referrer() -> None:
    for path in (link(make_assessment()), link(make_assessment(), "wrong")):
        response = Client().get(path)
        assert response["Referrer-Policy"] == "no-referrer"
        assert response["X-Robots-Tag"] == "noindex"
        assert "no-store" in response["Cache-Control"]


def test_wrong_unknown_and_claimed_links_look_alike() -> None:
    assessment, claimed = make_assessment(), make_assessment()
    token = return_token(claimed)
    claim(assessment=claimed, user=make_user())
    paths = [
        link(assessment, "wrong"),
        link(assessment, return_token(claimed)),
        reverse("return", args=[uuid.uuid4(), return_token(assessment)]),
        link(claimed, token),
        link(assessment, "é"),
    ]
    answers = [Client().get(path) for path in paths] + [Client().post(path) for path in paths]
    assert {answer.status_code for answer in answers} == {404}
    # The language buttons lead back to the same address, with a token of their own.
    pages = {re.sub(rb'<form[^>]* id="languages".*?</form>', b"", answer.content) for answer in answers}
    assert len(pages) == 1


def test_wrong_link_opens_nothing() -> None:
    assessment = make_assessment()
    client = Client()
    client.post(link(assessment, "wrong"))
    assert client.get(url("hub", assessment)).status_code == 302


def test_button_needs_the_csrf_token_but_no_origin() -> None:
    assessment = make_assessment()
    client = Client(enforce_csrf_checks=True)
    token = client.get("/csrf-token/").json()["token"]
    without = client.post(link(assessment), headers={"origin": "null"})
    foreign = client.post(
        link(assessment), {"csrfmiddlewaretoken": token}, headers={"origin": "https://elsewhere.example"}
    )
    ours = client.post(link(assessment), {"csrfmiddlewaretoken": token}, headers={"origin": "null"})
    assert [without.status_code, foreign.status_code, ours.status_code] == [403, 403, 302]


def test_link_is_mailed_and_the_address_kept_nowhere() -> None:
    client, assessment = make_anonymous(team="Field sales")
    response = client.post(url("mail-link", assessment), {"email": "anna@example.com"})
    assert response.url == url("hub", assessment)
    assert mail.outbox[0].to == ["anna@example.com"]
    assert f"http://testserver{link(assessment)}" in mail.outbox[0].body
    assessment.refresh_from_db()
    assert assessment.owner is None


def test_same_answer_whatever_the_address() -> None:
    make_user(email="known@example.com")
    pages = []
    for address in ("known@example.com", "unknown@example.com"):
        client, assessment = make_anonymous()
        client.post(url("mail-link", assessment), {"email": address})
        page = client.get(url("hub", assessment))
        pages.append([str(message) for message in page.context["messages"]])
    assert pages[0] == pages[1] == ["The link is on its way to the address that you entered."]


def test_five_mails_an_hour_are_enough() -> None:
    client, assessment = make_anonymous()
    for _ in range(7):
        client.post(url("mail-link", assessment), {"email": "anna@example.com"})
    assert len(mail.outbox) == 5
    other, another = make_anonymous()
    other.post(url("mail-link", another), {"email": "anna@example.com"})
    assert len(mail.outbox) == 5  # the same network address
    other.post(url("mail-link", another), {"email": "anna@example.com"}, REMOTE_ADDR="192.0.2.7")
    assert len(mail.outbox) == 6
    client.post(url("mail-link", assessment), {"email": "anna@example.com"}, REMOTE_ADDR="192.0.2.8")
    assert len(mail.outbox) == 6  # the same assessment


@pytest.mark.parametrize("address", ["", "anna", "a@b.example\nBcc: c@d.example", "a@b.example, c@d.example"])
def test_what_is_no_address_gets_no_mail(address: str) -> None:
    client, assessment = make_anonymous()
    client.post(url("mail-link", assessment), {"email": address})
    assert mail.outbox == []


def test_wrong_address_stays_to_be_mended_and_is_named_at_the_field() -> None:
    client, assessment = make_anonymous()
    response = client.post(url("mail-link", assessment), {"email": "anna@nowhere"})
    html, error = response.content.decode(), "Enter a whole e-mail address, for example anna@example.com."
    assert response.status_code == 422
    assert "<title>Error:" in html
    assert f'<li><a href="#id_email">{error}</a></li>' in html
    assert f'<p class="field__error" id="id_email_error">{error}</p>' in html
    assert 'value="anna@nowhere"' in html
    assert f'name="next" value="{url("hub", assessment)}"' in html


def test_mail_with_the_link_is_signed_in_its_language() -> None:
    client, assessment = make_anonymous()
    with translation.override("nl"):
        name = gettext("Sales maturity")
    for language, product in (("en", "Sales maturity"), ("nl", name)):
        client.post(
            url("mail-link", assessment),
            {"email": "anna@example.com"},
            headers={"accept-language": language},
        )
        assert mail.outbox[-1].from_email == f"{product} <no-reply@localhost>"
        assert mail.outbox[-1].body.endswith(f"\n--\n{product}, testserver")


def test_claimed_assessment_mails_no_link() -> None:
    user = make_user()
    client, assessment = make_anonymous()
    claim(assessment=assessment, user=user)
    client.force_login(user)
    client.post(url("mail-link", assessment), {"email": "anna@example.com"})
    assert mail.outbox == []
