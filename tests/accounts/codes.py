"""An authenticator app: computes the codes (RFC 6238), and sets one up for an account."""

import base64
import hmac
import re
import struct
import time

from django.test import Client
from django.urls import reverse

from accounts.models import User
from tests.factories import PASSWORD


def code_of(secret: str, *, steps: int = 0) -> str:
    """The six digits that an app shows now, or ``steps`` times 30 seconds from now."""
    counter = struct.pack(">Q", int(time.time()) // 30 + steps)
    digest = hmac.digest(base64.b32decode(secret), counter, "sha1")
    place = digest[-1] & 0x0F
    number = struct.unpack(">I", digest[place : place + 4])[0] & 0x7FFF_FFFF
    return f"{number % 1_000_000:06}"


def type_password(client: Client, user: User, **fields: str):
    """The first step of a log-in."""
    data = {"login": user.email, "password": PASSWORD, **fields}
    return client.post(reverse("account_login"), data)


def confirm(client: Client):
    """The password once more, as changing factors asks for."""
    return client.post(reverse("account_reauthenticate"), {"password": PASSWORD})


def set_up_app(client: Client) -> tuple[str, list[str]]:
    """Sets an app up for whoever is signed in; the app's secret and the recovery codes."""
    confirm(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="account__key">([A-Z2-7]+)<', page)[1]
    response = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret, steps=-1)})
    assert response.url == reverse("mfa_view_recovery_codes")
    codes = re.findall(r"<code>(\d{8})</code>", client.get(response.url).content.decode())
    return secret, codes


def with_app(user: User) -> tuple[str, list[str]]:
    """The account gets an app, in a browser that is closed again."""
    client = Client()
    type_password(client, user)
    return set_up_app(client)
