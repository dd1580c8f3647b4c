"""Two rounds beside each other: tables of levels and practices, versions that differ, anonymous rounds."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from assessments.content import Content
from reports.report.rounds import comparison
from reports.report.rounds_shapes import Comparison
from reports.rounds.sides import Side
from tests.reports.sources import make_content, make_source

FIRST, SECOND = datetime(2026, 3, 9, tzinfo=UTC), datetime(2026, 6, 8, tzinfo=UTC)
SLUGS = ("d1-q1", "d1-q2", "d1-q3", "d2-q1", "d2-q2", "d2-q3")


def side(content: Content | None = None, *answers: Any, at: datetime = FIRST, **fields: Any) -> Side:
    source = make_source(content, *answers, **fields)
    return Side(source.content, source.result, at)


def compared(before: Any, after: Any, **fields: Any) -> Comparison:
    return comparison(side(None, before, **fields), side(None, after, at=SECOND, **fields))


def plain(words: str) -> str:
    return words.replace("\N{NO-BREAK SPACE}", " ")


def lines(changes: Any) -> list[tuple[str, str, str]]:
    return [(one.question, plain(one.before), plain(one.after)) for one in changes]


def levels(found: Comparison) -> list[tuple[str, str, str, str, str]]:
    return [
        (one.name, plain(one.before), plain(one.after), one.direction, one.change) for one in found.domains
    ]


def test_comparison_tells_each_domain_before_after_and_the_change() -> None:
    found = compared(2, {**dict.fromkeys(SLUGS[:3], 3), "d2-q1": 1, "d2-q2": 1})
    assert levels(found) == [
        ("Domain d1", "Level 2 Structured", "Level 3 Managed", "up", "1 level up"),
        ("Domain d2", "Level 2 Structured", "Level 1 Reactive", "down", "1 level down"),
    ]
    assert found.takeaway.endswith("Rose: Domain d1. Fell: Domain d2.")
    assert (found.before_name, found.after_name) == ("Before, 9 March 2026", "After, 8 June 2026")


def test_comparison_lists_the_practices_that_rose_and_fell() -> None:
    found = compared(2, {"d1-q1": 4, "d2-q3": 1})
    assert lines(found.rose) == [("d1-q1", "Level 2 Structured", "Level 4 Optimised")]
    assert lines(found.fell) == [("d2-q3", "Level 2 Structured", "Level 1 Reactive")]
    assert found.others == ()


def test_practice_that_is_proven_now_rose_at_the_same_rating() -> None:
    content = make_content()
    found = comparison(side(content, 3, proven=False), side(content, {**dict.fromkeys(SLUGS, 3)}, at=SECOND))
    assert lines(found.rose)[0] == (
        "d1-q1",
        "Level 3 Managed claimed, level 2 Structured evidenced",
        "Level 3 Managed",
    )
    assert found.domains[0].change == "The same level"
    assert found.domains[0].proof == "Evidenced: up from level 2 to level 3."


def test_practice_without_a_rating_in_one_round_neither_rose_nor_fell() -> None:
    found = compared({"d1-q1": None, "d2-q1": "no partners"}, 2)
    assert found.rose == found.fell == ()
    assert lines(found.others) == [
        ("d1-q1", "Unknown", "Level 2 Structured"),
        ("d2-q1", "Does not apply", "Level 2 Structured"),
    ]


def test_domain_without_a_level_is_compared_with_nothing() -> None:
    found = compared(dict.fromkeys(SLUGS[:3]), 2)
    assert levels(found) == [
        ("Domain d1", "Not rated", "Level 2 Structured", "none", "No level to compare"),
        ("Domain d2", "Level 2 Structured", "Level 2 Structured", "same", "The same level"),
    ]


def test_questions_and_domains_of_one_version_only_are_marked() -> None:
    small, large = make_content(number=3), make_content([(1, 1), (1, 1, 1), (1,)], number=4)
    found = comparison(side(small, 2), side(large, 2, at=SECOND), frozenset({"d1-q1"}))
    assert levels(found)[2:] == [
        ("Domain d3", "Not asked", "Level 2 Structured", "none", "New in the later version")
    ]
    assert [(one.question, one.change) for one in found.others] == [
        ("d1-q1", "Reworded"),
        ("d3-q1", "New question"),
        ("d1-q3", "No longer asked"),
    ]
    assert found.notes[0].startswith("The rounds were answered on versions 3 and 4")


def test_rounds_on_different_ladders_show_no_level_at_all() -> None:
    found = comparison(side(make_content(top=4), 3), side(make_content(top=5), 3, at=SECOND))
    assert not found.comparable
    assert (found.profile, found.overall, found.domains) == (None, None, ())
    assert found.rose == found.fell == found.others == ()
    assert "different rubrics" in found.takeaway
    assert "Managed" not in repr(found)


def test_comparison_of_anonymous_rounds_tells_no_person_and_no_count() -> None:
    source = make_source(None, 2, 3, 4, names_hidden=True, functions=("Rep", "Rep", "Lead"))
    before = Side(source.content, source.result, FIRST)
    found = comparison(before, side(None, 3, at=SECOND))
    assert not any(word in repr(found) for word in ("Person", "Rep", "Seen last month"))


ratings = st.dictionaries(
    st.sampled_from(SLUGS), st.one_of(st.integers(1, 4), st.none(), st.just("no reason")), max_size=6
)


@given(ratings, st.booleans())
def test_round_compared_with_itself_shows_no_change(given_: dict[str, Any], proven: bool) -> None:
    one = side(None, given_, proven=proven)
    found = comparison(one, one)
    assert found.rose == found.fell == found.others == ()
    assert {domain.direction for domain in found.domains} <= {"same", "none"}
    assert all(domain.before == domain.after and not domain.proof for domain in found.domains)


@given(ratings, ratings, st.booleans())
def test_swapped_rounds_mirror_each_other(
    first: dict[str, Any], second: dict[str, Any], proven: bool
) -> None:
    one, other = side(None, first, proven=proven), side(None, second)
    there, back = comparison(one, other), comparison(other, one)
    turned = {"up": "down", "down": "up", "same": "same", "none": "none"}
    assert lines(there.rose) == [(slug, after, before) for slug, before, after in lines(back.fell)]
    assert lines(there.fell) == [(slug, after, before) for slug, before, after in lines(back.rose)]
    assert lines(there.others) == [(slug, after, before) for slug, before, after in lines(back.others)]
    assert [(one.before, one.after, one.direction) for one in there.domains] == [
        (one.after, one.before, turned[one.direction]) for one in back.domains
    ]


def test_radar_draws_the_earlier_round_apart_from_the_later_one() -> None:
    found = compared(2, 3)
    assert found.profile is not None
    assert [(axis.evidenced, axis.claimed) for axis in found.profile.axes] == [(2.0, 3.0), (2.0, 3.0)]
    assert found.profile.claimed_name == found.after_name


def test_comparison_has_the_same_value_for_equal_rounds() -> None:
    one = side(None, 2)
    assert comparison(one, one) == comparison(replace(one), one)
