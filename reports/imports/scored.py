"""What is to be imported as the scorer reads it."""

from assessments.actions import AnswerContent
from assessments.models import Answer
from reports.imports.plan import Person, Plan
from scoring import Consensus, Known, NotApplicable, Rating, Response, Responses, Unknown


def responses_of(plan: Plan) -> Responses:
    """Respondents are told apart by their place, for two may have one name."""
    return Responses(
        responses=tuple(_response(str(place), person) for place, person in enumerate(plan.people)),
        goal=plan.goal.slug if plan.goal else None,
        warning_signs=tuple(sign.slug for sign in plan.signs),
        consensus={one.question.slug: Consensus(one.level.rank, one.why) for one in plan.consensus},
    )


def _response(name: str, person: Person) -> Response:
    answers = {question.slug: _rating(content) for question, content in person.answers}
    return Response(respondent=name, answers=answers, function=person.function)


def _rating(content: AnswerContent) -> Rating:
    if content.level is not None:
        return Known(content.level.rank, evidence=bool(content.note.strip() or content.link))
    if content.state == Answer.State.UNKNOWN:
        return Unknown()
    return NotApplicable(content.reason)
