"""No number of an anonymous assessment is about fewer than three people, however numbers are subtracted."""

from collections.abc import Mapping
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.anonymity import SMALLEST, functions_shown, questions_shown, withheld
from scoring import Known, NotApplicable, Rating, Response, Unknown

COUNTS = st.dictionaries(
    st.sampled_from(["", "leader", "manager", "rep", "marketing", "revops", "delivery"]),
    st.integers(min_value=0, max_value=9),
)


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({}, set()),
        ({"rep": 2}, set()),
        ({"rep": 3}, {"rep"}),
        ({"": 3}, set()),
        ({"rep": 3, "leader": 2}, set()),
        ({"rep": 4, "manager": 3, "leader": 2}, {"rep"}),
        ({"rep": 4, "manager": 3, "leader": 2, "delivery": 1}, {"rep", "manager"}),
        ({"rep": 3, "manager": 3, "": 1}, {"rep"}),
        ({"rep": 3, "manager": 3, "": 3}, {"rep", "manager"}),
        ({"rep": 3, "leader": 0}, {"rep"}),
    ],
)
def test_functions_shown_table(counts: Mapping[str, int], shown: set[str]) -> None:
    assert functions_shown(counts) == shown


def _each_subset(functions: frozenset[str]) -> chain[tuple[str, ...]]:
    return chain.from_iterable(combinations(sorted(functions), size) for size in range(len(functions) + 1))


@given(COUNTS)
def test_functions_shown_leave_no_group_below_three(counts: Mapping[str, int]) -> None:
    shown = functions_shown(counts)
    everybody = sum(counts.values())
    for subset in _each_subset(shown):
        together = sum(counts[function] for function in subset)
        if subset:
            assert together >= SMALLEST
            assert everybody - together == 0 or everybody - together >= SMALLEST


@given(COUNTS)
def test_functions_shown_hide_no_more_than_one_large_one(counts: Mapping[str, int]) -> None:
    large = {function for function, count in counts.items() if function and count >= SMALLEST}
    assert len(large - functions_shown(counts)) <= 1


@given(COUNTS)
def test_functions_shown_do_not_depend_on_their_order(counts: Mapping[str, int]) -> None:
    assert functions_shown(dict(reversed(counts.items()))) == functions_shown(counts)


RATINGS = st.one_of(
    st.integers(min_value=1, max_value=4).map(Known), st.just(Unknown()), st.just(NotApplicable("So."))
)
RESPONSES = st.lists(st.dictionaries(st.sampled_from(["a", "b", "c"]), RATINGS), max_size=6).map(
    lambda answers: [Response(str(number), given) for number, given in enumerate(answers)]
)


@pytest.mark.parametrize(
    ("ratings", "is_shown"),
    [
        ([], False),
        ([Known(1), Known(2)], False),
        ([Known(1), Known(2), Unknown()], False),
        ([Known(1), Known(2), Known(2)], True),
        ([Unknown(), Unknown()], False),
        ([Unknown(), NotApplicable("So."), NotApplicable("So.")], True),
    ],
)
def test_questions_shown_table(ratings: list[Rating], is_shown: bool) -> None:
    assert questions_shown({"a": rating} for rating in ratings) == ({"a"} if is_shown else set())


@given(RESPONSES)
def test_withheld_responses_rate_by_three_or_nobody(responses: list[Response]) -> None:
    kept = withheld(responses)
    for slug in ("a", "b", "c"):
        given = [response.answers[slug] for response in kept if slug in response.answers]
        rated = sum(isinstance(rating, Known) for rating in given)
        assert rated == 0 or rated >= SMALLEST
        if len(given) < SMALLEST:
            assert all(isinstance(rating, Unknown) for rating in given)


@given(RESPONSES)
def test_withheld_responses_keep_who_answered_what(responses: list[Response]) -> None:
    assert [response.answers.keys() for response in withheld(responses)] == [
        response.answers.keys() for response in responses
    ]
