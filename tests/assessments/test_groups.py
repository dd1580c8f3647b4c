"""The groups of rubric people: made by a migration, and what each of them can and cannot do."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse

from accounts.models import User
from assessments.actions.framework import load_framework, new_draft
from assessments.framework_files import check
from assessments.models import Assessment, Domain, FrameworkVersion
from tests.assessments.admin_pages import PARTS, change_url, first_row, form_values, list_url, step_url
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import MIGRATOR, group, groups_migration, staff_client

pytestmark = pytest.mark.django_db
TREE = check(framework_data()).tree
EVERYBODY = ["superuser", "publisher", "editor", "staff", "user"]
PUBLISH = "publish_frameworkversion"


def codes(kind: str) -> set[str]:
    return set(group(kind).permissions.values_list("codename", flat=True))


def test_publishers_may_what_editors_may_and_publish() -> None:
    assert codes("publisher") - codes("editor") == {PUBLISH}
    assert codes("editor") < codes("publisher")


def test_editors_touch_neither_assessments_nor_accounts() -> None:
    allowed = group("editor").permissions.values_list("content_type__app_label", "codename")
    assert ("auditlog", "view_logentry") in allowed
    assert {label for label, _code in allowed} == {"assessments", "auditlog"}
    assert not [code for _label, code in allowed if "assessment" in code or "answer" in code]


def test_migration_is_repeatable_and_reversible() -> None:
    before = codes("publisher")
    groups_migration.make_groups(apps, MIGRATOR)
    assert codes("publisher") == before
    groups_migration.remove_groups(apps, MIGRATOR)
    assert not Group.objects.exists()
    groups_migration.make_groups(apps, MIGRATOR)
    assert codes("publisher") == before


def test_migration_keeps_what_an_installation_added() -> None:
    own = Permission.objects.get(codename="view_organisation")
    group("editor").permissions.add(own)
    groups_migration.make_groups(apps, MIGRATOR)
    assert own in group("editor").permissions.all()


def test_editor_edits_adds_and_deletes_every_part_of_a_draft() -> None:
    client = staff_client("editor")
    draft = load_framework(tree=TREE).version
    for model in PARTS:
        row = first_row(model, draft)
        assert client.get(list_url(model)).status_code == 200
        url = change_url(row)
        assert client.post(url, form_values(client, url)).status_code == 302
        name = model._meta.model_name
        assert client.get(reverse(f"admin:assessments_{name}_add")).status_code == 200
    delete = reverse("admin:assessments_domain_delete", args=[Domain.objects.get(slug="d2").pk])
    assert client.post(delete, {"post": "yes"}).status_code == 302
    assert draft.domains.count() == 1


def test_editor_sees_no_assessment_and_no_account() -> None:
    client = staff_client("editor")
    assert client.get(list_url(Assessment)).status_code == 403
    assert client.get(reverse("admin:accounts_user_changelist")).status_code == 403
    assert User.__name__ not in client.get(reverse("admin:index")).content.decode()


@pytest.mark.parametrize("kind", EVERYBODY)
def test_only_publishers_publish_and_retire(kind: str) -> None:
    client = staff_client(kind)
    draft = load_framework(tree=TREE).version
    may = kind in ("superuser", "publisher")
    for step, status in [("publish", "published"), ("retire", "retired")]:
        refused = {"user": 302, "editor": 403}.get(kind, 404)
        assert client.get(step_url(draft, step)).status_code == (200 if may else refused)
        assert client.post(step_url(draft, step)).status_code == (302 if may else refused)
        draft.refresh_from_db()
        assert draft.status == (status if may else "draft")


@pytest.mark.parametrize("kind", ["publisher", "editor"])
def test_buttons_and_bulk_actions_show_what_one_may(kind: str) -> None:
    client = staff_client(kind)
    draft = load_framework(tree=TREE).version
    may = kind == "publisher"
    for page in (change_url(draft), change_url(draft.framework)):
        said = client.get(page).content.decode()
        assert (step_url(draft, "publish") in said) == may
        assert step_url(draft, "new-draft") in said
        assert 'value="Copy as another draft"' in said
    told = "A rubric publisher can publish this version."
    assert (told in client.get(change_url(draft)).content.decode()) == (not may)
    assert (told in client.get(step_url(draft, "publish")).content.decode()) == (not may)
    assert ("publish_selected" in client.get(list_url(FrameworkVersion)).content.decode()) == may
    action = {"action": "publish_selected", "_selected_action": [str(draft.pk)], "confirmed": "yes"}
    client.post(list_url(FrameworkVersion), action)
    draft.refresh_from_db()
    assert (draft.status == "published") == may


def test_bulk_publishing_asks_first() -> None:
    client = staff_client("publisher")
    draft = load_framework(tree=TREE).version
    action = {"action": "publish_selected", "_selected_action": [str(draft.pk)]}
    page = client.post(list_url(FrameworkVersion), action).content.decode()
    assert "This cannot be undone." in page
    assert str(draft) in page
    draft.refresh_from_db()
    assert draft.is_draft


def version_pages(version: FrameworkVersion) -> dict[str, str]:
    names = ("check", "export", "history", "change")
    pages = {name: reverse(f"admin:assessments_frameworkversion_{name}", args=[version.pk]) for name in names}
    framework = [version.framework_id]
    return pages | {
        "compare": reverse("admin:assessments_framework_compare", args=framework),
        "framework": reverse("admin:assessments_framework_change", args=framework),
        "import": reverse("admin:assessments_framework_import"),
        "log": reverse("admin:auditlog_logentry_changelist"),
    }


@pytest.mark.parametrize("kind", [*EVERYBODY, "anonymous"])
def test_version_pages_open_to_rubric_people_only(kind: str) -> None:
    version = load_framework(tree=TREE, publish_it=True).version
    client = Client() if kind == "anonymous" else staff_client(kind)
    for name, url in version_pages(version).items():
        status: Any = client.get(url).status_code
        if kind in ("superuser", "publisher", "editor"):
            assert status == 200, name
        else:
            assert status in ((403, 404) if kind == "staff" else (302,)), name


def test_draft_is_deleted_by_an_editor_and_a_published_version_is_not() -> None:
    client = staff_client("editor")
    published = load_framework(tree=TREE, publish_it=True).version
    draft = new_draft(version=published)
    delete = {
        v.pk: reverse("admin:assessments_frameworkversion_delete", args=[v.pk]) for v in (draft, published)
    }
    page = client.get(delete[draft.pk]).content.decode()
    assert "Questions: 4" in page
    assert client.post(delete[draft.pk], {"post": "yes"}).status_code == 302
    client.post(delete[published.pk], {"post": "yes"})
    assert list(FrameworkVersion.objects.all()) == [published]


def test_groups_are_made_where_there_is_no_permission_yet() -> None:
    """As in a new database, whose permissions Django makes after the last migration."""
    names = [groups_migration.EDITORS, groups_migration.PUBLISHERS]
    Group.objects.all().delete()
    Permission.objects.all().delete()
    groups_migration.make_groups(apps, MIGRATOR)
    editors, publishers = (
        set(Group.objects.get(name=name).permissions.values_list("codename", flat=True)) for name in names
    )
    assert publishers - editors == {PUBLISH}
    assert {"change_anchor", "view_logentry", "delete_kpi"} < editors
