"""Asking people to answer, and the links by which they do."""

from accounts.secret_links import token_of
from assessments.access import ANSWER, JOIN
from assessments.models import RespondentInvitation
from tests.access.rules import ANSWERERS, BROWSER, EVERYBODY, RUNNERS, Rule, Side

BOTH = ("get", "post")


def prepare(side: Side) -> None:
    opened = side["open"]
    opened.join_open = True
    opened.save(update_fields=["join_open"])
    side.things["invitation"] = RespondentInvitation.objects.create(
        assessment=opened, email="asked@example.com", name="Asked"
    )


def answer_token(side: Side) -> str:
    return token_of(ANSWER, side["invitation"].pk, side["invitation"].key)


def join_token(side: Side) -> str:
    return token_of(JOIN, side["open"].pk, side["open"].join_key)


# 409: somebody who answers already is not let in as somebody else.
LETS = frozenset({200, 302, 409, 422})


def by_runners(*methods: str, rest: tuple[object, ...] = (), **data: str) -> list[Rule]:
    """Open and sealed ones; a submitted assessment leads on, or says why not."""
    lets = LETS | {410}
    who = {"open": RUNNERS, "sealed": RUNNERS, "unclaimed": frozenset({BROWSER})}
    return [
        Rule(who=people, on=on, rest=rest, methods=methods, data=dict(data), lets=lets)
        for on, people in who.items()
    ]


RULES: dict[str, list[Rule]] = {
    "answer": [
        Rule(who=EVERYBODY, on="invitation", rest=(answer_token,), methods=BOTH, lets=LETS, secret=True)
    ],
    "respondents": by_runners("get"),
    "invite": by_runners("post"),
    "remind": by_runners("post"),
    "resend": [
        Rule(
            who=RUNNERS,
            on="open",
            methods=("post",),
            data={"invitation": lambda side: side["invitation"].pk},
        )
    ],
    "revoke": [Rule(who=RUNNERS, on="open", rest=(lambda side: side["invitation"].pk,), methods=BOTH)],
    "join-link": by_runners("post", open="1"),
    "names": by_runners("post", names_hidden="1"),
    "closing-date": by_runners("post"),
    "close": by_runners(*BOTH),
    "open-again": by_runners("post"),
    "reopen": by_runners(*BOTH),
    "finish": [
        Rule(who=ANSWERERS, on="open", methods=BOTH, lets=LETS),
        Rule(who=ANSWERERS, on="sealed", methods=BOTH, lets=LETS),
        Rule(who=frozenset({BROWSER}), on="unclaimed", methods=BOTH, lets=LETS),
    ],
    "finished": [Rule(who=EVERYBODY)],
    "mail-own-link": [
        Rule(who=ANSWERERS, on="open", methods=("post",), lets=LETS),
        Rule(who=ANSWERERS, on="sealed", methods=("post",), lets=LETS),
        Rule(who=frozenset({BROWSER}), on="unclaimed", methods=("post",), lets=LETS),
    ],
    "join": [Rule(who=EVERYBODY, on="open", rest=(join_token,), methods=BOTH, lets=LETS, secret=True)],
}
