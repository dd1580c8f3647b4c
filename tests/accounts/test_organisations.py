"""The organisations' pages: who sees what on them, and what their forms take."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.audit import Event
from accounts.models import ACCENT, AuditEvent, Invitation, Membership, Organisation
from tests.accounts.organisations import browser, staffed, url
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
SETTINGS = {"name": "Acme", "industry": "trade", "size": "50-249", "language": "nl", "accent": "#7a1fa2"}


def text(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_list_shows_my_organisations_with_my_role() -> None:
    user = make_user()
    first, second = make_organisation(lead=user), make_organisation(member=user)
    foreign = make_organisation(lead=make_user())
    page = text(browser(user), reverse("organisations"))
    assert url("organisation", first) in page
    assert url("organisation", second) in page
    assert "Team lead: makes and runs assessments" in page
    assert foreign.name not in page


def test_empty_list_says_what_an_organisation_is_for() -> None:
    assert "None yet." in text(browser(make_user()), reverse("organisations"))


@pytest.mark.parametrize("role", ["lead", "consultant"])
def test_whoever_makes_an_organisation_runs_it(role: str) -> None:
    user = make_user()
    data = SETTINGS | {"role": role, "id": "1", "members": user.pk, "created_at": "2001-01-01"}
    response = browser(user).post(reverse("organisation-new"), data)
    made = Organisation.objects.get()
    assert response.url == url("organisation", made)
    assert {name: getattr(made, name) for name in SETTINGS} == SETTINGS
    assert [(one.user, one.role) for one in made.memberships.all()] == [(user, role)]
    assert made.created_at.year > 2001
    assert AuditEvent.objects.get().code == Event.ORGANISATION_MADE


def test_organisation_is_made_by_no_mere_member() -> None:
    response = browser(make_user()).post(reverse("organisation-new"), SETTINGS | {"role": "member"})
    assert response.status_code == 422
    assert not Organisation.objects.exists()


def test_unconfirmed_address_makes_none_and_belongs_to_none() -> None:
    user = make_user(email_confirmed=False)
    organisation = make_organisation(lead=user)
    client = browser(user)
    assert client.post(reverse("organisation-new"), SETTINGS | {"role": "lead"}).status_code == 403
    assert Organisation.objects.get() == organisation
    page = text(client, reverse("organisations"))
    assert "Confirm your e-mail address first" in page
    assert organisation.name not in page
    assert client.get(url("organisation", organisation)).status_code == 404


@pytest.mark.parametrize("name", ["organisations", "organisation-new"])
def test_confirmation_can_be_sent_again_from_there(name: str) -> None:
    user = make_user(email_confirmed=False)
    client = browser(user)
    page = client.get(reverse(name)).content.decode()
    assert f'action="{reverse("account_email")}"' in page
    assert f'name="email" value="{user.email}"' in page
    assert 'name="action_send"' in page
    client.post(reverse("account_email"), {"action_send": "", "email": user.email})
    assert [message.to for message in mail.outbox] == [[user.email]]


def test_member_sees_names_and_nothing_to_change() -> None:
    organisation, people = staffed()
    Invitation.objects.create(
        organisation=organisation,
        email="next@example.com",
        role="member",
        language="en",
        expires_at="2099-01-01T00:00Z",
    )
    address = url("organisation", organisation)
    page = text(browser(people["member"]), address)
    assert "Consultant" in page
    for hidden in (people["lead"].email, "next@example.com", "/settings/", "/invite/", "/members/"):
        assert hidden not in page
    for role in ("lead", "consultant"):
        page = text(browser(people[role]), address)
        for shown in (people["member"].email, "next@example.com", "/settings/", "/invite/", "/members/"):
            assert shown in page


@pytest.mark.parametrize("role", ["lead", "consultant"])
def test_settings_are_saved_and_in_the_log(role: str) -> None:
    organisation, people = staffed()
    response = browser(people[role]).post(url("organisation-settings", organisation), SETTINGS)
    assert response.url == url("organisation", organisation)
    organisation.refresh_from_db()
    assert {name: getattr(organisation, name) for name in SETTINGS} == SETTINGS
    assert AuditEvent.objects.get().details == {"fields": list(SETTINGS)}


def test_saving_the_same_settings_is_not_in_the_log() -> None:
    organisation, people = staffed()
    same = {name: getattr(organisation, name) for name in SETTINGS}
    assert browser(people["lead"]).post(url("organisation-settings", organisation), same).status_code == 302
    assert not AuditEvent.objects.exists()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("name", "", "Enter the name of the organisation."),
        ("name", "x" * 151, "The name can have 150 characters at most."),
        ("name", "Ac\u202eme", "The name holds an invisible character."),
        ("language", "xx", "xx is not one of the available choices."),
        ("accent", "red", "Write the colour as # and six hexadecimal digits."),
        ("accent", "#ffee00", "The nearest colour that can be read is #"),
        ("accent", "url(x)", "Write the colour as # and six hexadecimal digits."),
    ],
)
def test_settings_that_cannot_be_are_refused_in_words(field: str, value: str, words: str) -> None:
    organisation, people = staffed()
    address = url("organisation-settings", organisation)
    response = browser(people["lead"]).post(address, SETTINGS | {field: value})
    page = response.content.decode()
    assert response.status_code == 422
    assert page.count(words) == 2  # in the summary and at the field
    assert f'href="#id_{field}"' in page
    assert "<title>Error:" in page
    organisation.refresh_from_db()
    assert organisation.accent == ACCENT
    assert organisation.name in page  # the trail still says what it is called


def queries(members: int, count: Callable[..., Any], name: str) -> int:
    lead = make_user()
    organisation = make_organisation(lead=lead)
    for number in range(members):
        Membership.objects.create(organisation=organisation, user=make_user(), role="member")
        Invitation.objects.create(
            organisation=organisation,
            email=f"{number}@example.com",
            role="member",
            language="en",
            invited_by=lead,
            expires_at="2099-01-01T00:00Z",
        )
        make_organisation(lead=lead)
    client = browser(lead)
    address = reverse(name) if name == "organisations" else url(name, organisation)
    client.get(address)
    with count() as captured:
        client.get(address)
    return len(captured)


@pytest.mark.parametrize("name", ["organisations", "organisation"])
def test_pages_take_as_many_queries_for_one_as_for_three(
    name: str, django_assert_max_num_queries: Any
) -> None:
    def count() -> Any:
        return django_assert_max_num_queries(50)

    assert queries(1, count, name) == queries(3, count, name)


def test_names_stay_text() -> None:
    lead = make_user(name="<script>alert(1)</script>")
    organisation = make_organisation(name='"><img src=x onerror=alert(1)>', lead=lead)
    Membership.objects.create(organisation=organisation, user=make_user(), role="member")
    other = organisation.memberships.get(role="member").pk
    for address in (
        reverse("organisations"),
        url("organisation", organisation),
        url("organisation-settings", organisation),
        url("organisation-member", organisation, other),
        url("organisation-remove", organisation, other),
        url("organisation-leave", organisation),
    ):
        page = text(browser(lead), address)
        assert "<script>alert" not in page
        assert "<img src=x" not in page


def test_navigation_leads_to_organisations_for_whoever_is_signed_in() -> None:
    link = f'href="{reverse("organisations")}"'
    assert link in text(browser(make_user()), reverse("home"))
    assert link not in text(Client(), reverse("home"))


def test_new_organisation_begins_with_the_language_of_the_page() -> None:
    user = make_user(language="nl")
    form = browser(user).get(reverse("organisation-new")).context["form"]
    assert form["language"].value() == "nl"
    client = browser(make_user())
    form = client.get(reverse("organisation-new"), headers={"accept-language": "tr"}).context["form"]
    assert form["language"].value() == "tr"
