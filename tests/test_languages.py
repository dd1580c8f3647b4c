"""Which language a page is in, and the buttons that change it."""

import re

import pytest
from django.core import mail
from django.db import OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import translation
from django.utils.functional import SimpleLazyObject

from accounts.languages import account_language
from accounts.models import User
from assessments.models import Assessment
from tests.factories import PASSWORD, make_assessment, make_user, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]
HELP = "/how-levels-work/"


def language(html: str) -> str:
    return re.findall(r'<html[^>]* lang="(\w+)"', html)[0]


def page(client: Client, path: str = HELP, **headers: str) -> str:
    return client.get(path, headers=headers).content.decode()


def switch(client: Client, to: str, back: str = HELP):
    return client.post("/language/", {"language": to, "next": back})


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("nl-BE,nl;q=0.9,en;q=0.8", "nl"),
        ("tr-TR", "tr"),
        ("fr-FR,tr;q=0.5", "tr"),
        ("fr", "en"),
        ("", "en"),
        ("!!;q=", "en"),
    ],
)
def test_page_follows_the_browser(client: Client, asked: str, expected: str) -> None:
    response = client.get(HELP, headers={"accept-language": asked})
    assert language(response.content.decode()) == expected
    assert response["Content-Language"] == expected
    assert {"Accept-Language", "Cookie"} <= {name.strip() for name in response["Vary"].split(",")}


def test_account_goes_before_the_choice_of_the_browser_and_that_before_what_it_asks_for(
    client: Client,
) -> None:
    switch(client, "tr")
    assert language(page(client, **{"accept-language": "nl"})) == "tr"
    client.force_login(make_user(language="nl"))
    for path in (HELP, "/no/such/page/"):
        assert language(page(client, path, **{"accept-language": "en"})) == "nl"


def test_one_visitors_language_does_not_reach_the_next(client: Client) -> None:
    switch(client, "tr")
    assert language(page(client, "/no/such/page/")) == "tr"
    assert language(page(Client(), "/no/such/page/")) == "en"


def test_database_that_is_away_leaves_the_browsers_language(rf: RequestFactory) -> None:
    def away() -> User:
        raise OperationalError

    request = rf.get(HELP)
    request.user = SimpleLazyObject(away)
    with translation.override("nl"):
        response = account_language(lambda _request: HttpResponse(translation.get_language()))(request)
    assert response.content == b"nl"


def test_static_files_are_the_same_for_everybody(client: Client) -> None:
    response = client.get("/static/css/base.css", headers={"accept-language": "nl"})
    assert response.status_code == 200
    assert "Content-Language" not in response
    assert "Cookie" not in response.get("Vary", "")
    response.close()


def test_switch_keeps_page_and_query_and_remembers(client: Client) -> None:
    make_version(slug="one")
    shown = page(client, "/start/?framework=one")
    assert 'name="next"' not in shown  # there the buttons send the form itself
    back = re.findall(r'name="next" value="([^"]+)"', page(client, f"{HELP}?a=1&b=2"))[0]
    assert back == f"{HELP}?a=1&amp;b=2"
    response = switch(client, "nl", f"{HELP}?a=1&b=2")
    assert response["Location"] == f"{HELP}?a=1&b=2"
    cookie = response.cookies["language"]
    assert (cookie.value, cookie["samesite"], cookie["max-age"]) == ("nl", "Lax", 365 * 24 * 3600)
    shown = page(client)
    assert language(shown) == "nl"
    current = re.findall(r'<button[^>]*value="(\w+)" lang="(\w+)" aria-current="true">(.*?)</button>', shown)
    assert [(value, lang, re.sub("<.*?>", "", name)) for value, lang, name in current] == [
        ("nl", "nl", "NL Nederlands")
    ]


@override_settings(LANGUAGE_COOKIE_SECURE=True)
def test_cookie_is_secure_with_https(client: Client) -> None:
    assert switch(client, "tr").cookies["language"]["secure"]


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", "\\\\evil.example", ""]
)
def test_switch_stays_on_the_site(client: Client, elsewhere: str) -> None:
    assert switch(client, "tr", elsewhere)["Location"] == "/"


@pytest.mark.parametrize("unknown", ["fr", "", "nl-BE", "../tr"])
def test_switch_to_no_language_of_ours_is_refused(client: Client, unknown: str) -> None:
    response = switch(client, unknown)
    assert response.status_code == 400
    assert "language" not in response.cookies


def test_switch_wants_a_post_and_a_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.get("/language/").status_code == 405
    assert strict.post("/language/", {"language": "tr", "next": "/"}).status_code == 403
    token = re.findall(r'name="csrfmiddlewaretoken" value="(\w+)"', page(strict))[0]
    fields = {"language": "tr", "next": "/", "csrfmiddlewaretoken": token}
    assert strict.post("/language/", fields, headers={"origin": "null"}).status_code == 302
    assert strict.post("/language/", fields, headers={"origin": "https://evil.example"}).status_code == 403


def test_account_remembers_and_other_accounts_do_not(client: Client) -> None:
    user, other = make_user(), make_user()
    client.force_login(user)
    switch(client, "tr")
    assert [User.objects.get(pk=one.pk).language for one in (user, other)] == ["tr", ""]
    elsewhere = Client()
    elsewhere.force_login(user)
    assert language(page(elsewhere)) == "tr"


