"""What the next round keeps of the last one, on the same and on a newer framework version."""

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from assessments.actions import (
    AnswerContent,
    IncompleteError,
    NoVersionError,
    add_respondent,
    open_next_round,
    save_answer,
    submit,
)
from assessments.models import Answer, Assessment, FrameworkVersion, Respondent
from tests.assessments.next_versions import (
    Edit,
    drop,
    drop_top_level,
    make_key,
    move,
    publish_next,
    question_of,
    rename_rubric,
    restate,
    retire,
    reword,
)
from tests.factories import (
    answer_all,
    make_assessment,
    make_organisation,
    make_sealed,
    make_user,
    make_version,
)

pytestmark = pytest.mark.django_db
NOTE = "See the handbook."


def make_answered(version: FrameworkVersion, **fields: object) -> Assessment:
    """Sealed: d1-q1 at level 1, d1-q2 at 3 with a note, d2-q1 unknown, d2-q2 not applicable."""
    assessment = make_assessment(version, **fields)
    respondent = assessment.respondents.get()
    answer_all(respondent, {"d1-q1": 1, "d1-q2": 3})
    level = assessment.rubric.levels.get
    for slug, content in {
        "d1-q2": AnswerContent(state="level", level=level(rank=3), note=NOTE),
        "d2-q1": AnswerContent(state="unknown"),
        "d2-q2": AnswerContent(state="not_applicable", reason="We sell through partners."),
    }.items():
        question = question_of(assessment.version, slug)
        save_answer(respondent=respondent, question=question, content=content, seen=1)
    return submit(assessment=assessment)[0]


def said(respondent: Respondent) -> dict[str, tuple[str, int | None, bool]]:
    """State, rank and whether reworded, by question."""
    answers = respondent.answers.select_related("question", "level").order_by("question__slug")
    return {
        answer.question.slug: (answer.state, answer.level.rank if answer.level else None, answer.reworded)
        for answer in answers
    }


def after(*edits: Edit) -> Respondent:
    """The respondent of a next round on a version with these edits."""
    version = make_version()
    first = make_answered(version)
    newer = publish_next(version, *edits)
    again = open_next_round(previous=first)
    assert (again.version, again.rubric.version) == (newer, newer)
    respondent = again.respondents.get()
    assert all(answer.carried for answer in respondent.answers.all())
    return respondent


KEPT = {
    "d1-q1": ("level", 1, False),
    "d1-q2": ("level", 3, False),
    "d2-q1": ("unknown", None, False),
    "d2-q2": ("not_applicable", None, False),
}


@pytest.mark.parametrize(
    ("edits", "different"),
    [
        ([], {}),
        ([reword("d1-q1", "A typo less?", same_meaning=True)], {}),
        ([reword("d1-q1", "Something else?")], {"d1-q1": ("level", 1, True)}),
        ([restate("d1-q2", 4, "Sharper.")], {"d1-q2": ("level", 3, True)}),
        ([reword("d2-q1", "Something else?")], {"d2-q1": ("unknown", None, True)}),
        ([drop("d1-q2")], {"d1-q2": None}),
        ([move("d1-q2", "d2")], {}),
        ([make_key("d2-q2")], {"d2-q2": None}),
        ([drop_top_level], {"d1-q1": None, "d1-q2": ("blank", None, False)}),
        ([rename_rubric], {"d1-q1": None, "d1-q2": ("blank", None, False)}),
    ],
    ids=["same", "typo", "text", "anchor", "unknown", "gone", "moved", "key", "levels", "rubric"],
)
def test_answers_carry_over_by_question_and_rank(edits: list[Edit], different: dict) -> None:
    expected = {slug: kept for slug, kept in (KEPT | different).items() if kept is not None}
    respondent = after(*edits)
    assert said(respondent) == expected
    if "d1-q2" in expected:
        assert respondent.answers.get(question__slug="d1-q2").note == NOTE
    levels = {answer.level.rubric for answer in respondent.answers.exclude(level=None)}
    assert levels <= {respondent.assessment.rubric}


def test_two_versions_on_the_way_are_both_looked_at() -> None:
    version = make_version()
    first = make_answered(version)
    second = publish_next(version, reword("d1-q1", "Quite different?"))
    third = publish_next(second, reword("d1-q1", "Quite different!", same_meaning=True))
    retire(second)
    again = open_next_round(previous=first)
    assert again.version == third
    assert said(again.respondents.get()) == KEPT | {"d1-q1": ("level", 1, True)}


