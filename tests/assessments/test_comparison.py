"""What changed between two versions, as pure data."""

from collections.abc import Callable
from time import process_time
from typing import Any

import pytest

from assessments.comparison import Budget, FieldChange, How, compare, count, word_differences
from assessments.framework_files import check
from tests.assessments.framework_file_samples import framework_data, said

Edit = Callable[[dict[str, Any]], None]


def changes(edit: Edit) -> list[tuple[Any, ...]]:
    """Key, what happened and the fields, for each part that differs after an edit."""
    data = framework_data()
    edit(data)
    found = compare(check(framework_data()).tree, check(data).tree)
    return [(change.key, *change.how, *change.fields) for change in found]


def test_equal_trees_have_no_changes() -> None:
    assert changes(lambda data: None) == []


def test_changed_text_is_named_with_its_language_before_and_after() -> None:
    def edit(data: dict[str, Any]) -> None:
        data["domains"][0]["questions"][0]["text"] = {"en": "How is it?", "tr": "Nasıl?"}

    (question,) = changes(edit)
    assert question[:2] == (("question", "d1-q1"), How.CHANGED)
    assert set(question[2:]) == {
        FieldChange("text", "en", "How do you d1-q1?", "How is it?"),
        FieldChange("text", "tr", None, "Nasıl?"),
    }


@pytest.mark.parametrize(
    ("edit", "key", "field"),
    [
        (lambda d: d["domains"][0].update(weight=3), ("domain", "d1"), ("weight", "", 1, 3)),
        (
            lambda d: d["domains"][1]["questions"][1].update(key=True),
            ("question", "d2-q2"),
            ("key", "", False, True),
        ),
        (lambda d: d["rubrics"][0].update(evidence_from=4), ("rubric", "four"), ("evidence_from", "", 3, 4)),
        (lambda d: d["goals"][0]["relevance"].update(d2=1), ("goal", "g1"), ("relevance", "d2", None, 1)),
        (lambda d: d["kpis"][0].update(kind="lagging"), ("kpi", "k1"), ("kind", "", "leading", "lagging")),
    ],
    ids=["weight", "key", "evidence", "relevance", "kind"],
)
def test_changed_number_or_choice_is_named(edit: Edit, key: Any, field: Any) -> None:
    assert changes(edit) == [(key, How.CHANGED, FieldChange(*field))]


def test_changed_parameter_belongs_to_the_framework() -> None:
    data = framework_data() | {"scoring": {"sign_bonus": 1}}
    (change,) = compare(check(framework_data()).tree, check(data).tree)
    assert change.key == ("framework",)
    assert [(field.name, field.after) for field in change.fields] == [("sign_bonus", 1)]


def test_changed_anchor_is_named_by_question_rubric_and_rank() -> None:
    def edit(data: dict[str, Any]) -> None:
        data["domains"][0]["questions"][0]["anchors"]["four"][1]["statement"] = said("New", "nl")

    (anchor,) = changes(edit)
    assert anchor[:2] == (("anchor", "d1-q1", "four", 2), How.CHANGED)
    assert [field.after for field in anchor[2:]] == ["New", "New (nl)"]


def test_swapped_questions_move_and_their_anchors_do_not() -> None:
    found = changes(lambda data: data["domains"][0]["questions"].reverse())
    assert len(found) == 1
    assert found[0][0][0] == "question"
    assert found[0][1:] == (How.MOVED,)


def test_question_of_another_domain_now_is_moved() -> None:
    def edit(data: dict[str, Any]) -> None:
        data["domains"][1]["questions"].append(data["domains"][0]["questions"].pop())

    assert changes(edit) == [(("question", "d1-q2"), How.MOVED)]


def test_added_and_removed_questions_come_with_their_anchors_in_place() -> None:
    def edit(data: dict[str, Any]) -> None:
        data["domains"][0]["questions"][1]["slug"] = "other"

    found = changes(edit)
    assert [key for key, how, *_rest in found if how == How.ADDED and key[0] == "question"] == [
        ("question", "other")
    ]
    assert [key for key, how, *_rest in found if how == How.REMOVED and key[0] == "question"] == [
        ("question", "d1-q2")
    ]
    assert len([key for key, *_rest in found if key[0] == "anchor"]) == 12


def test_changes_are_counted() -> None:
    data = framework_data()
    data["domains"][0]["questions"].reverse()
    data["domains"][1]["weight"] = 2
    found = compare(check(framework_data()).tree, check(data).tree)
    assert count(found) == {How.ADDED: 0, How.REMOVED: 0, How.MOVED: 1, How.CHANGED: 1}


@pytest.mark.parametrize(
    ("before", "after", "removed", "added"),
    [
        ("We sell by habit.", "We sell by plan.", ["habit"], ["plan"]),
        ("", "New words", [], ["New words"]),
        ("Same", "Same", [], []),
        ("İş yeri", "İş planı", ["yeri"], ["planı"]),
        ("From 0.25 to 1.", "From 0.2 to 1,500.", ["0.25", "1"], ["0.2", "1,500"]),
    ],
)
def test_words_that_differ_are_marked_and_nothing_is_lost(
    before: str, after: str, removed: list[str], added: list[str]
) -> None:
    left, right = word_differences(before, after)
    assert "".join(run.text for run in left) == before
    assert "".join(run.text for run in right) == after
    assert [run.text for run in left if run.how] == removed
    assert [run.text for run in right if run.how] == added


@pytest.mark.parametrize("words", ["a ", "a b c ", "a, b. "])
def test_text_that_would_take_too_long_changes_as_a_whole(words: str) -> None:
    before, after = words * 50_000, "x " + words * 50_001
    started = process_time()
    left, right = word_differences(before, after)
    assert process_time() - started < 2
    assert [(run.how, run.text) for run in left] == [(How.REMOVED, before)]
    assert [(run.how, run.text) for run in right] == [(How.ADDED, after)]


def test_long_text_with_other_words_is_still_marked_word_by_word() -> None:
    words = [f"word{number}" for number in range(700)]
    left, right = word_differences(" ".join(words), " ".join([*words[:350], "new", *words[351:]]))
    assert [run.text for run in left if run.how] == ["word350"]
    assert [run.text for run in right if run.how] == ["new"]


def test_page_of_many_texts_has_one_budget() -> None:
    budget = Budget(pairs=10)
    texts = ("one two three four", "one two three five")
    marked = [word_differences(*texts, budget)[0][0].how for _text in range(5)]
    assert marked == [None, None, None, How.REMOVED, How.REMOVED]
