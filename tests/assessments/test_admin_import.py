"""Import of a framework file in the admin: refused whole, or previewed and then imported as previewed."""

import re
from typing import Any

import pytest
import yaml
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from assessments.actions.framework import load_framework, new_draft
from assessments.framework_files import FrameworkTree, check, digest, write
from assessments.framework_files.database import to_tree
from assessments.framework_files.reading import MAX_BYTES
from assessments.models import Domain, Framework, FrameworkVersion
from tests.assessments.framework_file_samples import framework_data, said
from tests.assessments.staff import staff_client

pytestmark = pytest.mark.django_db
URL = "/admin/assessments/framework/import/"


def tree_named(name: str) -> FrameworkTree:
    data = framework_data()
    data["domains"][0]["name"] = said(name)
    return check(data).tree


TREE = tree_named("Domain 1")


@pytest.fixture
def editor() -> Client:
    return staff_client("editor")


def upload(client: Client, content: str | bytes) -> HttpResponse:
    data = content.encode() if isinstance(content, str) else content
    return client.post(URL, {"file": SimpleUploadedFile("small.yaml", data)})


def confirm(client: Client, page: HttpResponse) -> HttpResponse:
    found = re.search(r'name="token" value="([^"]+)"', page.content.decode())
    assert found is not None, "there is nothing to confirm"
    return client.post(URL, {"token": found[1]})


def versions() -> list[tuple[int, str, str]]:
    rows = FrameworkVersion.objects.order_by("number")
    return [(row.number, row.status, row.domains.get(slug="d1").name) for row in rows]


def everything() -> list[Any]:
    return [list(model.objects.order_by("pk").values()) for model in (Framework, FrameworkVersion, Domain)]


def test_lists_and_pages_lead_to_the_import(editor: Client) -> None:
    framework = load_framework(tree=TREE).version.framework
    assert reverse("admin:assessments_framework_import") == URL
    for page in ("changelist", "change"):
        args = [framework.pk] if page == "change" else []
        assert URL in editor.get(reverse(f"admin:assessments_framework_{page}", args=args)).content.decode()


def test_new_framework_is_previewed_and_then_imported(editor: Client) -> None:
    page = upload(editor, write(TREE))
    assert "The file becomes draft 1 of a new framework, “small”." in page.content.decode()
    assert not Framework.objects.exists()
    assert confirm(editor, page).status_code == 302
    version = FrameworkVersion.objects.get()
    assert (version.status, digest(to_tree(version))) == ("draft", digest(TREE))


def test_changed_file_shows_what_changes_and_becomes_a_draft(editor: Client) -> None:
    load_framework(tree=TREE, publish_it=True)
    page = upload(editor, write(tree_named("Market 1")))
    assert "The file becomes draft 2. Published versions stay as they are." in page.content.decode()
    (row,) = page.context["preview"].rows
    assert [(field.before, field.after) for field in row.fields] == [
        ("<del>Domain</del> 1", "<ins>Market</ins> 1")
    ]
    confirm(editor, page)
    assert versions() == [(1, "published", "Domain 1"), (2, "draft", "Market 1")]


def test_imported_draft_that_nobody_edited_is_replaced(editor: Client) -> None:
    load_framework(tree=TREE)
    page = upload(editor, write(tree_named("New")))
    assert "The file replaces draft 1" in page.content.decode()
    confirm(editor, page)
    assert versions() == [(1, "draft", "New")]


def test_edited_draft_is_left_alone(editor: Client) -> None:
    load_framework(tree=TREE)
    Domain.objects.filter(slug="d1").update(name_en="Edited", name="Edited")
    page = upload(editor, write(tree_named("New")))
    assert "Draft 1, which was edited, stays as it is." in page.content.decode()
    confirm(editor, page)
    assert versions() == [(1, "draft", "Edited"), (2, "draft", "New")]


def test_unchanged_file_has_nothing_to_confirm(editor: Client) -> None:
    load_framework(tree=TREE, publish_it=True)
    page = upload(editor, write(TREE)).content.decode()
    assert "Version 1 already says what this file says." in page
    assert 'name="token"' not in page


def test_missing_translations_are_told_before_the_import(editor: Client) -> None:
    page = upload(editor, write(TREE)).content.decode()
    assert re.search(r"Türkçe: \d+ of \d+ texts are missing", page)


