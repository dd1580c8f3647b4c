"""Cutting answers off from the person who gave them, in assessments with anonymous respondents.

See docs/decisions/0017-anonymous-respondents.md for what the database may still tell, and what not.
"""

from collections import Counter
from collections.abc import Iterable
from secrets import SystemRandom

from django.db.models import Case, F, Q, QuerySet, Value, When

from assessments.anonymity import enough, functions_shown
from assessments.models import Answer, AnswerRevision, Assessment, Respondent
from assessments.responses import counted

BATCH = 500  # rows


class TooFewError(Exception):
    """Fewer people than may be reported on have finished."""

    def __init__(self, finished: int) -> None:
        super().__init__(f"{finished} have finished")
        self.finished = finished


def anonymise(assessment: Assessment, respondent: Respondent) -> None:
    """Lets the respondent's answers stand among the anonymous ones, tied to nobody.

    The caller holds the assessment's lock. Every anonymous answer is written anew with them, in an order
    drawn by lot, and every invitation is written too: neither keys, nor the place or the transaction of a
    row, nor times tell which of them came last.
    """
    whose = Q(respondent=respondent.pk)
    assessment.invitations.update(
        finished=Case(When(whose, then=Value(True)), default=F("finished")),
        function=Case(When(whose, then=Value("")), default=F("function")),
        respondent=Case(When(whose, then=Value(None)), default=F("respondent")),
    )
    _rewrite(assessment, [respondent, *counted(assessment).exclude(pk=respondent.pk)])


def leave_only_finished(assessment: Assessment) -> None:
    """Before sealing: deletes what was not finished, and the functions that too few people hold.

    The caller holds the assessment's lock. Raises TooFewError.
    """
    finished = list(counted(assessment))
    if not enough(len(finished)):
        raise TooFewError(len(finished))
    _delete(assessment.respondents.exclude(pk__in=[respondent.pk for respondent in finished]))
    assessment.invitations.update(function="")
    shown = functions_shown(Counter(respondent.function for respondent in finished))
    for respondent in finished:
        respondent.function = respondent.function if respondent.function in shown else ""
    _rewrite(assessment, finished)


def _rewrite(assessment: Assessment, old: Iterable[Respondent]) -> None:
    """The respondents and their answers under new keys, without history, times or order."""
    old = list(old)
    answers = list(Answer.objects.filter(respondent__in=old))
    _delete(Respondent.objects.filter(pk__in=[respondent.pk for respondent in old]))
    new = {
        respondent.pk: Respondent(
            assessment=assessment,
            function=respondent.function,
            created_at=assessment.opened_at,
            finished_at=assessment.opened_at,
        )
        for respondent in old
    }
    chance = SystemRandom()
    rows = [
        Answer(
            respondent=new[answer.respondent_id],
            question_id=answer.question_id,
            updated_at=assessment.opened_at,
            **answer.content(),
        )
        for answer in answers
        if not answer.carried
    ]
    people = list(new.values())
    chance.shuffle(people)
    chance.shuffle(rows)
    Respondent.objects.bulk_create(people, batch_size=BATCH)
    Answer.objects.bulk_create(rows, batch_size=BATCH)


def _delete(respondents: QuerySet[Respondent]) -> None:
    """With their answers and what those said before; one statement a table, by keys alone: PostgreSQL, which
    may not have counted the rows yet, joins tables that it takes for empty by trying every pair.
    """
    ids = list(respondents.values_list("pk", flat=True))
    answers = list(Answer.objects.filter(respondent__in=ids).values_list("pk", flat=True))
    AnswerRevision.objects.filter(answer__in=answers).delete()
    Answer.objects.filter(pk__in=answers).delete()
    Respondent.objects.filter(pk__in=ids).delete()
