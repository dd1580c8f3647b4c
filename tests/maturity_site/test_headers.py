"""Security headers on every class of response."""

from collections.abc import Mapping

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import ReportFile
from tests.factories import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.maturity_site.failing_urls")]
CLASSES = {
    "/how-levels-work/": 200,
    "/health/": 200,
    "/robots.txt": 200,
    "/static/css/base.css": 200,
    "/static/plotly.min.js": 200,
    "/accounts/email/": 302,
    "/admin/": 302,
    "/forbidden/": 403,
    "/nowhere/": 404,
    "/static/nowhere.css": 404,
    "/broken/": 500,
    "/database-away/": 503,
}


def assert_safe(headers: Mapping[str, str]) -> None:
    policy = headers["Content-Security-Policy"]
    directives = dict(part.strip().split(" ", 1) for part in policy.split(";") if part.strip())
    assert directives["default-src"] == "'none'"
    assert directives["script-src"] == "'self'"
    assert directives["frame-ancestors"] == "'none'"
    assert "unsafe" not in policy
    expected = {
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
    }
    assert {name: headers[name] for name in expected} == expected
    assert headers["Referrer-Policy"] in {"same-origin", "no-referrer"}
    assert "camera=()" in headers["Permissions-Policy"]


@pytest.mark.parametrize(("path", "status"), CLASSES.items())
def test_every_class_of_response_carries_the_headers(path: str, status: int) -> None:
    response = Client(raise_request_exception=False).get(path)
    response.close()
    assert response.status_code == status
    assert_safe(response.headers)


def test_refused_post_carries_the_headers() -> None:
    response = Client(enforce_csrf_checks=True).post("/accounts/login/")
    assert response.status_code == 403
    assert_safe(response.headers)


def test_pdf_carries_the_headers(client: Client) -> None:
    ReportFile.objects.create(digest="0" * 64, language="en", name="sample.pdf", content=b"%PDF-")
    response = client.get(reverse("sample-pdf", args=["0" * 64]))
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert_safe(response.headers)


def test_admin_carries_the_headers(client: Client) -> None:
    client.force_login(make_user(is_staff=True, is_superuser=True))
    response = client.get("/admin/")
    assert response.status_code == 200
    assert_safe(response.headers)
    assert '"/static/css/base.css"' not in response.content.decode()
