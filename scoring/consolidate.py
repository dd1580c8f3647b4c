"""From several respondents' answers to one rating a question."""

from collections.abc import Sequence

from scoring.exact import share
from scoring.responses import Consensus, Known, NotApplicable, Rating
from scoring.result import QuestionResult


def consolidate(
    question: str, answers: Sequence[Rating], consensus: Consensus | None, *, top: int, evidence_from: int
) -> QuestionResult:
    """Return the question's rating: the consensus, or else the lower median of the known ones (of 2, 3: 2).

    Without a known rating the question is not applicable if everyone who answered said so, else unknown.
    """
    known = [answer for answer in answers if isinstance(answer, Known)]
    if not known:
        return _without_rating(question, answers, top)
    levels = sorted([answer.level for answer in known])
    median = levels[(len(levels) - 1) // 2]
    rating = median if consensus is None else consensus.level
    proven = max([answer.level for answer in known if answer.evidence], default=0)
    spread = levels[-1] - levels[0]
    deviation = sum([abs(level - median) for level in levels]) if spread else 0
    return QuestionResult(
        question=question,
        status="known",
        rating=rating,
        evidenced=evidenced_rating(rating, proven, evidence_from),
        median=median,
        lowest=levels[0],
        highest=levels[-1],
        spread=spread,
        average_deviation=share(deviation, len(levels)),
        known=len(levels),
        consensus=consensus is not None,
        counts=_counts(levels, top),
    )


def evidenced_rating(rating: int, proven: int, evidence_from: int) -> int:
    """Return what a rating counts as when only evidence speaks; never above the rating, never below 1.

    `proven` is the highest known rating of the question that carries a note or link, 0 without one. A rating
    below `evidence_from` needs none; one at or above it falls to `proven`, but not below `evidence_from` - 1.
    """
    if rating < evidence_from:
        return rating
    return min(rating, max(proven, evidence_from - 1, 1))


def _without_rating(question: str, answers: Sequence[Rating], top: int) -> QuestionResult:
    inapplicable = bool(answers) and all(isinstance(answer, NotApplicable) for answer in answers)
    return QuestionResult(
        question=question,
        status="not_applicable" if inapplicable else "unknown",
        rating=None,
        evidenced=None,
        median=None,
        lowest=None,
        highest=None,
        spread=0,
        average_deviation=share(0, 1),
        known=0,
        consensus=False,
        counts=(0,) * top,
    )


def _counts(levels: Sequence[int], top: int) -> tuple[int, ...]:
    counts = [0] * top
    for level in levels:
        counts[level - 1] += 1
    return tuple(counts)
