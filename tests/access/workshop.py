"""The workshop: its screen and its phones."""

from tests.access.assessments import answers, by_runners
from tests.access.rules import BROWSER, RUNNERS, Rule

PAGE, BOTH = frozenset({200, 302}), ("get", "post")
STATES = ("open", "sealed")

RULES: dict[str, list[Rule]] = {
    "workshop": by_runners("get")
    + [
        Rule(who=RUNNERS, on=on, methods=("post",), data={"start": "1"}, lets=frozenset({302}))
        for on in STATES
    ]
    + [
        Rule(
            who=frozenset({BROWSER}),
            on="unclaimed",
            methods=("post",),
            data={"start": "1"},
            lets=frozenset({302}),
        )
    ],
    "workshop-state": by_runners("get"),
    "vote": answers({"open": PAGE, "sealed": PAGE, "unclaimed": PAGE}, methods=BOTH, data={"join": "1"}),
    "vote-state": answers({"open": PAGE, "sealed": PAGE, "unclaimed": PAGE}),
}
