"""What to raise for the next level, as tables."""

import pytest

from tests.scoring.builders import one_domain

TABLE = [
    # row, weights, keys, blockers as question:from>to reason
    ("2 2 2 2 2", "1 1 1 1 1", "", "q1:2>3 majority, q2:2>3 majority, q3:2>3 majority"),
    ("2 2 2 2 2", "1 1 1 1 2", "", "q5:2>3 majority, q1:2>3 majority, q2:2>3 majority"),
    ("2 2 2 2 2", "1 1 3 1 1", "", "q3:2>3 majority, q1:2>3 majority"),
    ("2 2 2 2", "1 1 1 1", "4", "q4:2>3 key, q1:2>3 majority, q2:2>3 majority"),
    ("2 2 2 2", "1 1 1 3", "4", "q4:2>3 key, q1:2>3 majority"),
    ("2 2 2 2", "1 1 1 4", "4", "q4:2>3 key"),
    ("4 4 4 4 1", "1 1 1 1 1", "", "q5:1>2 straggler"),
    ("4 4 4 4 ?", "1 1 1 1 1", "", "q5:?>2 straggler"),
    ("3 2 2 1 1", "1 1 1 1 1", "2", "q4:1>2 straggler, q5:1>2 straggler, q2:2>3 key, q3:2>3 majority"),
    ("? 4 4 4 4", "1 1 1 1 1", "1", "q1:?>2 key"),
    ("1 ? 1 ?", "2 2 1 1", "", "q1:1>2 majority, q2:?>2 majority"),
    ("3 2 3 - 2", "1 1 1 1 1", "", "q2:2>3 majority"),
    ("4 4 4 3 3", "1 1 1 1 1", "", "q4:3>4 finish, q5:3>4 finish"),
    ("4 4 4 4", "1 1 1 1", "", ""),
]


@pytest.mark.parametrize(("row", "weights", "keys", "expected"), TABLE)
def test_blockers_are_those_of_the_table(row: str, weights: str, keys: str, expected: str) -> None:
    blockers = one_domain(row, weights=weights, keys=keys).blockers
    assert ", ".join(f"{b.question}:{b.current or '?'}>{b.target} {b.reason}" for b in blockers) == expected


def test_not_applicable_question_never_blocks() -> None:
    assert [blocker.question for blocker in one_domain("2 - 2 2").blockers] == ["q1", "q3"]


def test_blockers_finish_the_top_of_five_levels() -> None:
    blockers = one_domain("5 5 5 4 4", top=5).blockers
    assert [(blocker.question, blocker.target, blocker.reason) for blocker in blockers] == [
        ("q4", 5, "finish"),
        ("q5", 5, "finish"),
    ]
