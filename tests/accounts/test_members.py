"""Who may change whom, and that somebody always runs an organisation."""

import pytest
from django.test import Client

from accounts import members
from accounts.audit import Event
from accounts.models import AuditEvent, Invitation, Membership, User
from tests.accounts.organisations import browser, membership_of, staffed, url
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db


def role_of(organisation: object, user: User) -> str | None:
    found = Membership.objects.filter(organisation=organisation, user=user).first()
    return found.role if found else None


@pytest.mark.parametrize(
    ("actor", "other", "allowed"),
    [
        ("lead", "member", True),
        ("lead", "consultant", True),
        ("consultant", "member", True),
        ("consultant", "lead", False),
        ("member", "lead", False),
        ("member", "consultant", False),
    ],
)
def test_role_is_changed_by_whom_the_rules_name(actor: str, other: str, allowed: bool) -> None:
    organisation, people = staffed()
    page = url("organisation-member", organisation, membership_of(organisation, people[other]).pk)
    role = "consultant" if other == "member" else "member"
    client = browser(people[actor])
    assert client.get(page).status_code == (200 if allowed else 404)
    assert client.post(page, {"role": role}).status_code == (302 if allowed else 404)
    assert role_of(organisation, people[other]) == (role if allowed else other)
    assert AuditEvent.objects.filter(code=Event.ROLE_CHANGED).count() == allowed


def test_consultant_makes_nobody_a_lead_once_there_is_one() -> None:
    organisation, people = staffed()
    page = url("organisation-member", organisation, membership_of(organisation, people["member"]).pk)
    response = browser(people["consultant"]).post(page, {"role": "lead"})
    assert response.status_code == 422
    assert "Choose one of the roles in the list." in response.content.decode()
    assert role_of(organisation, people["member"]) == "member"


def test_consultant_makes_the_first_lead() -> None:
    consultant, member = make_user(), make_user()
    organisation = make_organisation(consultant=consultant, member=member)
    page = url("organisation-member", organisation, membership_of(organisation, member).pk)
    assert browser(consultant).post(page, {"role": "lead"}).status_code == 302
    assert role_of(organisation, member) == "lead"


@pytest.mark.parametrize("way", ["demote", "leave"])
def test_last_lead_stays(way: str) -> None:
    organisation, people = staffed()
    client = browser(people["lead"])
    if way == "demote":
        mine = membership_of(organisation, people["lead"])
        response = client.post(url("organisation-member", organisation, mine.pk), {"role": "member"})
    else:
        response = client.post(url("organisation-leave", organisation))
    assert response.status_code == (422 if way == "demote" else 409)
    assert "Make another person its lead first." in response.content.decode()
    assert role_of(organisation, people["lead"]) == "lead"


def test_only_consultant_stays_while_nobody_leads() -> None:
    consultant = make_user()
    organisation = make_organisation(consultant=consultant, member=make_user())
    assert browser(consultant).post(url("organisation-leave", organisation)).status_code == 409
    mine = url("organisation-member", organisation, membership_of(organisation, consultant).pk)
    assert browser(consultant).post(mine, {"role": "member"}).status_code == 422
    assert browser(consultant).post(mine, {"role": "lead"}).status_code == 302


@pytest.mark.parametrize("role", ["lead", "member", "consultant"])
def test_everybody_else_can_leave(role: str) -> None:
    organisation, _people = staffed()
    leaver = make_user()
    Membership.objects.create(organisation=organisation, user=leaver, role=role)
    client = browser(leaver)
    assert role_of(organisation, leaver)
    assert client.get(url("organisation-leave", organisation)).status_code == 200
    assert role_of(organisation, leaver)
    assert client.post(url("organisation-leave", organisation)).status_code == 302
    assert role_of(organisation, leaver) is None
    assert AuditEvent.objects.get(code=Event.MEMBER_LEFT).subject == leaver.email


def test_removing_asks_first_and_twice_is_once() -> None:
    organisation, people = staffed()
    page = url("organisation-remove", organisation, membership_of(organisation, people["member"]).pk)
    client = browser(people["lead"])
    assert client.get(page).status_code == 200
    assert role_of(organisation, people["member"])
    for _time in range(2):
        assert client.post(page).url == url("organisation", organisation)
    assert role_of(organisation, people["member"]) is None
    assert AuditEvent.objects.filter(code=Event.MEMBER_REMOVED).count() == 1


def test_members_of_another_organisation_cannot_be_named() -> None:
    organisation, people = staffed()
    other, others = staffed()
    foreign = membership_of(other, others["member"]).pk
    client = browser(people["lead"])
    for name in ("organisation-member", "organisation-remove"):
        assert client.get(url(name, organisation, foreign)).status_code == 404
        client.post(url(name, organisation, foreign), {"role": "lead"})
    assert role_of(other, others["member"]) == "member"


@pytest.mark.parametrize("way", ["remove", "demote"])
def test_what_a_former_lead_invited_to_counts_no_longer(way: str) -> None:
    organisation, people = staffed()
    second = make_user()
    theirs = Membership.objects.create(organisation=organisation, user=second, role="lead")
    for role in ("lead", "member"):
        Invitation.objects.create(
            organisation=organisation,
            email=f"{role}@example.com",
            role=role,
            language="en",
            invited_by=second,
            expires_at="2099-01-01T00:00Z",
        )
    if way == "remove":
        members.remove(membership=theirs, actor=people["lead"])
    else:
        members.change_role(membership=theirs, role="consultant", actor=people["lead"])
    left = set(Invitation.objects.filter(revoked_at=None).values_list("role", flat=True))
    assert left == (set() if way == "remove" else {"member"})


def test_sole_leaderships_are_those_nobody_else_runs() -> None:
    user, other = make_user(), make_user()
    alone = make_organisation(lead=user, consultant=other)
    advised_alone = make_organisation(consultant=user, member=other)
    shared = make_organisation(lead=user)
    Membership.objects.create(organisation=shared, user=other, role="lead")
    make_organisation(lead=other, consultant=user)
    make_organisation(lead=other, member=user)
    assert set(members.sole_leaderships(user)) == {alone, advised_alone}


def test_unconfirmed_lead_changes_nothing() -> None:
    organisation, people = staffed()
    User.objects.filter(pk=people["lead"].pk).update(email_confirmed=False)
    page = url("organisation-member", organisation, membership_of(organisation, people["member"]).pk)
    assert browser(people["lead"]).post(page, {"role": "lead"}).status_code == 404
    assert Client().post(page, {"role": "lead"}).status_code == 302
    assert role_of(organisation, people["member"]) == "member"
