"""The order of a draft's parts, changed in their list."""

from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.framework import new_draft
from assessments.framework_files import write
from assessments.framework_files.database import to_tree
from assessments.models import Domain, FrameworkVersion, Question
from tests.factories import PASSWORD, make_user, make_version

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor@example.com", PASSWORD))
    return client


@pytest.fixture
def draft() -> FrameworkVersion:
    return make_version(domains=3, questions=3, publish=False)


def order(client: Client, model: Any, *rows: Any) -> Any:
    return client.post(reverse(f"admin:assessments_{model._meta.model_name}_order"), {"row": rows})


def keys(rows: Any) -> list[int]:
    return list(rows.values_list("pk", flat=True))


def test_order_is_stored_and_positions_run_from_one(editor: Client, draft: FrameworkVersion) -> None:
    Domain.objects.filter(version=draft).update(position=7)  # no position says anything
    first, second, third = keys(draft.domains)
    reply = order(editor, Domain, third, first, second)
    assert reply.json() == {"places": {str(third): 1, str(first): 2, str(second): 3}}
    assert list(draft.domains.values_list("pk", "position")) == [(third, 1), (first, 2), (second, 3)]


def test_rows_that_are_not_named_keep_their_places(editor: Client, draft: FrameworkVersion) -> None:
    domain = draft.domains.get(slug="d2")
    first, second, third = keys(domain.questions)
    elsewhere = Question.objects.exclude(domain=domain).order_by("pk")
    before = list(elsewhere.values())
    assert order(editor, Question, third, first).json()["places"][str(second)] == 2
    assert keys(domain.questions) == [third, second, first]
    assert list(elsewhere.values()) == before


@pytest.mark.parametrize("wrong", ["two domains", "twice", "unknown", "too long", "words", "none"])
def test_rows_that_do_not_belong_together_are_refused(
    editor: Client, draft: FrameworkVersion, wrong: str
) -> None:
    one, two = (keys(domain.questions) for domain in draft.domains.all()[:2])
    rows = {
        "two domains": [one[1], two[0]],
        "twice": [one[1], one[1], one[0]],
        "unknown": [one[1], 10**9],
        "too long": ["9" * 40],
        "words": ["first"],
        "none": [],
    }[wrong]
    before = write(to_tree(draft))
    reply = order(editor, Question, *rows)
    assert (reply.status_code, reply.json()["said"]) == (
        409,
        "These rows have changed meanwhile. Open the list again.",
    )
    assert write(to_tree(draft)) == before


def test_published_version_keeps_its_order(editor: Client) -> None:
    published = make_version()
    before = write(to_tree(published))
    reply = order(editor, Domain, *reversed(keys(published.domains)))
    assert (reply.status_code, reply.json()["said"]) == (
        403,
        "Published, so fixed. Make a new draft to change it.",
    )
    assert write(to_tree(published)) == before
    page = editor.get(reverse("admin:assessments_domain_changelist")).content.decode()
    assert "data-row" not in page


def test_order_needs_the_right_to_change(draft: FrameworkVersion) -> None:
    rows = list(reversed(keys(draft.domains)))
    client = Client()
    url = reverse("admin:assessments_domain_order")
    assert client.post(url, {"row": rows}).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.post(url, {"row": rows}).status_code == 403
    assert client.get(url).status_code == 405
    assert keys(draft.domains) == rows[::-1]


def test_rubric_editor_may_put_parts_in_order(draft: FrameworkVersion) -> None:
    user = make_user(is_staff=True)
    user.groups.add(Group.objects.get(name="Rubric editors"))
    client = Client()
    client.force_login(user)
    rows = list(reversed(keys(draft.domains)))
    assert order(client, Domain, *rows).status_code == 200
    assert keys(draft.domains) == rows


def test_list_can_be_ordered_unless_it_is_sorted_otherwise(editor: Client, draft: FrameworkVersion) -> None:
    new_draft(version=draft)
    url = reverse("admin:assessments_question_changelist") + f"?domain__version__id__exact={draft.pk}"
    page = editor.get(url).content.decode()
    assert page.count("data-row=") == 9
    assert f'data-url="{reverse("admin:assessments_question_order")}"' in page
    assert "data-url" not in editor.get(url + "&o=2").content.decode()


@pytest.mark.parametrize("rows", [1, 3])
def test_ordering_reads_in_a_constant_number_of_queries(
    editor: Client, rows: int, django_assert_max_num_queries: Any
) -> None:
    draft = make_version(domains=rows, questions=1, publish=False)
    with django_assert_max_num_queries(9):
        assert order(editor, Domain, *keys(draft.domains)).status_code == 200
