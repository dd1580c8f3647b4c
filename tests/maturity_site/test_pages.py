"""Home, help and robots: what they say, where they lead, what they cost."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from tests.factories import make_user, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]
SECTIONS = [
    "levels",
    "conditions",
    "key-practices",
    "evidence",
    "unknown",
    "progress",
    "disagreement",
    "overall",
    "gaps",
    "sources",
]


def page(client: Client, name: str) -> str:
    response = client.get(reverse(name))
    assert response.status_code == 200
    return response.content.decode()


def test_home_leads_to_start_and_sample(client: Client) -> None:
    make_version()
    html = page(client, "home")
    assert f'class="button button--primary" href="{reverse("start")}"' in html
    assert f'href="{reverse("sample")}"' in html
    assert "load_framework" not in html


def test_home_counts_the_questions_of_the_default_framework(client: Client) -> None:
    make_version(slug="another", domains=1, questions=1)
    make_version(slug="b2b-revenue-team", domains=3, questions=4)
    html = page(client, "home")
    assert "12 questions about how your team sold last month." in html
    assert "a level for each of 3 domains" in html
    assert "12 questions, less than a minute each" in html


def test_home_without_a_framework_tells_the_operator_what_to_do(client: Client) -> None:
    make_version(publish=False)
    html = page(client, "home")
    assert "python manage.py load_framework --all --publish" in html
    assert f'href="{reverse("start")}"' not in html


@pytest.mark.parametrize("frameworks", [1, 3])
def test_home_asks_the_database_once(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, frameworks: int
) -> None:
    for _ in range(frameworks):
        make_version()
    page(client, "home")
    with django_assert_num_queries(1):
        page(client, "home")


def test_help_has_an_anchor_for_every_subject_and_lists_them_all(client: Client) -> None:
    html = page(client, "how-levels")
    assert re.findall(r'<section id="([a-z-]+)"', html) == SECTIONS
    assert re.findall(r'<li><a href="#([a-z-]+)"', html) == SECTIONS


def test_help_needs_no_database(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(0):
        page(client, "how-levels")


def test_header_offers_log_in_to_strangers_and_log_out_to_users(client: Client) -> None:
    assert reverse("account_login") in page(client, "how-levels")
    user = make_user()
    client.force_login(user)
    html = page(client, "how-levels")
    assert user.email in html
    assert f'action="{reverse("account_logout")}"' in html
    assert f'href="{reverse("account_login")}"' not in html


def test_header_marks_the_page_one_is_on(client: Client) -> None:
    assert f'href="{reverse("how-levels")}" aria-current="page"' in page(client, "how-levels")
    assert 'aria-current="page"' not in page(client, "home")


@pytest.mark.parametrize("name", ["home", "how-levels"])
def test_pages_of_no_app_only_answer_to_reading(client: Client, name: str) -> None:
    assert client.post(reverse(name)).status_code == 405


def test_robots_keep_out_of_what_is_not_public(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain"
    text = response.content.decode()
    for closed in ("/accounts/", "/admin/", "/assessments/", "/return/", "/shared/"):
        assert f"Disallow: {closed}\n" in text


def served(client: Client, path: str) -> bytes:
    response = client.get(path)
    assert response.status_code == 200
    return b"".join(response.streaming_content)


def test_every_icon_of_the_manifest_is_served(client: Client) -> None:
    icons = json.loads(served(client, "/static/img/manifest.json"))["icons"]
    assert len(icons) == 3
    for name in [*(icon["src"] for icon in icons), "favicon.ico", "icon-180.png"]:
        assert served(client, f"/static/img/{name}")
