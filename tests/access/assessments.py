"""The questionnaire, from the start to the submission."""

from assessments.access import return_token
from tests.access.rules import (
    ANSWERERS,
    BROWSER,
    COLLEAGUE,
    EVERYBODY,
    GUEST,
    OWNER,
    RUNNERS,
    SIGNED_IN,
    Rule,
    Side,
)

GET, POST, BOTH = ("get",), ("post",), ("get", "post")
REFUSED_ANSWER = frozenset({410})
FORM = frozenset({200, 302, 409, 422})  # also where the form does not fit the state


def by_runners(*methods: str, rest: tuple[object, ...] = ()) -> list[Rule]:
    """Who runs the assessment, open or sealed; unclaimed, it is the browser's that made it."""
    return [
        Rule(who=RUNNERS, on="open", rest=rest, methods=methods, lets=FORM),
        Rule(who=RUNNERS, on="sealed", rest=rest, methods=methods, lets=FORM),
        Rule(
            who=frozenset({BROWSER}),
            on="unclaimed",
            rest=rest,
            methods=methods,
            lets=FORM,
        ),
    ]


def answers(lets: dict[str, frozenset[int]], **fields: object) -> list[Rule]:
    who = {"open": ANSWERERS, "sealed": ANSWERERS, "unclaimed": frozenset({BROWSER})}
    return [Rule(who=who[on], on=on, lets=status, **fields) for on, status in lets.items()]


def link_back(side: Side) -> str:
    return return_token(side["unclaimed"])


PAGE = frozenset({200, 302})
RULES: dict[str, list[Rule]] = {
    "start": [Rule(who=EVERYBODY, methods=BOTH)],
    "assessments": [Rule(who=SIGNED_IN)],
    "hub": [
        Rule(who=RUNNERS | {COLLEAGUE, GUEST}, on="open"),
        Rule(who=RUNNERS | {COLLEAGUE, GUEST}, on="sealed"),
        Rule(who=frozenset({BROWSER}), on="unclaimed"),
    ],
    "set-up": by_runners("get", "post"),
    "questions": answers({"open": PAGE, "sealed": PAGE, "unclaimed": PAGE}, rest=("d1",), methods=BOTH),
    "save-answer": answers(
        {"open": frozenset({200}), "sealed": REFUSED_ANSWER, "unclaimed": frozenset({200})},
        rest=("d1-q1",),
        methods=POST,
        data={"answer": "2", "version": "0", "writer": "6e3b3c1e-2f0a-4f0e-9d53-1f0f7d3b8a11", "seq": "1"},
    ),
    "check": by_runners("get"),
    "submit": by_runners("post"),
    "mail-link": by_runners("post"),
    # The owner may claim again, which changes nothing; without an account the page asks to log in.
    "claim": [
        Rule(who=frozenset({OWNER}), on="open", methods=BOTH),
        Rule(who=frozenset({OWNER}), on="sealed", methods=BOTH),
    ],
    "next-round": by_runners("get", "post"),
    "return": [Rule(who=EVERYBODY, on="unclaimed", rest=(link_back,), methods=BOTH, secret=True)],
}
