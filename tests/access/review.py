"""The review before submitting, and what the team agrees on."""

from tests.access.assessments import by_runners

RULES = {
    "review": by_runners("get"),
    "record-consensus": by_runners("post", rest=("d1-q1",)),
    "withdraw-consensus": by_runners("get", "post", rest=("d1-q1",)),
}
