"""Goals × domains of a version on one page."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.framework import new_draft
from assessments.models import BusinessGoal, Domain, FrameworkVersion, GoalRelevance
from tests.factories import PASSWORD, make_user, make_version

pytestmark = [pytest.mark.once, pytest.mark.django_db]


@pytest.fixture
def editor() -> Client:
    client = Client()
    client.force_login(User.objects.create_superuser("editor@example.com", PASSWORD))
    return client


@pytest.fixture
def draft() -> FrameworkVersion:
    version = make_version(domains=3, questions=1, publish=False)
    goal = version.goals.get()
    goal.pk, goal.slug, goal.position = None, "goal-2", 2
    goal.save()
    return version


def grid(version: FrameworkVersion) -> str:
    return reverse("admin:assessments_businessgoal_relevance", args=[version.pk])


def name(goal: str, domain: str) -> str:
    return f"{BusinessGoal.objects.get(slug=goal).pk}-{Domain.objects.get(slug=domain).pk}"


def sent(version: FrameworkVersion, value: str = "") -> dict[str, str]:
    goals, domains = version.goals.all(), version.domains.all()
    return {f"{goal.pk}-{domain.pk}": value for goal in goals for domain in domains}


def stored(version: FrameworkVersion) -> dict[tuple[str, str], int]:
    rows = GoalRelevance.objects.filter(goal__version=version)
    return {
        (goal, domain): value
        for goal, domain, value in rows.values_list("goal__slug", "domain__slug", "value")
    }


def test_whole_grid_is_saved_at_once(editor: Client, draft: FrameworkVersion) -> None:
    kept = GoalRelevance.objects.get(goal__slug="goal-1", domain__slug="d1").pk
    chosen = {name("goal-1", "d1"): "3", name("goal-1", "d2"): "2", name("goal-2", "d3"): "1"}
    page = editor.post(grid(draft), sent(draft) | chosen, follow=True)
    assert "The relevance of the domains is saved." in page.content.decode()
    assert stored(draft) == {("goal-1", "d1"): 3, ("goal-1", "d2"): 2, ("goal-2", "d3"): 1}
    assert GoalRelevance.objects.get(goal__slug="goal-1", domain__slug="d1").pk == kept


def test_nothing_is_saved_when_a_choice_is_unknown(editor: Client, draft: FrameworkVersion) -> None:
    before, values = stored(draft), sent(draft, "3")
    values[name("goal-2", "d3")] = "4"
    page = editor.post(grid(draft), values)
    assert page.status_code == 400
    assert "One of the choices is unknown. Nothing was saved." in page.content.decode()
    assert stored(draft) == before


def test_cells_that_were_not_sent_stay_as_they_are(editor: Client, draft: FrameworkVersion) -> None:
    before, values = stored(draft), sent(draft, "3")
    kept = next(iter(before))
    del values[name(*kept)]
    Domain.objects.create(version=draft, slug="d9", name="Ninth", question="Q", why="W")
    assert editor.post(grid(draft), values).status_code == 302
    after = stored(draft)
    assert after.pop(kept) == before[kept]
    assert set(after.values()) == {3}
    assert len(after) == 5


def opened(client: Client, version: FrameworkVersion) -> dict[str, str]:
    """What a browser sends back from the grid, untouched."""
    form = client.get(grid(version)).context["form"]
    shown = {cell.html_name: str(cell.value() or "") for cell in form}
    return shown | {f"initial-{name}": value for name, value in shown.items()}


def test_untouched_cells_keep_what_a_colleague_chose(editor: Client, draft: FrameworkVersion) -> None:
    mine = opened(editor, draft) | {name("goal-2", "d1"): "1"}
    theirs = opened(editor, draft) | {name("goal-2", "d2"): "2"}
    before = stored(draft)
    assert editor.post(grid(draft), theirs).status_code == 302
    assert editor.post(grid(draft), mine).status_code == 302
    assert stored(draft) == before | {("goal-2", "d1"): 1, ("goal-2", "d2"): 2}


def test_cell_that_both_changed_is_refused_once(editor: Client, draft: FrameworkVersion) -> None:
    cell = name("goal-2", "d1")
    mine, theirs = (opened(editor, draft) | {cell: value} for value in ("3", "2"))
    assert editor.post(grid(draft), theirs).status_code == 302
    refused = editor.post(grid(draft), mine)
    assert refused.status_code == 409
    assert stored(draft)["goal-2", "d1"] == 2
    form = refused.context["form"]
    assert '<span class="stands-now">strong</span>' in refused.content.decode()
    assert (form[cell].value(), form.conflicts) == ("3", [cell])
    again = mine | {f"initial-{cell}": form.data[f"initial-{cell}"]}
    assert editor.post(grid(draft), again).status_code == 302
    assert stored(draft)["goal-2", "d1"] == 3


def test_cells_of_another_version_are_ignored(editor: Client, draft: FrameworkVersion) -> None:
    other = new_draft(version=draft)
    before = stored(other)
    assert editor.post(grid(draft), sent(draft) | sent(other, "1")).status_code == 302
    assert (stored(draft), stored(other)) == ({}, before)


def test_published_grid_is_shown_and_never_changed(editor: Client) -> None:
    published = make_version()
    before = stored(published)
    page = editor.get(grid(published)).content.decode()
    assert "Published, so fixed. Make a new draft to change it." in page
    assert 'type="submit" class="default"' not in page
    assert page.count("<select") == len(re.findall(r"<select[^>]* disabled", page)) == 2
    refused = editor.post(grid(published), sent(published, "3"))
    assert refused.status_code == 409
    assert refused.content.decode().count("Published, so fixed. Make a new draft to change it.") == 1
    kept = {(typed.row, typed.label, typed.text) for typed in refused.context["typed"]}
    assert ("Raise the win rate", "Domain 1", "decisive") in kept
    assert stored(published) == before


def test_grid_needs_the_rights_of_an_editor(draft: FrameworkVersion, editor: Client) -> None:
    client = Client()
    assert client.get(grid(draft)).status_code == 302
    client.force_login(make_user(is_staff=True))
    assert client.get(grid(draft)).status_code == 404
    assert client.post(grid(draft), sent(draft)).status_code == 404
    unknown = reverse("admin:assessments_businessgoal_relevance", args=[UUID(int=0)])
    assert editor.get(unknown).status_code == 404


def test_version_page_leads_to_the_grid(editor: Client, draft: FrameworkVersion) -> None:
    page = editor.get(reverse("admin:assessments_frameworkversion_change", args=[draft.pk]))
    assert grid(draft) in page.content.decode()


@pytest.mark.parametrize("domains", [1, 3])
def test_grid_takes_a_constant_number_of_queries(
    editor: Client, domains: int, django_assert_max_num_queries: Any
) -> None:
    draft = make_version(domains=domains, questions=1, publish=False)
    with django_assert_max_num_queries(7):
        assert editor.get(grid(draft)).status_code == 200
