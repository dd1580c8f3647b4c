"""Asking people to answer, and the links by which they do."""

from accounts.secret_links import token_of
from assessments.access import ANSWER, JOIN
from assessments.models import RespondentInvitation
from tests.access.rules import ANSWERERS, BROWSER, EVERYBODY, Rule, Side

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
RULES: dict[str, list[Rule]] = {
    "answer": [
        Rule(who=EVERYBODY, on="invitation", rest=(answer_token,), methods=BOTH, lets=LETS, secret=True)
    ],
    "mail-own-link": [
        Rule(who=ANSWERERS, on="open", methods=("post",), lets=LETS),
        Rule(who=ANSWERERS, on="sealed", methods=("post",), lets=LETS),
        Rule(who=frozenset({BROWSER}), on="unclaimed", methods=("post",), lets=LETS),
    ],
    "join": [Rule(who=EVERYBODY, on="open", rest=(join_token,), methods=BOTH, lets=LETS, secret=True)],
}
