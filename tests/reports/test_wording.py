"""The words that every part of the report shares."""

import pytest

from reports.report.wording import left_out, listed


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ((), ""),
        (("Coaching",), "Coaching"),
        (("Process and stages",), "Process and stages"),
        (("Coaching", "Data"), "Coaching and Data"),
        (("Coaching", "Data", "Andes", "Landing"), "Coaching, Data, Andes and Landing"),
        (("Process and stages", "Data"), "“Process and stages” and “Data”"),
        (("North, south", "Data", "R & D"), "“North, south”, “Data” and “R & D”"),
    ],
)
def test_list_of_names_can_be_told_apart(names: tuple[str, ...], text: str) -> None:
    assert listed(names) == text


def test_total_says_what_it_leaves_out() -> None:
    assert [left_out(count) for count in (0, 1, 2)] == [
        "",
        "1 practice does not apply",
        "2 practices do not apply",
    ]