def test_faulty_file_is_refused_whole_with_every_fault(editor: Client) -> None:
    data = framework_data()
    data["domains"][0]["weight"] = 0
    del data["rubrics"][0]["levels"][0]["risk"]
    page = upload(editor, yaml_of(data)).content.decode()
    assert "Nothing was imported." in page
    faults = re.findall(r"<li>small\.yaml: ([^:]+):", page)
    assert faults == ["rubrics[0].levels[0].risk", "domains[0].weight"]
    assert not Framework.objects.exists()


def yaml_of(data: dict[str, Any]) -> str:
    return yaml.safe_dump(data, allow_unicode=True)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\xff\xfe\x00s",
        b"a: !!python/object/apply:os.system [id]",
        b"a: &a [x]\nb: *a",
        b"slug: <script>alert(1)</script>",
        b"x" * (MAX_BYTES + 10),
        b"[" * 5000,
    ],
    ids=["empty", "utf-16", "tag", "anchor", "script", "large", "deep"],
)
def test_hostile_file_is_refused_and_its_words_stay_text(editor: Client, content: bytes) -> None:
    page = upload(editor, content)
    html = page.content.decode()
    assert page.status_code == 200
    assert "errornote" in html or "errorlist" in html
    assert 'name="token"' not in html
    assert "<script>alert" not in html
    assert not Framework.objects.exists()


def test_server_keeps_no_more_of_an_upload_than_a_framework_file_may_hold(editor: Client) -> None:
    page = upload(editor, b"a" * (2 * MAX_BYTES))
    assert "is larger than 2 MB" in page.content.decode()
    assert page.wsgi_request.FILES["file"].size == MAX_BYTES + 1


def test_framework_changed_since_the_preview_is_shown_again(editor: Client) -> None:
    load_framework(tree=TREE)
    page = upload(editor, write(tree_named("New")))
    Domain.objects.filter(slug="d1").update(name_en="Edited", name="Edited")
    again = confirm(editor, page)
    assert "The framework changed meanwhile." in "".join(map(str, get_messages(again.wsgi_request)))
    assert "Draft 1, which was edited, stays as it is." in again.content.decode()
    assert versions() == [(1, "draft", "Edited")]
    confirm(editor, again)
    assert versions() == [(1, "draft", "Edited"), (2, "draft", "New")]


@pytest.mark.parametrize("token", ["", "forged", "eyJhIjoxfQ:1abc:def"])
def test_forged_preview_imports_nothing(editor: Client, token: str) -> None:
    page = editor.post(URL, {"token": token}, follow=True)
    assert "The preview is no longer valid." in page.content.decode()
    assert not Framework.objects.exists()


def test_preview_of_somebody_else_imports_nothing(editor: Client) -> None:
    page = upload(editor, write(TREE))
    confirm(staff_client("publisher"), page)
    assert not Framework.objects.exists()


def test_changed_token_imports_nothing(editor: Client) -> None:
    token = re.search(r'name="token" value="([^"]+)"', upload(editor, write(TREE)).content.decode())
    assert token is not None
    editor.post(URL, {"token": f"A{token[1]}"})
    assert not Framework.objects.exists()


def break_insertion_of_kpis() -> None:
    """The last table that an import fills refuses its rows, as when the connection breaks half-way."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "CREATE TRIGGER broken BEFORE INSERT ON assessments_kpi "
                "BEGIN SELECT RAISE(ABORT, 'broken'); END"
            )
            return
        cursor.execute(
            "CREATE FUNCTION broken() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            "CREATE TRIGGER broken BEFORE INSERT ON assessments_kpi FOR EACH ROW EXECUTE FUNCTION broken()"
        )


@pytest.mark.parametrize("before", ["nothing", "draft to be replaced"])
def test_import_that_breaks_half_way_changes_nothing(editor: Client, before: str) -> None:
    if before != "nothing":
        load_framework(tree=TREE)
    data = framework_data()
    data["name"], data["domains"][0]["weight"] = said("Renamed"), 2
    page = upload(editor, write(check(data).tree))
    stored = everything()
    break_insertion_of_kpis()
    with pytest.raises(DatabaseError, match="broken"):
        confirm(editor, page)
    assert everything() == stored


def test_import_of_an_export_changes_nothing(editor: Client) -> None:
    draft = new_draft(version=load_framework(tree=TREE, publish_it=True).version)
    exported = editor.get(reverse("admin:assessments_frameworkversion_export", args=[draft.pk])).content
    assert "already says what this file says" in upload(editor, exported).content.decode()
