"""What the tests of organisations share: signed-in browsers, and the mailed link."""

import re
from typing import Any

from django.core import mail
from django.test import Client
from django.urls import reverse

from accounts.models import Membership, Organisation, User
from tests.factories import make_organisation, make_user

ROLES = ("lead", "consultant", "member")


def browser(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def url(name: str, organisation: Organisation, *rest: Any) -> str:
    return reverse(name, args=[organisation.pk, *rest])


def staffed(**more: User) -> tuple[Organisation, dict[str, User]]:
    """An organisation with a person in each role."""
    people = {role: make_user(name=role.title()) for role in ROLES} | more
    return make_organisation(**{role: people[role] for role in ROLES}), people


def membership_of(organisation: Organisation, user: User) -> Membership:
    return Membership.objects.get(organisation=organisation, user=user)


def mailed_link() -> str:
    """The path of the link in the newest mail."""
    found = re.search(r"https?://[^/\s]+(/invitations/\S+)", mail.outbox[-1].body)
    assert found
    return found[1]
