"""Inviting an address, following the link, and accepting."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import tasks
from accounts.audit import Event
from accounts.models import AuditEvent, Invitation, Membership, Organisation, User
from tests.accounts.organisations import browser, mailed_link, membership_of, staffed, url
from tests.factories import make_organisation, make_user

pytestmark = pytest.mark.django_db
EMAIL = "anna@example.com"
HERE = reverse("invitation")


@pytest.fixture
def sending(django_capture_on_commit_callbacks: Any) -> Any:
    return lambda: django_capture_on_commit_callbacks(execute=True)


def invite(sending: Any, client: Client, organisation: Organisation, email: str = EMAIL, **data: Any) -> Any:
    with sending():
        return client.post(
            url("organisation-invite", organisation),
            {"email": email, "role": "member", "language": "en"} | data,
        )


@pytest.fixture
def invited(sending: Any) -> tuple[Organisation, Client, str]:
    """The organisation, its lead's browser, and the path that was mailed."""
    organisation, people = staffed()
    client = browser(people["lead"])
    assert invite(sending, client, organisation).url == url("organisation", organisation)
    return organisation, client, mailed_link()


def followed(client: Client, link: str) -> Client:
    assert client.post(link).url == HERE
    return client


def test_invitation_is_mailed_once_in_its_language(sending: Any) -> None:
    organisation, people = staffed()
    invite(sending, browser(people["lead"]), organisation, language="nl")
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role, invitation.language) == (EMAIL, "member", "nl")
    assert invitation.sent_at is not None
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    tasks.mail_invitation.enqueue(str(invitation.pk), "http://testserver")
    assert len(mail.outbox) == 1
    event = AuditEvent.objects.get(code=Event.MEMBER_INVITED)
    assert (event.actor, event.organisation, event.subject) == (people["lead"], organisation, EMAIL)


def an_hour_passes() -> None:
    sent_at = timezone.now() - timedelta(hours=1)
    Invitation.objects.exclude(sent_at=None).update(sent_at=sent_at)


def test_failed_mail_can_be_sent_again(sending: Any, settings: Any) -> None:
    organisation, people = staffed()
    client = browser(people["lead"])
    settings.EMAIL_BACKEND = "tests.accounts.away.EmailBackend"
    invite(sending, client, organisation)
    assert Invitation.objects.get().sent_at is None
    assert "not sent yet" in client.get(url("organisation", organisation)).content.decode()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with sending():
        client.post(url("invitation-resend", organisation, Invitation.objects.get().pk))
    assert Invitation.objects.get().sent_at is not None
    assert len(mail.outbox) == 1


def test_answer_is_the_same_whether_the_address_has_an_account(sending: Any) -> None:
    organisation, people = staffed()
    client = browser(people["lead"])
    make_user(email="known@example.com")
    said = []
    for email in ("known@example.com", "unknown@example.com"):
        response = invite(sending, client, organisation, email=email)
        page = client.get(response.url).content.decode()
        said.append((response.status_code, "The invitation is on its way." in page))
    assert said == [(302, True)] * 2


@pytest.mark.parametrize(
    ("email", "words"),
    [
        ("", "Enter the address to invite."),
        ("anna", "Enter a whole e-mail address"),
        ("ANNA@example.com", "This address is invited already."),
        ("member@example.com", "Somebody with this address is in the organisation already."),
    ],
)
def test_invitation_that_makes_no_sense_is_refused_in_words(sending: Any, email: str, words: str) -> None:
    organisation, people = staffed(member=make_user(email="Member@example.com"))
    client = browser(people["lead"])
    invite(sending, client, organisation)
    response = invite(sending, client, organisation, email=email)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert "<title>Error:" in response.content.decode()
    assert Invitation.objects.count() == len(mail.outbox) == 1


def test_expired_invitation_makes_room_for_a_new_one(invited: Any, sending: Any) -> None:
    organisation, client, _link = invited
    Invitation.objects.update(expires_at=timezone.now())
    assert invite(sending, client, organisation).status_code == 302
    assert Invitation.objects.filter(revoked_at=None).count() == 1


def test_consultant_invites_no_lead(sending: Any) -> None:
    organisation, people = staffed()
    client = browser(people["consultant"])
    assert invite(sending, client, organisation, role="lead").status_code == 422
    assert invite(sending, client, organisation, role="consultant").status_code == 302
    assert invite(sending, browser(people["member"]), organisation, email="b@example.com").status_code == 404
    assert Invitation.objects.get().role == "consultant"


def test_further_fields_are_ignored(sending: Any) -> None:
    organisation, people = staffed()
    other, _others = staffed()
    past = {"organisation_id": other.pk, "accepted_at": "2020-01-01", "key": "0" * 32, "invited_by": 1}
    invite(sending, browser(people["lead"]), organisation, **past)
    found = Invitation.objects.get()
    assert (found.organisation, found.accepted_at, found.invited_by) == (organisation, None, people["lead"])
    assert found.key != "0" * 32


