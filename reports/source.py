"""Everything a report is made from, read in a constant number of queries.

A source is hashable through and through, so that what is made from it can be remembered by its value.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from uuid import UUID

from assessments.content import Content
from assessments.models import Answer, Assessment, Respondent, StoredResult
from assessments.published import content_of
from assessments.sample import Evidence, sample
from scoring import Known, NotApplicable, Rating, Response, Result, load, rate


@dataclass(frozen=True, slots=True)
class Given:
    """One respondent's answer to one question.

    `state` is "level" (with `level` from 1), "unknown" or "not_applicable" (with `reason`).
    """

    state: str
    level: int | None
    reason: str = ""
    note: str = ""
    link: str = ""
    dated: date | None = None


@dataclass(frozen=True, slots=True)
class Answerer:
    """A respondent with the answers that count, in pairs with the slugs of their questions.

    `function` is its label, "" when not given.
    """

    name: str
    function: str
    answers: tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True)
class Agreed:
    """The level that the respondents agreed on for a question, and why."""

    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Previous:
    """The last round's levels, overall and by domain slug; None where there was no level."""

    overall: int | None
    domains: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True, slots=True)
class Source:
    """One sealed assessment: texts, result, answers. `goal` and `signs` are slugs of the content's."""

    content: Content
    result: Result
    team: str
    title: str
    organisation: str
    opened_at: datetime
    submitted_at: datetime
    goal: str | None
    signs: tuple[str, ...]
    answerers: tuple[Answerer, ...]
    consensus: tuple[tuple[str, Agreed], ...]
    previous: Previous | None = None
    sample: bool = False


def source_of(assessment: Assessment) -> Source:
    """Reads a sealed assessment in the active language; the result is the one that sealing stored.

    Raises KeyError when the assessment is not sealed.
    """
    results = _results(assessment)
    return Source(
        content=replace(content_of(assessment), name=assessment.version.framework.name),
        result=results[assessment.pk],
        team=assessment.team,
        title=assessment.title,
        organisation=assessment.organisation.name if assessment.organisation else "",
        opened_at=assessment.opened_at,
        submitted_at=assessment.submitted_at or assessment.opened_at,
        goal=assessment.goal.slug if assessment.goal else None,
        signs=tuple(assessment.warning_signs.values_list("slug", flat=True)),
        answerers=_answerers(assessment),
        consensus=tuple(
            (slug, Agreed(level=rank, why=why))
            for slug, rank, why in assessment.consensus.values_list("question__slug", "level__rank", "why")
        ),
        previous=_previous(results.get(assessment.previous_id)) if assessment.previous_id else None,
    )


def _results(assessment: Assessment) -> dict[UUID, Result]:
    """The stored results of this round and the last one."""
    rounds = StoredResult.objects.filter(pk__in=[assessment.pk, assessment.previous_id])
    return {pk: _result(pk, made_at) for pk, made_at in rounds.values_list("pk", "created_at")}


@lru_cache(maxsize=64)
def _result(pk: UUID, _made_at: datetime) -> Result:
    """Remembered, because a stored result is never written again."""
    return load(StoredResult.objects.values_list("data", flat=True).get(pk=pk))


def _previous(result: Result | None) -> Previous | None:
    if result is None:
        return None
    return Previous(
        overall=result.overall.level,
        domains=tuple((domain.domain, domain.level) for domain in result.domains),
    )


def _answerers(assessment: Assessment) -> tuple[Answerer, ...]:
    """The respondents in the order they came, each with the answers that count."""
    rows = Answer.objects.filter(respondent__assessment=assessment, carried=False).values_list(
        "respondent", "question__slug", "state", "level__rank", "reason", "note", "link", "dated"
    )
    answers: dict[UUID, list[tuple[str, Given]]] = {}
    for respondent, slug, state, rank, reason, note, link, dated in rows:
        if rank is not None or Answer(state=state, reason=reason).is_complete:
            given = Given(state, rank, reason, note, link, dated)
            answers.setdefault(respondent, []).append((slug, given))
    return tuple(
        Answerer(
            name=respondent.name,
            function=str(respondent.get_function_display()),
            answers=tuple(answers.get(respondent.pk, [])),
        )
        for respondent in assessment.respondents.all()
    )


def sample_source() -> Source:
    """The fictional company's assessment, rated here and now, in the active language; no query."""
    made_up = sample()
    return Source(
        content=made_up.content,
        result=rate(made_up.content.instrument(), made_up.responses),
        team=made_up.team,
        title="",
        organisation=made_up.company,
        opened_at=made_up.opened_at,
        submitted_at=made_up.submitted_at,
        goal=made_up.goal,
        signs=made_up.warning_signs,
        answerers=tuple(_sample_answerer(given, made_up.answers) for given in made_up.responses.responses),
        consensus=(),
        sample=True,
    )


def _sample_answerer(response: Response, evidence: Mapping[str, Evidence]) -> Answerer:
    return Answerer(
        name="",
        function=str(Respondent.Function(response.function).label),
        answers=tuple(
            (slug, _sample_answer(rating, evidence.get(slug, Evidence())))
            for slug, rating in response.answers.items()
        ),
    )


def _sample_answer(rating: Rating, proof: Evidence) -> Given:
    if isinstance(rating, NotApplicable):
        return Given("not_applicable", None, rating.reason)
    level = rating.level if isinstance(rating, Known) else None
    state = "unknown" if level is None else "level"
    return Given(state, level, note=proof.note, link=proof.link, dated=proof.dated)
