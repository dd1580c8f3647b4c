"""The trend over all rounds, and two of them beside each other."""

from assessments.actions import open_next_round, submit
from assessments.models import Answer
from tests.access.rules import COLLEAGUE, NOBODY, OWNER, READERS, Rule, Side
from tests.factories import answer_all, make_assessment


def prepare(side: Side) -> None:
    first = make_assessment(
        side["sealed"].version, team="rounds", owner=side.people[OWNER], organisation=side.organisation
    )
    first.respondents.create(user=side.people[COLLEAGUE], name="Colleague")
    answer_all(first.respondents.get(is_opener=True))
    side.things["first round"] = submit(assessment=first)[0]
    second = open_next_round(previous=side["first round"])
    Answer.objects.filter(respondent__assessment=second).update(carried=False)
    side.things["second round"] = submit(assessment=second)[0]


def first_round(side: Side) -> object:
    return side["first round"].pk


def another_assessment(side: Side) -> object:
    return side["sealed"].pk


def open_one(side: Side) -> object:
    return side["open"].pk


RULES: dict[str, list[Rule]] = {
    "trend": [
        Rule(who=NOBODY, on="open"),
        Rule(who=READERS, on="sealed"),
        Rule(who=READERS, on="second round"),
    ],
    "compare": [
        Rule(who=READERS, on="second round", rest=(first_round,)),
        Rule(who=NOBODY, on="second round", rest=(another_assessment,)),
        Rule(who=NOBODY, on="open", rest=(first_round,)),
        Rule(who=NOBODY, on="first round", rest=(open_one,)),
    ],
}
