"""Requests that no browser of ours sends: a clear 400, never a 500."""

from typing import Any

import pytest
from django.test import Client

from accounts.admin_memberships import MOST
from accounts.models import User
from tests.factories import PASSWORD, make_user

pytestmark = [pytest.mark.once, pytest.mark.django_db]
HUGE = str(2**63)
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize("charset", ["utf-16", "idna", "hex", "zlib", "latin-1", "made-up", '"utf-16"'])
@pytest.mark.parametrize("path", ["/start/", "/accounts/login/", "/csrf-token/", "/admin/login/"])
def test_charset_other_than_utf_8_is_refused(charset: str, path: str) -> None:
    response = Client().generic("POST", path, b"team=a", content_type=f"{FORM}; charset={charset}")
    assert response.status_code == 400
    assert "could not make sense of this request" in response.content.decode()
    assert "default-src" in response["Content-Security-Policy"]


@pytest.mark.parametrize("content_type", [FORM, f"{FORM}; charset=utf-8", f'{FORM}; charset="UTF-8"'])
def test_utf_8_is_taken(content_type: str) -> None:
    response = Client().post("/accounts/login/", b"login=%C3%A9", content_type=content_type)
    assert response.status_code == 200


def test_part_with_a_name_in_an_unknown_charset_is_refused() -> None:
    body = b"--x\r\nContent-Disposition: form-data; name*=hex''abc\r\n\r\n1\r\n--x--\r\n"
    response = Client().post("/start/", body, content_type="multipart/form-data; boundary=x")
    assert response.status_code < 500


@pytest.mark.parametrize(
    "fields",
    [
        {"groups": HUGE},
        {"user_permissions": [HUGE]},
        {"memberships-TOTAL_FORMS": HUGE},
        {"memberships-TOTAL_FORMS": MOST},
        {"memberships-INITIAL_FORMS": HUGE},
    ],
)
def test_number_beyond_the_database_is_no_fault_of_the_server(fields: dict[str, Any]) -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.com", PASSWORD))
    user = make_user()
    values = {"email": user.email, "memberships-TOTAL_FORMS": 0, "memberships-INITIAL_FORMS": 0} | fields
    response = client.post(f"/admin/accounts/user/{user.pk}/change/", values)
    assert response.status_code in (200, 302, 400)


def test_more_memberships_than_a_request_can_hold_are_refused_and_not_built() -> None:
    client = Client()
    client.force_login(User.objects.create_superuser("admin@example.com", PASSWORD))
    user = make_user()
    counts = {"memberships-TOTAL_FORMS": MOST + 1, "memberships-INITIAL_FORMS": 0}
    response = client.post(f"/admin/accounts/user/{user.pk}/change/", {"email": user.email} | counts)
    page = response.content.decode()
    assert response.status_code == 200
    assert f"Please submit at most {MOST} forms." in page
    assert 'name="memberships-0-role"' not in page
