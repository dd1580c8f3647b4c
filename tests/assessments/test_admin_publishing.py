"""Publishing, retiring, copying and exporting a version in the admin: every fault is named."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from assessments.actions.framework import new_draft
from assessments.framework_files import write
from assessments.models import (
    Anchor,
    Domain,
    FrameworkVersion,
    Level,
    Question,
    Rubric,
    WarningSign,
)
from tests.assessments.admin_pages import (
    PARTS,
    SEPARATOR,
    TREE,
    act,
    change_url,
    list_url,
    status,
    step_url,
)
from tests.factories import make_user

pytestmark = pytest.mark.django_db


def test_refused_publishing_names_every_fault_and_its_place(editor: Client, draft: FrameworkVersion) -> None:
    domain = Domain.objects.get(slug="d1")
    Domain.objects.filter(slug="d1").update(why_en="")
    Anchor.objects.filter(question__slug="d1-q1", level__rubric__slug="four", level__rank=1).update(
        next_step_en=""
    )
    WarningSign.objects.all().delete()
    (said,) = act(editor, "publish_selected", draft)
    assert said.startswith("Version 1 was not published: 4 faults.<ul>")
    faults = [line.partition(";")[0] for line in re.findall(r">([^<]+)</a>", said)]
    assert [fault.split(SEPARATOR) for fault in faults] == [
        ["Domain 1", "why it matters: text in English is missing"],
        ["Domain 1", "How do you d1-q1?", "4 levels", "1 name 1", "next step: is missing"],
        ["Domain 1: has no warning sign that points at it"],
        ["Domain 2: has no warning sign that points at it"],
    ]
    assert change_url(domain) in said
    assert change_url(Question.objects.get(slug="d1-q1")) in said
    draft.refresh_from_db()
    assert draft.is_draft


def test_many_faults_are_counted_and_not_all_shown(editor: Client, draft: FrameworkVersion) -> None:
    twin = new_draft(version=draft)
    Anchor.objects.filter(question__domain__version=twin).delete()
    Level.objects.filter(rubric__version=twin, rank=1).update(name_en="", today_en="", risk_en="")
    (said,) = act(editor, "publish_selected", twin)
    assert said.count("<li>") == 46
    Domain.objects.filter(version=twin).update(name_en="", question_en="", why_en="")
    Rubric.objects.filter(version=twin).update(name_en="")
    said = act(editor, "publish_selected", twin)[-1]
    assert said.count("<li>") == 50
    assert said.endswith("4 more faults are not shown.")


def test_hostile_text_in_a_fault_stays_text(editor: Client, draft: FrameworkVersion) -> None:
    Domain.objects.filter(slug="d1").update(slug="<script>alert(1)</script>")
    data = {"action": "publish_selected", "_selected_action": [str(draft.pk)], "confirmed": "yes"}
    page = editor.post(list_url(FrameworkVersion), data, follow=True).content.decode()
    assert "<script>alert(1)" not in page
    assert "must be a slug" in page


def test_version_is_published_retired_and_copied(editor: Client, draft: FrameworkVersion) -> None:
    for action, said in [
        ("publish_selected", "Small · 1 is published."),
        ("publish_selected", "Small · 1: Somebody has published it already."),
        ("copy_selected", "Small · 2 is a new draft."),
        ("retire_selected", "Small · 1 is retired."),
    ]:
        assert act(editor, action, draft)[-1] == said
    states = FrameworkVersion.objects.order_by("number").values_list("number", "status")
    assert list(states) == [(1, "retired"), (2, "draft")]


def test_version_page_publishes_and_retires_after_asking(editor: Client, draft: FrameworkVersion) -> None:
    for step, before, after in [("publish", "draft", "published"), ("retire", "published", "retired")]:
        assert step_url(draft, step) in editor.get(change_url(draft)).content.decode()
        assert "This cannot be undone." in editor.get(step_url(draft, step)).content.decode()
        assert status(draft) == before
        assert editor.post(step_url(draft, step)).status_code == 302
        assert status(draft) == after
    assert step_url(draft, "publish") not in editor.get(change_url(draft)).content.decode()


def test_version_page_makes_a_new_draft_and_opens_it(editor: Client, published: FrameworkVersion) -> None:
    assert step_url(published, "new-draft") in editor.get(change_url(published)).content.decode()
    page = editor.post(step_url(published, "new-draft"), follow=True)
    newest = FrameworkVersion.objects.get(number=2)
    assert page.redirect_chain == [(change_url(newest), 302)]
    assert "Small · 2 is a new draft." in page.content.decode()


@pytest.mark.parametrize("step", ["publish", "retire", "new-draft"])
def test_steps_need_the_right_to_change_versions(draft: FrameworkVersion, step: str) -> None:
    client = Client()
    client.force_login(make_user(is_staff=True))
    assert client.post(step_url(draft, step)).status_code == 404
    assert status(draft) == "draft"


def test_version_page_leads_to_its_own_parts(editor: Client, published: FrameworkVersion) -> None:
    draft = new_draft(version=published)
    parts = editor.get(change_url(draft)).context["parts"]
    assert len(parts) == len(PARTS)
    for part in parts:
        rows = editor.get(part["url"]).context["cl"].result_list
        assert {row.framework_version() for row in rows} == {draft}


def test_newest_published_version_is_marked_current(editor: Client, published: FrameworkVersion) -> None:
    newer = new_draft(version=published)
    page = editor.get(list_url(FrameworkVersion)).content.decode()
    assert re.findall(r'field-state">([^<]+)<', page) == ["draft", "published, current"]
    act(editor, "publish_selected", newer)
    page = editor.get(list_url(FrameworkVersion)).content.decode()
    assert re.findall(r'field-state">([^<]+)<', page) == ["published, current", "published"]


def test_version_is_exported_as_a_file(editor: Client, published: FrameworkVersion) -> None:
    url = reverse("admin:assessments_frameworkversion_export", args=[published.pk])
    assert url in editor.get(change_url(published)).content.decode()
    response = editor.get(url)
    assert response.content.decode() == write(TREE)
    assert response["Content-Disposition"] == 'attachment; filename="small-1.yaml"'
    unknown = reverse("admin:assessments_frameworkversion_export", args=[UUID(int=0)])
    assert editor.get(unknown).status_code == 404


def test_export_needs_the_right_to_see_versions(published: FrameworkVersion) -> None:
    client = Client()
    client.force_login(make_user(is_staff=True))
    url = reverse("admin:assessments_frameworkversion_export", args=[published.pk])
    assert client.get(url).status_code == 404
