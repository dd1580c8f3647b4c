"""Loading, publishing, retiring and copying framework versions."""

from typing import Any

import pytest

from assessments.actions.framework import Outcome, load_framework, new_draft, publish, retire
from assessments.framework_files import FrameworkFileError, check, digest
from assessments.framework_files.database import to_tree
from assessments.models import Anchor, Domain, Framework, FrameworkVersion, Level, Question
from scoring import load
from tests.assessments.framework_file_samples import framework_data, said
from tests.factories import make_sealed

pytestmark = pytest.mark.django_db
NO_ENGLISH = "text in English is missing; write it, since it is shown where a language has none"
TREE = check(framework_data()).tree


def tree_named(name: str) -> Any:
    data = framework_data()
    data["domains"][0]["name"] = said(name)
    return check(data).tree


def versions() -> list[tuple[int, str, str]]:
    """Number, status and the name of the first domain."""
    rows = FrameworkVersion.objects.order_by("number")
    return [(row.number, row.status, row.domains.get(slug="d1").name) for row in rows]


def test_first_load_makes_a_draft() -> None:
    loaded = load_framework(tree=TREE)
    assert (loaded.outcome, loaded.edited, loaded.published) == (Outcome.CREATED, False, False)
    assert versions() == [(1, "draft", "Domain 1")]


def test_second_load_changes_nothing() -> None:
    first = load_framework(tree=TREE).version
    loaded = load_framework(tree=TREE)
    assert (loaded.outcome, loaded.version) == (Outcome.UNCHANGED, first)


def test_publishing_load_publishes_a_draft_loaded_earlier() -> None:
    load_framework(tree=TREE)
    assert load_framework(tree=TREE, publish_it=True).published
    assert versions() == [(1, "published", "Domain 1")]
    assert not load_framework(tree=TREE, publish_it=True).published


def test_changed_file_makes_a_new_draft_beside_the_published_version() -> None:
    load_framework(tree=TREE, publish_it=True)
    assert load_framework(tree=tree_named("New")).outcome == Outcome.CREATED
    assert versions() == [(1, "published", "Domain 1"), (2, "draft", "New")]


def test_question_that_was_only_translated_means_what_it_meant() -> None:
    load_framework(tree=TREE, publish_it=True)
    data = framework_data()
    first, second = data["domains"][0]["questions"]
    first["anchors"]["four"][0]["statement"]["tr"] = "Hiçbiri"
    second["text"] = said("How often?", "tr")
    other = data["domains"][1]["questions"][0]
    other["hint"] = said("Newly hinted.")
    load_framework(tree=check(data).tree)
    marked = Question.objects.filter(same_meaning=True).values_list("domain__version__number", "slug")
    assert list(marked) == [(2, "d1-q1")]


def test_changed_file_replaces_a_draft_that_nobody_edited() -> None:
    load_framework(tree=TREE)
    assert load_framework(tree=tree_named("New")).outcome == Outcome.REPLACED
    assert versions() == [(1, "draft", "New")]


def test_edited_draft_is_neither_replaced_nor_published() -> None:
    load_framework(tree=TREE)
    Domain.objects.filter(slug="d1").update(name_en="Edited", name="Edited")
    same = load_framework(tree=TREE, publish_it=True)
    assert (same.outcome, same.edited, same.published) == (Outcome.UNCHANGED, True, False)
    load_framework(tree=tree_named("New"), publish_it=True)
    assert versions() == [(1, "draft", "Edited"), (2, "published", "New")]


def test_file_exported_from_an_edited_draft_loads_into_that_draft() -> None:
    load_framework(tree=TREE)
    Domain.objects.filter(slug="d1").update(name_en="Edited", name="Edited")
    exported = to_tree(FrameworkVersion.objects.get())
    assert load_framework(tree=exported).outcome == Outcome.UNCHANGED
    assert load_framework(tree=exported, publish_it=True).published
    assert versions() == [(1, "published", "Edited")]


def test_draft_copied_in_the_admin_is_never_replaced() -> None:
    load_framework(tree=TREE, publish_it=True)
    new_draft(version=FrameworkVersion.objects.get())
    load_framework(tree=tree_named("New"))
    assert versions() == [(1, "published", "Domain 1"), (2, "draft", "Domain 1"), (3, "draft", "New")]


def test_reverted_file_is_a_change_again() -> None:
    load_framework(tree=TREE, publish_it=True)
    load_framework(tree=tree_named("New"), publish_it=True)
    load_framework(tree=TREE, publish_it=True)
    assert versions() == [
        (1, "published", "Domain 1"),
        (2, "published", "New"),
        (3, "published", "Domain 1"),
    ]


def test_changed_label_of_the_framework_comes_from_the_file() -> None:
    load_framework(tree=TREE)
    data = framework_data()
    data["name"] = said("Renamed", "nl")
    load_framework(tree=check(data).tree)
    assert Framework.objects.values_list("name_en", "name_nl").get() == ("Renamed", "Renamed (nl)")


def test_publishing_sets_the_time_and_happens_once() -> None:
    version = load_framework(tree=TREE).version
    published = publish(version=version)
    assert published.published_at is not None
    with pytest.raises(ValueError, match="Somebody has published it already"):
        publish(version=version)


def test_incomplete_draft_is_not_published_and_every_fault_is_named() -> None:
    version = load_framework(tree=TREE).version
    Anchor.objects.filter(question__slug="d2-q1", level__rank=4).delete()
    Domain.objects.filter(slug="d1").update(why_en="")
    with pytest.raises(FrameworkFileError) as caught:
        publish(version=version)
    assert caught.value.faults == [
        f"domains[0].why: {NO_ENGLISH}",
        f"domains[1].questions[0].anchors.four[3].statement: {NO_ENGLISH}",
    ]
    version.refresh_from_db()
    assert version.is_draft


def test_gap_in_the_ranks_is_not_published() -> None:
    version = load_framework(tree=TREE).version
    Level.objects.filter(rubric__slug="four", rank=4).update(rank=5)
    with pytest.raises(FrameworkFileError, match=r"rubrics\.four: the ranks of the levels must run from 1"):
        publish(version=version)


def test_only_a_published_version_is_retired() -> None:
    version = load_framework(tree=TREE).version
    with pytest.raises(ValueError, match="Only a published version"):
        retire(version=version)
    publish(version=version)
    assert retire(version=version).status == "retired"
    version.refresh_from_db()
    assert version.status == "retired"


def test_new_draft_is_a_deep_copy_with_the_next_number() -> None:
    version = load_framework(tree=TREE, publish_it=True).version
    draft = new_draft(version=version)
    assert (draft.number, draft.status, draft.loaded_digest) == (2, "draft", "")
    assert digest(to_tree(draft)) == digest(TREE)
    draft.domains.all().delete()
    assert version.domains.count() == 2


def test_assessment_stays_on_its_version_and_its_result_unchanged() -> None:
    version = load_framework(tree=TREE, publish_it=True).version
    assessment = make_sealed(version=version)
    before = assessment.stored_result.data
    load_framework(tree=tree_named("New"), publish_it=True)
    retire(version=version)
    assessment.refresh_from_db()
    assert assessment.version == version
    assert assessment.stored_result.data == before
    assert load(before).overall.level == 2
