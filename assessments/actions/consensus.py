"""What a team agrees on where its respondents differ: recording it, and letting the median stand again."""

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock_open
from assessments.actions.recording import record_about
from assessments.anonymity import enough
from assessments.models import Assessment, Consensus, Level, Question
from assessments.responses import known_ranks

NONE_SEEN = ""


class StaleConsensusError(Exception):
    """Somebody else recorded or withdrew this consensus since the writer last saw it.

    ``stored`` is what stands now; None when it was withdrawn.
    """

    def __init__(self, stored: Consensus | None) -> None:
        super().__init__("The consensus was changed elsewhere.")
        self.stored = stored


def stamp_of(consensus: Consensus | None) -> str:
    """What a form carries to say which consensus it showed; ``NONE_SEEN`` for none."""
    return NONE_SEEN if consensus is None else consensus.recorded_at.isoformat()


@transaction.atomic
def record_consensus(
    *,
    assessment: Assessment,
    question: Question,
    level: Level,
    why: str,
    recorded_by: User | None = None,
    seen: str | None = None,
) -> Consensus:
    """Records the level that the team agreed on, between the lowest and the highest that anyone gave.

    ``seen`` is the stamp of the consensus that the writer saw (see ``stamp_of``); None writes over whatever
    stands. The same consensus once more changes nothing. Raises SealedError, StaleConsensusError, and
    ValueError for a level outside that range, a missing reason, or an anonymous assessment in which fewer
    than three rated the question.
    """
    locked = lock_open(assessment.pk)
    ranks = known_ranks(locked, question)
    if locked.names_hidden and not enough(len(ranks)):
        raise ValueError("Fewer than three people rated this question, so there is nothing to agree on.")
    if level.rubric_id != locked.rubric_id or not ranks or not min(ranks) <= level.rank <= max(ranks):
        raise ValueError("A consensus lies between the lowest and the highest level that was given.")
    if not why.strip():
        raise ValueError("A consensus needs a reason.")
    stored = _stored(locked, question)
    if stored is not None and (stored.level_id, stored.why) == (level.pk, why):
        return stored
    _compare(stored, seen)
    consensus = stored or Consensus(assessment=locked, question=question)
    consensus.level, consensus.why = level, why
    consensus.recorded_by, consensus.recorded_at = recorded_by, timezone.now()
    consensus.save()
    # Nobody's own answer, so that it may stand in the log of an anonymous one.
    record_about(Event.CONSENSUS_RECORDED, locked, recorded_by, subject=question.text, level=level.rank)
    return consensus


@transaction.atomic
def withdraw_consensus(
    *, assessment: Assessment, question: Question, withdrawn_by: User | None = None, seen: str | None = None
) -> bool:
    """Lets the median stand again. Returns whether there was a consensus to withdraw.

    Raises SealedError, and StaleConsensusError when another one stands than the writer saw.
    """
    locked = lock_open(assessment.pk)
    stored = _stored(locked, question)
    if stored is None:
        return False
    _compare(stored, seen)
    stored.delete()
    record_about(Event.CONSENSUS_WITHDRAWN, locked, withdrawn_by, subject=question.text)
    return True


def _stored(assessment: Assessment, question: Question) -> Consensus | None:
    rows = Consensus.objects.filter(assessment=assessment, question=question)
    return rows.select_related("level", "recorded_by").first()


def _compare(stored: Consensus | None, seen: str | None) -> None:
    if seen is not None and seen != stamp_of(stored):
        raise StaleConsensusError(stored)
