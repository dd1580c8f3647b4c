"""From answer rows to what the scorer reads: the one road for data begins here."""

from django.db.models import QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from assessments.anonymity import withheld
from assessments.content import from_version
from assessments.models import Answer, Assessment, Question, Respondent
from scoring import Consensus, Instrument, Known, NotApplicable, Rating, Response, Responses, Unknown

# What a respondent is called: as typed, else as the account says, never by its address; "" without either.
CALLED = Coalesce(NullIf("name", Value("")), "user__name", Value(""))


def instrument_of(assessment: Assessment) -> Instrument:
    """What the scorer needs to know of the assessment's framework version and rubric."""
    return from_version(assessment.version, assessment.rubric).instrument()


def to_rating(answer: Answer, ranks: dict[int, int]) -> Rating | None:
    """The answer as the scorer's type; None when it does not count as one (see ``Answer.is_complete``).

    ``ranks`` maps level ids to ranks.
    """
    if not answer.is_complete:
        return None
    if answer.level_id is not None:
        return Known(level=ranks[answer.level_id], evidence=answer.has_evidence)
    if answer.state == Answer.State.UNKNOWN:
        return Unknown()
    return NotApplicable(reason=answer.reason)


def counted(assessment: Assessment) -> QuerySet[Respondent]:
    """The respondents whose answers count.

    In an anonymous assessment these are the ones who finished: nothing leads to their answers any more, while
    the others still have an account, an invitation or the browser that opened the assessment.
    """
    everybody = assessment.respondents.all()
    if not assessment.names_hidden:
        return everybody
    return everybody.filter(user=None, invitation=None, is_opener=False)


def to_responses(assessment: Assessment) -> Responses:
    """The complete answers that count, the recorded consensus, the goal and the ticked warning signs.

    In an anonymous assessment a question that fewer than three people rated counts as unknown.
    """
    ranks = dict(assessment.rubric.levels.values_list("pk", "rank"))
    responses = []
    for respondent in counted(assessment).prefetch_related("answers__question"):
        ratings = {answer.question.slug: to_rating(answer, ranks) for answer in respondent.answers.all()}
        responses.append(
            Response(
                respondent=str(respondent.pk),
                function=respondent.function,
                answers={slug: rating for slug, rating in ratings.items() if rating is not None},
            )
        )
    if assessment.names_hidden:
        responses = withheld(responses)
    return Responses(
        responses=tuple(responses),
        goal=assessment.goal.slug if assessment.goal else None,
        warning_signs=tuple(assessment.warning_signs.values_list("slug", flat=True)),
        consensus=_consensus(assessment, responses, ranks),
    )


def _consensus(
    assessment: Assessment, responses: list[Response], ranks: dict[int, int]
) -> dict[str, Consensus]:
    """The recorded consensus by question; one whose answers have since moved away from it no longer holds."""
    recorded = {
        consensus.question.slug: Consensus(level=ranks[consensus.level_id], why=consensus.why)
        for consensus in assessment.consensus.select_related("question")
    }
    return {slug: agreed for slug, agreed in recorded.items() if _still_holds(slug, agreed.level, responses)}


def _still_holds(slug: str, level: int, responses: list[Response]) -> bool:
    ratings = [response.answers.get(slug) for response in responses]
    known = [rating.level for rating in ratings if isinstance(rating, Known)]
    return bool(known) and min(known) <= level <= max(known)


def known_ranks(assessment: Assessment, question: Question) -> list[int]:
    """The levels that were given to one question and count."""
    return list(
        Answer.objects.filter(
            respondent__in=counted(assessment), question=question, level__isnull=False, carried=False
        ).values_list("level__rank", flat=True)
    )


def missing_questions(assessment: Assessment) -> list[Question]:
    """Questions to which nobody gave a complete answer that counts, in framework order."""
    answers = Answer.objects.filter(respondent__in=counted(assessment))
    answered = {answer.question_id for answer in answers if answer.is_complete}
    questions = Question.objects.filter(domain__version=assessment.version_id).select_related("domain")
    ordered = questions.order_by("domain__position", "domain_id", "position", "pk")
    return [question for question in ordered if question.pk not in answered]
