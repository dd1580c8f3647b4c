"""The admin refuses, in words, what belongs elsewhere or is longer than a text may be; nothing is written."""

from typing import Any

import pytest
from django.test import Client

from assessments.actions.framework import load_framework, new_draft
from assessments.framework_files import check, write
from assessments.framework_files.database import to_tree
from assessments.models import Domain, FrameworkVersion, Level, Question, Rubric
from assessments.models.framework import LONGEST_TEXT
from tests.assessments.admin_pages import change_url, first_row, form_values
from tests.assessments.framework_file_samples import framework_data
from tests.assessments.staff import staff_client

pytestmark = pytest.mark.django_db
TREE = check(framework_data()).tree
MEANWHILE = "Someone changed these rows meanwhile. Open the page again."
ANOTHER = "This belongs to another version of the framework."


@pytest.fixture
def editor() -> Client:
    return staff_client("editor")


@pytest.fixture
def published() -> FrameworkVersion:
    return load_framework(tree=TREE, publish_it=True).version


@pytest.fixture
def draft(published: FrameworkVersion) -> FrameworkVersion:
    return new_draft(version=published)


def refused(client: Client, row: Any, words: str, **changes: Any) -> None:
    """Sends a row's form with some changes: it comes back with the words, and no version has changed."""
    versions = [(version, write(to_tree(version))) for version in FrameworkVersion.objects.all()]
    url = change_url(row)
    page = client.post(url, form_values(client, url) | changes)
    assert page.status_code == 200
    assert words in page.content.decode()
    assert all(write(to_tree(version)) == before for version, before in versions)


@pytest.mark.parametrize("whose", ["published", "other rubric"])
def test_level_of_another_rubric_is_refused(
    editor: Client, published: FrameworkVersion, draft: FrameworkVersion, whose: str
) -> None:
    rubric = draft.rubrics.get(slug="four")
    other = {"published": published.rubrics.get(slug="four"), "other rubric": draft.rubrics.get(slug="two")}
    foreign = Level.objects.filter(rubric=other[whose]).first()
    changes = {"levels-0-id": str(foreign.pk), "levels-0-name_en": "Rewritten", "name_en": "Rewritten"}
    refused(editor, rubric, MEANWHILE, **changes)


@pytest.mark.parametrize("model", [Domain, Question, Rubric])
def test_another_version_named_for_a_stored_part_is_refused(
    editor: Client, published: FrameworkVersion, draft: FrameworkVersion, model: Any
) -> None:
    refused(editor, first_row(model, draft), ANOTHER, version=str(published.pk), weight="7")


def test_another_rubric_named_for_a_stored_part_is_refused(editor: Client, draft: FrameworkVersion) -> None:
    rubric, other = draft.rubrics.all()
    for row in (rubric, rubric.levels.first()):
        refused(editor, row, ANOTHER, rubric=str(other.pk), name_en="Rewritten")


def test_own_version_named_for_a_stored_part_is_saved(editor: Client, draft: FrameworkVersion) -> None:
    domain = first_row(Domain, draft)
    url = change_url(domain)
    values = form_values(editor, url) | {"version": str(draft.pk), "weight": "7"}
    assert editor.post(url, values).status_code == 302
    domain.refresh_from_db()
    assert domain.weight == 7


@pytest.mark.parametrize("name", ["text_nl", "anchors-0-statement_en"])
def test_text_beyond_the_limit_is_refused_with_all_of_it_kept(
    editor: Client, draft: FrameworkVersion, name: str
) -> None:
    question = first_row(Question, draft)
    words = "long " * (LONGEST_TEXT // 5) + "!"
    refused(editor, question, f"at most {LONGEST_TEXT} characters (it has {len(words)})", **{name: words})
    refused(editor, question, words, **{name: words})
