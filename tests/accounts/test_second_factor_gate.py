"""Who needs a second step gets no further without: every role, with a factor and without, on every page."""

import json
from uuid import uuid4

import pytest
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from accounts.models import User
from maturity_site.settings import env_choices
from tests.accounts.codes import code_of, set_up_app, type_password, with_app
from tests.factories import make_assessment, make_organisation, make_user, make_version

pytestmark = pytest.mark.django_db
GATE = "/accounts/second-factor/"
SHOW = "/accounts/2fa/reauthenticate/"


@pytest.fixture(autouse=True)
def _required(settings: Settings) -> None:
    settings.MFA_REQUIRED_FOR = frozenset({"consultant", "admin"})


def make_person(role: str) -> User:
    if role == "admin":
        return make_user(is_staff=True, is_superuser=True)
    user = make_user()
    if role != "nobody":
        make_organisation(**{role: user})
    return user


@pytest.mark.parametrize("factor", ["none", "elsewhere", "shown"])
@pytest.mark.parametrize(
    ("role", "needs"),
    [("consultant", True), ("admin", True), ("lead", False), ("member", False), ("nobody", False)],
)
def test_gate_stops_who_needs_a_factor_and_has_not_shown_it(role: str, needs: bool, factor: str) -> None:
    user = make_person(role)
    assessment = make_assessment(make_version(), owner=user)
    client = Client()
    if factor == "shown":
        type_password(client, user)
        set_up_app(client)
    elif factor == "elsewhere":
        with_app(user)
        client.force_login(user)
    else:
        client.force_login(user)
    page = client.get(reverse("assessments"))
    admin = client.get("/admin/")
    save = client.post(
        reverse("save-answer", args=[assessment.pk, "d1-q1"]), headers={"accept": "application/json"}
    )
    stopped = needs and factor != "shown"
    expected = {"none": GATE, "elsewhere": f"{SHOW}?next=%2Fassessments%2F"}
    assert (page.status_code, save.status_code == 403) == (302 if stopped else 200, stopped)
    if stopped:
        assert page.url == expected[factor]
        assert "A second step is needed" in save.content.decode()
    assert not assessment.respondents.get().answers.exists() or not stopped
    assert (admin.status_code == 200) is (role == "admin" and not stopped)


@pytest.mark.parametrize(
    ("required", "stopped"),
    [
        (frozenset(), set()),
        (frozenset({"admin"}), {"admin"}),
        (frozenset({"consultant"}), {"consultant"}),
    ],
)
def test_setting_says_who_needs_a_factor(settings: Settings, required: frozenset[str], stopped: set) -> None:
    settings.MFA_REQUIRED_FOR = required
    found = set()
    for role in ("consultant", "admin", "lead"):
        client = Client()
        client.force_login(make_person(role))
        if client.get(reverse("assessments")).status_code == 302:
            found.add(role)
    assert found == stopped


@pytest.mark.parametrize(
    ("value", "words"),
    [("", {"admin"}), ("none", set()), ("consultant, admin", {"consultant", "admin"}), ("admin,", {"admin"})],
)
def test_setting_is_a_list_of_roles(monkeypatch: pytest.MonkeyPatch, value: str, words: set[str]) -> None:
    monkeypatch.setenv("MFA_REQUIRED_FOR", value)
    assert env_choices("MFA_REQUIRED_FOR", "admin", {"consultant", "admin"}) == words


def test_setting_refuses_unknown_roles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MFA_REQUIRED_FOR", "consultant,boss")
    with pytest.raises(ImproperlyConfigured, match="use admin, consultant or none"):
        env_choices("MFA_REQUIRED_FOR", "admin", {"consultant", "admin"})


def test_admin_log_in_leads_through_the_gate_to_the_admin() -> None:
    user = make_person("admin")
    client = Client()
    first = client.get("/admin/login/?next=/admin/")
    assert first.url == "/accounts/login/?next=%2Fadmin%2F"
    assert type_password(client, user, next="/admin/").url == "/admin/"
    assert client.get("/admin/").url == GATE
    assert "Consultants and administrators" in client.get(GATE).content.decode()
    _secret, codes = set_up_app(client)
    assert len(codes) == 10
    assert client.get("/admin/").status_code == 200


def test_page_after_setting_up_leads_on_to_the_page_that_was_wanted() -> None:
    client = Client()
    type_password(client, make_person("consultant"))
    client.get("/how-levels-work/?from=mail")
    set_up_app(client)
    html = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    assert 'href="/how-levels-work/?from=mail"' in html


def test_secret_of_a_link_is_kept_nowhere_by_the_gate() -> None:
    secret = "s" * 43
    client = Client()
    type_password(client, make_person("consultant"))
    response = client.get(reverse("return", args=[uuid4(), secret]))
    assert response.url == GATE
    assert secret not in json.dumps(dict(client.session.items()))


def test_session_from_elsewhere_goes_on_after_a_code() -> None:
    user = make_person("consultant")
    secret, _codes = with_app(user)
    client = Client()
    client.force_login(user)
    page = client.get(reverse("assessments"))
    assert client.get(page.url).status_code == 200
    response = client.post(page.url, {"code": code_of(secret), "next": reverse("assessments")})
    assert response.url == reverse("assessments")
    assert client.get(response.url).status_code == 200


def test_session_from_elsewhere_adds_no_factor_by_the_password() -> None:
    user = make_person("consultant")
    with_app(user)
    client = Client()
    client.force_login(user)
    for name in ("account_reauthenticate", "mfa_add_webauthn", "mfa_index", "mfa_view_recovery_codes"):
        assert client.get(reverse(name)).url.startswith(SHOW)
        assert client.post(reverse(name), {"password": "correct horse battery staple"}).status_code == 403


def test_stopped_visitor_can_log_out_read_in_another_language_and_confirm_the_address() -> None:
    user = make_person("consultant")
    client = Client()
    type_password(client, user)
    for name in ("account_email", "account_reauthenticate", "account_second_factor", "account_logout"):
        assert client.get(reverse(name)).status_code == 200
    assert client.post(reverse("language"), {"language": "tr", "next": GATE}).status_code == 302
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_nobody_is_led_in_circles() -> None:
    for role in ("consultant", "admin"):
        for prepare in (lambda user: None, with_app):
            user = make_person(role)
            prepare(user)
            client = Client()
            client.force_login(user)
            for path in ("/", "/admin/", "/accounts/", GATE, "/accounts/2fa/", "/accounts/login/"):
                response = client.get(path, follow=True)
                assert response.status_code == 200, path
                assert len(response.redirect_chain) <= 3


def test_removed_factor_closes_the_gate_again() -> None:
    client = Client()
    type_password(client, make_person("consultant"))
    set_up_app(client)
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get(reverse("assessments")).url == GATE


def test_page_of_the_gate_is_only_for_who_needs_it() -> None:
    client = Client()
    client.force_login(make_person("lead"))
    assert client.get(GATE).url == reverse("mfa_index")
    assert Client().get(GATE).url.startswith(reverse("account_login"))
