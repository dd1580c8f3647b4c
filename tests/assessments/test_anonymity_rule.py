"""No number of an anonymous assessment is about fewer than three people, however numbers are subtracted."""

from collections.abc import Mapping
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.anonymity import SMALLEST, functions_shown

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