def test_every_respondent_is_carried_and_the_set_up_too() -> None:
    anna, version = make_user(), make_version()
    organisation = make_organisation(lead=anna)
    assessment = make_assessment(
        version,
        owner=anna,
        organisation=organisation,
        title="First",
        goal=version.goals.get(),
        warning_signs=version.warning_signs.all(),
    )
    answer_all(assessment.respondents.get())
    answer_all(add_respondent(assessment=assessment, name="Ben", function="rep"), 3)
    first, _sealed = submit(assessment=assessment)
    newer = publish_next(version, lambda draft: draft.warning_signs.get(slug="sign-2").delete())
    opened_at = timezone.now() + timedelta(days=91)
    again = open_next_round(previous=first, opened_at=opened_at)
    assert (again.previous, again.owner, again.organisation) == (first, anna, organisation)
    assert (again.team, again.title, again.opened_at) == (first.team, "First", opened_at)
    assert again.goal == newer.goals.get()
    assert list(again.warning_signs.all()) == [newer.warning_signs.get()]
    opener, ben = again.respondents.all()
    assert (opener.user, opener.is_opener, ben.name, ben.function) == (anna, True, "Ben", "rep")
    assert {answer.level.rank for answer in ben.answers.all()} == {3}
    with pytest.raises(IncompleteError):
        submit(assessment=again)


def test_goal_that_the_version_lacks_is_left_behind() -> None:
    version = make_version()
    first = make_sealed(version=version, goal=version.goals.get())
    publish_next(version, lambda draft: draft.goals.update(slug="goal-2"))
    assert open_next_round(previous=first).goal is None


def test_last_rounds_version_can_be_kept_while_it_is_published() -> None:
    version = make_version()
    first = make_answered(version)
    publish_next(version, reword("d1-q1", "Something else?"))
    again = open_next_round(previous=first, version=version)
    assert again.version == version
    assert said(again.respondents.get()) == KEPT


def test_versions_that_are_not_offered_are_refused() -> None:
    version = make_version()
    first = make_sealed(version=version)
    middle = publish_next(version)
    publish_next(middle)
    draft = make_version(publish=False)
    retire(version)
    for refused in (version, middle, draft, make_version()):
        with pytest.raises(ValueError, match="newest"):
            open_next_round(previous=first, version=refused)
    assert Assessment.objects.count() == 1


def test_retired_version_without_another_starts_no_round() -> None:
    first = make_sealed()
    retire(first.version)
    with pytest.raises(NoVersionError):
        open_next_round(previous=first)


def test_retired_version_goes_back_to_the_one_in_use() -> None:
    version = make_version()
    newer = publish_next(version, reword("d1-q1", "Something else?"))
    first = make_answered(newer)
    retire(newer)
    again = open_next_round(previous=first)
    assert again.version == version
    assert said(again.respondents.get()) == KEPT | {"d1-q1": ("level", 1, True)}


def test_second_press_leads_to_the_same_round() -> None:
    first = make_sealed()
    again = open_next_round(previous=first)
    assert open_next_round(previous=first) == again
    for answer in again.respondents.get().answers.select_related("question", "level"):
        content = AnswerContent(state=Answer.State.LEVEL, level=answer.level)
        save_answer(respondent=answer.respondent, question=answer.question, content=content, seen=1)
    submit(assessment=again)
    assert open_next_round(previous=first) == again
    assert open_next_round(previous=Assessment.objects.get(pk=again.pk)).previous == again


def test_round_that_is_open_has_no_next_one() -> None:
    with pytest.raises(ValueError, match="submitted"):
        open_next_round(previous=make_assessment())


@pytest.mark.django_db(transaction=True)
def test_rounds_started_at_once_are_one(transactional_db: None) -> None:
    first = make_sealed()
    barrier, found = Barrier(4), []

    def start() -> None:
        barrier.wait()
        found.append(open_next_round(previous=first).pk)
        connection.close()

    threads = [Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [first.next_rounds.get().pk] * 4
    assert Answer.objects.filter(respondent__assessment__previous=first).count() == 4


@pytest.mark.parametrize("many", [1, 3])
def test_opening_takes_the_same_queries_for_any_number(many: int, django_assert_num_queries) -> None:
    version = make_version(domains=many)
    assessment = make_assessment(version)
    answer_all(assessment.respondents.get())
    for _ in range(many):
        answer_all(add_respondent(assessment=assessment, name="B"))
    submit(assessment=assessment)
    publish_next(version)
    with django_assert_num_queries(26):
        open_next_round(previous=Assessment.objects.get(pk=assessment.pk))