def test_too_many_invitations_are_refused(sending: Any, settings: Any) -> None:
    settings.INVITATIONS_PER_HOUR = 2
    organisation, people = staffed()
    client = browser(people["lead"])
    status = [invite(sending, client, organisation, f"p{n}@example.com").status_code for n in range(3)]
    assert status == [302, 302, 422]
    assert len(mail.outbox) == 2


def test_one_address_gets_few_mails_from_everybody_together(sending: Any, settings: Any) -> None:
    settings.INVITATIONS_TO_ONE_ADDRESS = 2
    status = []
    for _number in range(3):
        organisation, people = staffed()
        status.append(invite(sending, browser(people["lead"]), organisation).status_code)
    assert status == [302, 302, 422]


def test_opening_the_link_consumes_nothing_and_tells_nobody(invited: Any) -> None:
    _organisation, _client, link = invited
    before = list(Invitation.objects.values())
    for _scan in range(2):
        response = Client().get(link)
        assert response.status_code == 200
    assert list(Invitation.objects.values()) == before
    assert response["Referrer-Policy"] == "no-referrer"
    assert "no-store" in response["Cache-Control"]


def test_link_leads_by_log_in_to_one_button(invited: Any) -> None:
    organisation, _lead, link = invited
    user = make_user(email=EMAIL.upper())
    client = followed(Client(), link)
    page = client.get(HERE).content.decode()
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in page
    assert f'href="/accounts/login/?next={HERE}"' in page
    assert f"/accounts/signup/?next={HERE}&amp;email=anna%40example.com" in page
    client.force_login(user)
    assert "Accept the invitation" in client.get(HERE).content.decode()
    assert not Membership.objects.filter(user=user).exists()
    assert client.post(HERE).url == url("organisation", organisation)
    assert membership_of(organisation, user).role == "member"
    assert token not in str(dict(client.session.items()))


def test_sign_up_keeps_the_invitation_and_needs_the_address_confirmed(invited: Any) -> None:
    organisation, _lead, link = invited
    client = followed(Client(), link)
    client.post(f"/accounts/signup/?next={HERE}", {"email": EMAIL, "password1": "correct horse battery"})
    assert "is yours first" in client.get(HERE).content.decode()
    assert client.post(HERE).status_code == 403
    assert not organisation.memberships.filter(user__email=EMAIL).exists()
    User.objects.filter(email=EMAIL).update(email_confirmed=True)
    assert client.post(HERE).url == url("organisation", organisation)


def test_other_account_cannot_accept(invited: Any) -> None:
    organisation, _lead, link = invited
    client = browser(make_user(email="somebody@example.com"))
    page = followed(client, link).get(HERE).content.decode()
    assert "The invitation is for anna@example.com, and you are logged in as somebody@example.com." in page
    assert client.post(HERE).status_code == 403
    assert organisation.memberships.count() == 3


def test_accepting_twice_is_once(invited: Any) -> None:
    organisation, _lead, link = invited
    user = make_user(email=EMAIL)
    client, second = followed(browser(user), link), followed(browser(user), link)
    for one in (client, second):
        assert one.post(HERE).url == url("organisation", organisation)
    assert organisation.memberships.filter(user=user).count() == 1
    assert AuditEvent.objects.filter(code=Event.INVITATION_ACCEPTED).count() == 1


def test_somebody_removed_does_not_come_back_by_the_old_link(invited: Any) -> None:
    organisation, _lead, link = invited
    user = make_user(email=EMAIL)
    client, second = followed(browser(user), link), followed(browser(user), link)
    client.post(HERE)
    membership_of(organisation, user).delete()
    assert second.post(HERE).status_code == 410
    assert browser(user).get(link).status_code == 410
    assert not organisation.memberships.filter(user=user).exists()


def test_member_who_follows_an_invitation_keeps_the_role(invited: Any) -> None:
    organisation, _lead, link = invited
    user = make_user(email=EMAIL)
    Membership.objects.create(organisation=organisation, user=user, role="lead")
    client = followed(browser(user), link)
    page = client.post(HERE, follow=True).content.decode()
    assert "You are in this organisation already" in page
    assert membership_of(organisation, user).role == "lead"


@pytest.mark.parametrize("fate", ["revoked", "expired", "used"])
def test_link_that_is_over_says_so_and_no_more(invited: Any, fate: str) -> None:
    organisation, client, link = invited
    pk = Invitation.objects.get().pk
    late = followed(browser(make_user(email=EMAIL)), link)
    if fate == "revoked":
        client.post(url("invitation-revoke", organisation, pk))
    elif fate == "expired":
        Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    else:
        Invitation.objects.update(accepted_at=timezone.now())
    for response in (Client().get(link), Client().post(link), late.get(HERE), late.post(HERE)):
        assert response.status_code == 410
        assert "This invitation does not count any more" in response.content.decode()
        assert organisation.name not in response.content.decode()
    assert organisation.memberships.count() == 3


