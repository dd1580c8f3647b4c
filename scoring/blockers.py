"""What to raise, and to which rating, for a domain to reach its next level."""

from collections.abc import Iterator, Sequence

from scoring.instrument import Question
from scoring.result import Blocker, QuestionResult, Reason

Asked = tuple[Question, QuestionResult]


def find_blockers(asked: Sequence[Asked], level: int, top: int) -> tuple[Blocker, ...]:
    """Return the blockers of a rated domain at `level` under a rubric of `top` levels, one a question.

    `asked` are the applicable questions in framework order. Stragglers and key practices come by position,
    then the questions picked for the majority, heaviest first. At the top, all that is below it is to finish.
    """
    if level == top:
        return tuple([_blocker(pair, top, "finish") for pair in asked if _counts_as(pair) < top])
    following = level + 1
    stragglers = [pair for pair in asked if _counts_as(pair) < level]
    here = [pair for pair in asked if _counts_as(pair) == level]
    # No key practice is behind: its rating is never below the level that it holds.
    keys = [pair for pair in here if pair[0].key]
    others = [pair for pair in here if not pair[0].key]
    ahead = [pair for pair in asked if _counts_as(pair) > level]
    majority = _pick(others, _weight(asked) - 2 * _weight(ahead) - 2 * _weight(keys))
    return (
        *[_blocker(pair, level, "straggler") for pair in stragglers],
        *[_blocker(pair, following, "key") for pair in keys],
        *[_blocker(pair, following, "majority") for pair in majority],
    )


def _pick(others: Sequence[Asked], missing: int) -> Iterator[Asked]:
    """Yield the heaviest, then the first, until more than half of the weight is at the next level.

    `missing` is twice what lacks to one half, so the majority is there once it is below 0. Stragglers need
    never help: more than half of the weight is at the level already, and all of that can be picked here.
    """
    for pair in sorted(others, key=lambda pair: -pair[0].weight):
        if missing < 0:
            return
        yield pair
        missing -= 2 * pair[0].weight


def _blocker(pair: Asked, target: int, reason: Reason) -> Blocker:
    return Blocker(pair[1].question, pair[1].rating, target, reason)


def _counts_as(pair: Asked) -> int:
    return pair[1].rating or 1


def _weight(pairs: Sequence[Asked]) -> int:
    return sum([question.weight for question, _ in pairs])