def test_account_page_changes_the_language_and_forgets_it(client: Client) -> None:
    user = make_user()
    client.force_login(user)
    path = reverse("account_language")
    response = client.post(path, {"language": "nl"}, headers={"accept-language": "tr"}, follow=True)
    assert language(response.content.decode()) == "nl"
    assert client.cookies["language"].value == "nl"
    response = client.post(path, {"language": ""}, headers={"accept-language": "tr"}, follow=True)
    assert language(response.content.decode()) == "tr"
    assert client.cookies["language"].value == ""
    assert User.objects.get(pk=user.pk).language == ""
    assert client.post(path, {"language": "fr"}).status_code == 422


def test_sign_up_keeps_what_was_chosen_but_not_what_the_browser_asks_for(client: Client) -> None:
    switch(client, "nl")
    for one, email in ((client, "a@example.com"), (Client(), "b@example.com")):
        one.post(reverse("account_signup"), {"email": email, "password1": PASSWORD})
    assert list(User.objects.order_by("email").values_list("language", flat=True)) == ["nl", ""]


def test_answers_are_saved_and_the_page_comes_back_in_the_language(client: Client) -> None:
    assessment = make_assessment(make_version(), owner=make_user())
    client.force_login(assessment.owner)
    path = reverse("questions", args=[assessment.pk, "d1"])
    fields = {"d1-q1-answer": "3", "d1-q1-note": "Seen", "d1-q1-version": "0", "language": "nl"}
    response = client.post(f"{path}?back=check", fields)
    assert response["Location"] == f"{path}?back=check"
    answer = assessment.respondents.get().answers.get()
    assert (answer.level.rank, answer.note) == (3, "Seen")
    assert language(page(client, path)) == "nl"


def test_what_cannot_be_saved_is_shown_again_in_the_language(client: Client) -> None:
    assessment = make_assessment(make_version(), owner=make_user())
    client.force_login(assessment.owner)
    path = reverse("questions", args=[assessment.pk, "d1"])
    fields = {"d1-q1-answer": "3", "d1-q1-link": "no address", "d1-q1-version": "0", "language": "tr"}
    response = client.post(path, fields)
    assert response.status_code == 422
    assert language(response.content.decode()) == "tr"
    assert "no address" in response.content.decode()


def test_typed_set_up_survives_the_switch(client: Client) -> None:
    version = make_version(levels=(4, 5))
    goal, sign = version.goals.get(), version.warning_signs.last()
    fields = {
        "version": str(version.pk),
        "token": "0b5f7c66-6a1c-4d3d-9a67-5a9a3f0f5b11",
        "team": "Mid-market <Benelux>",
        "rubric": str(version.rubrics.last().pk),
        "goal": str(goal.pk),
        "warning_signs": [str(sign.pk)],
        "name": "",
        "language": "nl",
    }
    response = client.post("/start/", fields)
    html = response.content.decode()
    assert (response.status_code, language(html), Assessment.objects.count()) == (200, "nl", 0)
    assert 'value="Mid-market &lt;Benelux&gt;"' in html
    assert fields["token"] in html
    checked = {
        re.findall(r'value="([^"]*)"', tag)[0] for tag in re.findall(r"<input[^>]*checked[^>]*>", html)
    }
    assert checked == {fields["rubric"], fields["goal"], str(sign.pk)}
    assert 'class="error-summary"' not in html
    del fields["language"]
    client.post("/start/", fields)
    assert Assessment.objects.get().team == "Mid-market <Benelux>"


def test_typed_change_of_the_set_up_survives_the_switch(client: Client) -> None:
    assessment = make_assessment(make_version(), owner=make_user())
    client.force_login(assessment.owner)
    path = reverse("set-up", args=[assessment.pk])
    html = client.post(path, {"team": "Other", "goal": "", "language": "tr"}).content.decode()
    assert 'value="Other"' in html
    assert language(html) == "tr"
    assessment.refresh_from_db()
    assert assessment.team == "Field sales"


@pytest.mark.parametrize("name", ["start", "questions"])
def test_enter_in_a_form_never_presses_a_language(client: Client, name: str) -> None:
    assessment = make_assessment(make_version(), owner=make_user())
    client.force_login(assessment.owner)
    path = "/start/" if name == "start" else reverse("questions", args=[assessment.pk, "d1"])
    html = page(client, path)
    form = "set-up" if name == "start" else "questions"
    buttons = re.findall(r"<button([^>]*)>", html)
    first = next(button for button in buttons if f'form="{form}"' in button)
    assert "language" not in first
    assert sum('name="language"' in button and f'form="{form}"' in button for button in buttons) == 3


def test_mail_to_an_account_is_in_its_language(client: Client) -> None:
    user = make_user(language="nl")
    for asked in ("tr", "nl"):
        client.post(
            reverse("account_reset_password"), {"email": user.email}, headers={"accept-language": asked}
        )
    first, second = mail.outbox
    assert first.subject == second.subject
    assert re.sub("https?://.*", "", first.body) == re.sub("https?://.*", "", second.body)