def test_link_sent_again_ends_the_one_before(invited: Any, sending: Any) -> None:
    organisation, client, link = invited
    begun = followed(browser(make_user(email=EMAIL)), link)
    an_hour_passes()
    with sending():
        client.post(url("invitation-resend", organisation, Invitation.objects.get().pk))
    assert mailed_link() != link
    assert Client().get(link).status_code == 404
    assert begun.post(HERE).status_code == 404
    assert Client().get(mailed_link()).status_code == 200


@pytest.mark.parametrize("what", ["token", "id"])
def test_wrong_link_is_unknown(invited: Any, what: str) -> None:
    organisation, _client, link = invited
    wrong = link[:-5] + "aaaa/" if what == "token" else link.replace(link.split("/")[2], str(organisation.pk))
    response = Client().get(wrong)
    assert response.status_code == 404
    assert "No invitation here" in response.content.decode()
    assert organisation.name not in response.content.decode()


def test_database_holds_no_secret_that_works(invited: Any) -> None:
    _organisation, _client, link = invited
    invitation = Invitation.objects.get()
    token = link.rstrip("/").rsplit("/", 1)[1]
    assert token not in str(list(Invitation.objects.values()))
    for guess in (invitation.key, str(invitation.pk), invitation.key + str(invitation.pk)):
        assert Client().get(reverse("invitation-link", args=[invitation.pk, guess])).status_code == 404


def test_invitations_of_another_organisation_cannot_be_named(invited: Any) -> None:
    _organisation, _client, _link = invited
    other, others = staffed()
    before = list(Invitation.objects.values())
    for name in ("invitation-resend", "invitation-revoke"):
        address = url(name, other, Invitation.objects.get().pk)
        assert browser(others["lead"]).post(address).status_code == 404
    assert list(Invitation.objects.values()) == before


@pytest.mark.parametrize("name", ["invitation-resend", "invitation-revoke"])
def test_consultant_does_not_touch_the_invitation_of_a_lead(sending: Any, name: str) -> None:
    organisation, people = staffed()
    invite(sending, browser(people["lead"]), organisation, role="lead")
    address = url(name, organisation, Invitation.objects.get().pk)
    for method in ("get", "post") if name == "invitation-revoke" else ("post",):
        assert getattr(browser(people["consultant"]), method)(address).status_code == 404
    assert browser(people["member"]).post(address).status_code == 404
    assert Invitation.objects.filter(revoked_at=None, sent_at__isnull=False).count() == 1


def test_invitation_just_sent_is_not_sent_again(invited: Any, sending: Any) -> None:
    organisation, client, link = invited
    address = url("invitation-resend", organisation, Invitation.objects.get().pk)
    with sending():
        refused = client.post(address, follow=True)
    assert "less than a minute ago" in refused.content.decode()
    an_hour_passes()
    with sending():
        sent = client.post(address, follow=True)
        again = client.post(address, follow=True)
    assert f"A new link is on its way to {EMAIL}" in sent.content.decode()
    assert Client().get(link).status_code == 404
    assert again.status_code == 200
    assert len(mail.outbox) == 2


def test_revoking_asks_first(invited: Any) -> None:
    organisation, client, link = invited
    address = url("invitation-revoke", organisation, Invitation.objects.get().pk)
    assert f'href="{address}"' in client.get(url("organisation", organisation)).content.decode()
    assert f"Revoke the invitation of {EMAIL}?" in client.get(address).content.decode()
    assert Client().get(link).status_code == 200


def test_revoking_twice_is_once(invited: Any) -> None:
    organisation, client, _link = invited
    for _time in range(2):
        client.post(url("invitation-revoke", organisation, Invitation.objects.get().pk))
    assert AuditEvent.objects.filter(code=Event.INVITATION_REVOKED).count() == 1


def test_hostile_names_stay_text_on_the_pages_and_in_the_mail(sending: Any) -> None:
    lead = make_user(name="{{ 7|add:7 }}<script>alert(1)</script>%(x)s")
    organisation = make_organisation(name="<b>Acme</b> %(name)s {0}", lead=lead)
    client = browser(lead)
    invite(sending, client, organisation)
    assert mail.outbox[0].subject == "You are invited to <b>Acme</b> %(name)s {0}"
    assert "{{ 7|add:7 }}<script>alert(1)</script>%(x)s invites you" in mail.outbox[0].body
    for page in (client.get(url("organisation", organisation)), Client().get(mailed_link())):
        text = page.content.decode()
        assert "&lt;b&gt;Acme&lt;/b&gt; %(name)s {0}" in text
        assert "<script>alert" not in text


def test_expiry_comes_from_the_setting(sending: Any, settings: Any) -> None:
    settings.INVITATION_DAYS = 3
    organisation, people = staffed()
    invite(sending, browser(people["lead"]), organisation)
    days = Invitation.objects.annotate(counts=F("expires_at") - F("created_at")).get().counts
    assert timedelta(days=2, hours=23) < days < timedelta(days=3, minutes=1)
