"""A framework tree into the database and out again; the same content with and without a database."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from assessments.content import from_version
from assessments.framework_files import check, content, loads, write
from assessments.framework_files.database import columns, create_draft, to_tree
from assessments.models import Anchor, Domain, Framework, FrameworkVersion, Question
from tests.assessments.framework_file_samples import framework_data, said

pytestmark = pytest.mark.django_db


def make_draft(data: dict[str, Any] | None = None) -> FrameworkVersion:
    tree = check(data or framework_data()).tree
    framework = Framework.objects.create(slug=tree.slug, **columns(name=tree.name, summary=tree.summary))
    return create_draft(framework, tree, number=1)


def three_languages() -> dict[str, Any]:
    data = framework_data()
    data["domains"][0]["name"] = said("Strategy", "tr", "nl")
    data["domains"][0]["questions"][0]["anchors"]["four"][0]["statement"] = said("Nothing", "tr")
    data["scoring"] = {"sign_bonus": Decimal("0.125"), "weakest_bonus": 2, "third_gap_share": 0}
    return data


def test_tree_comes_back_out_of_the_database_unchanged() -> None:
    tree = check(three_languages()).tree
    assert to_tree(make_draft(three_languages())) == tree


@pytest.mark.parametrize("language", ["en", "tr", "nl"])
@pytest.mark.parametrize("rubric", ["four", "two"])
def test_content_is_the_same_with_and_without_a_database(language: str, rubric: str) -> None:
    tree = check(three_languages()).tree
    version = make_draft(three_languages())
    with translation.override(language):
        stored = from_version(version, version.rubrics.get(slug=rubric))
    assert replace(stored, number=None) == content(tree, rubric, language)


def test_content_falls_back_to_english() -> None:
    shown = content(check(three_languages()).tree, "four", "nl")
    assert shown.domains[0].name == "Strategy (nl)"
    assert shown.domains[0].questions[0].anchors[0].statement == "Nothing"


def test_content_of_an_unknown_rubric_raises() -> None:
    with pytest.raises(KeyError):
        content(check(framework_data()).tree, "nine", "en")


def test_draft_takes_a_constant_number_of_queries(
    django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(20):
        version = make_draft()
    version = FrameworkVersion.objects.select_related("framework").get(pk=version.pk)
    with django_assert_num_queries(11):
        to_tree(version)


def test_missing_anchor_of_a_draft_is_named_with_its_level() -> None:
    version = make_draft()
    Anchor.objects.filter(question__slug="d1-q1", level__rank=2, level__rubric__slug="four").delete()
    text = write(to_tree(version))
    with pytest.raises(
        ValueError, match=r"domains\[0\].questions\[0\].anchors.four\[1\].statement: text in En"
    ):
        loads(text.encode())


def test_line_ends_of_a_browser_are_written_as_plain_ones() -> None:
    version = make_draft()
    Domain.objects.filter(slug="d1").update(why_en="One\r\n\r\nTwo")
    assert to_tree(version).domains[0].why == {"en": "One\n\nTwo"}


def test_positions_follow_the_file() -> None:
    version = make_draft()
    asked = Question.objects.filter(domain__version=version, domain__slug="d2").order_by("position")
    assert list(asked.values_list("slug", "position")) == [("d2-q1", 1), ("d2-q2", 2)]
