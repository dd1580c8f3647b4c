"""Error pages: in the product's look, saying what to do, and showing no innards."""

import logging
from io import StringIO

import pytest
from django.test import Client

from tests.factories import PASSWORD, make_user

pytestmark = pytest.mark.once

FAILING = pytest.mark.urls("tests.maturity_site.failing_urls")


def in_our_look(html: str) -> bool:
    return '<header class="site-header">' in html and "css/base.css" in html


@pytest.mark.django_db
@pytest.mark.parametrize("signed_in", [False, True])
def test_unknown_address_gets_our_404(client: Client, signed_in: bool) -> None:
    if signed_in:
        client.force_login(make_user())
    response = client.get("/no/such/page/")
    assert response.status_code == 404
    html = response.content.decode()
    assert in_our_look(html)
    assert "There is no page here for you" in html
    # The address stands nowhere but in the way back from the language buttons.
    assert "no/such/page" not in html.replace('name="next" value="/no/such/page/"', "")


@FAILING
@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/broken/", 500, "Something went wrong on our side"),
        ("/database-away/", 503, "The database is not answering right now"),
    ],
)
def test_failure_gets_a_page_that_needs_no_database(path: str, status: int, words: str) -> None:
    # No django_db mark: any query would fail the test.
    response = Client(raise_request_exception=False).get(path)
    assert response.status_code == status
    html = response.content.decode()
    assert in_our_look(html)
    assert words in html
    assert "secret" not in html
    assert "db.internal" not in html


@FAILING
@pytest.mark.django_db
def test_forbidden_gets_our_403(client: Client) -> None:
    response = client.get("/forbidden/")
    assert response.status_code == 403
    assert in_our_look(response.content.decode())


@FAILING
@pytest.mark.django_db
@pytest.mark.parametrize(("path", "traceback"), [("/forbidden/", False), ("/broken/", True)])
def test_refusal_is_logged_in_one_line_and_a_failure_with_its_traceback(
    monkeypatch: pytest.MonkeyPatch, path: str, traceback: bool
) -> None:
    (console,) = [one for one in logging.getLogger().handlers if one.get_name() == "console"]
    lines = StringIO()
    monkeypatch.setattr(console, "stream", lines)
    Client(raise_request_exception=False).get(path)
    assert path in lines.getvalue().splitlines()[0]
    assert ("Traceback" in lines.getvalue()) is traceback
    assert traceback or lines.getvalue().count("\n") == 1


def test_foreign_host_gets_our_400(client: Client) -> None:
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    html = response.content.decode()
    assert in_our_look(html)
    assert "evil.example" not in html


def old_token(client: Client, referer: str = "") -> str:
    """The page after a log-in form that had stood open too long."""
    headers = {"referer": referer} if referer else {}
    response = client.post(
        "/accounts/login/", {"login": "a@example.com", "password": PASSWORD}, headers=headers
    )
    assert response.status_code == 403
    return response.content.decode()


@pytest.mark.django_db
def test_old_token_says_what_to_do_and_offers_the_page_anew() -> None:
    html = old_token(Client(enforce_csrf_checks=True), "http://testserver/accounts/login/?next=/x/")
    assert in_our_look(html)
    assert "Often what you typed is still there" in html
    assert 'href="http://testserver/accounts/login/?next=/x/"' in html


@pytest.mark.django_db
@pytest.mark.parametrize("referer", ["", "https://evil.example/", "javascript:alert(1)", "//evil.example"])
def test_old_token_never_links_to_elsewhere(referer: str) -> None:
    html = old_token(Client(enforce_csrf_checks=True), referer)
    assert "evil.example" not in html
    assert "javascript:" not in html
    assert "Load the page anew" not in html
