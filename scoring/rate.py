"""The whole road from answers to result."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scoring.blockers import Asked, find_blockers
from scoring.consolidate import consolidate
from scoring.exact import share
from scoring.gaps import find_candidates, find_prove_first, pick_gaps
from scoring.instrument import Domain, Instrument, Question
from scoring.levels import Standing, Unit, standing
from scoring.responses import Responses, problems
from scoring.result import (
    SCORER_VERSION,
    Disagreement,
    DomainResult,
    OverallResult,
    QuestionResult,
    Result,
    Status,
)

DISAGREEMENT_FROM = 2


@dataclass(frozen=True, slots=True)
class _Placed:
    """A domain's result with its standing, which a domain that is not rated still lends to the whole."""

    weight: int
    result: DomainResult
    standing: Standing | None


def rate(instrument: Instrument, responses: Responses) -> Result:
    """Score the responses with the instrument, by the rules of the design, section 4 ("Scoring, exactly").

    Raises ValueError with one line a problem when the responses do not fit the instrument.
    """
    faults = problems(instrument, responses)
    if faults:
        raise ValueError("\n".join(faults))
    placed = [_rate_domain(instrument, responses, domain) for domain in instrument.domains]
    domains = tuple([domain.result for domain in placed])
    candidates = find_candidates(instrument, responses, domains)
    return Result(
        scorer=SCORER_VERSION,
        framework=instrument.framework,
        rubric=instrument.rubric,
        top=instrument.top,
        overall=_rate_overall(placed, instrument.top),
        domains=domains,
        gaps=pick_gaps(candidates, instrument.parameters.third_gap_share),
        candidates=candidates,
        prove_first=find_prove_first(domains),
        disagreements=_disagreements(domains),
    )


def _rate_domain(instrument: Instrument, responses: Responses, domain: Domain) -> _Placed:
    """Return the domain's result; with under half of its total weight known, it is not rated."""
    asked = [(question, _consolidated(instrument, responses, question)) for question in domain.questions]
    applicable = [pair for pair in asked if pair[1].status != "not_applicable"]
    if not applicable:
        return _Placed(domain.weight, _without_level(domain, asked, applicable, "not_applicable"), None)
    found = standing([_question_unit(pair, instrument.top) for pair in applicable], instrument.top)
    if 2 * _known_weight(asked) < _weight(asked):
        return _Placed(domain.weight, _without_level(domain, asked, applicable, "not_rated"), found)
    return _Placed(domain.weight, _with_level(domain, asked, applicable, found, instrument.top), found)


def _consolidated(instrument: Instrument, responses: Responses, question: Question) -> QuestionResult:
    slug = question.slug
    return consolidate(
        slug,
        [response.answers[slug] for response in responses.responses if slug in response.answers],
        responses.consensus.get(slug),
        top=instrument.top,
        evidence_from=instrument.evidence_from,
    )


def _without_level(
    domain: Domain, asked: Sequence[Asked], applicable: Sequence[Asked], status: Status
) -> DomainResult:
    total = _weight(asked)
    return DomainResult(
        domain=domain.slug,
        status=status,
        level=None,
        evidenced=None,
        potential=None,
        progress=None,
        shares=None,
        known_share=share(_known_weight(asked), total),
        not_applicable_share=share(total - _weight(applicable), total),
        at_level=0,
        applicable=len(applicable),
        blockers=(),
        questions=tuple([result for _, result in asked]),
        majority_holds=None,
        none_behind_holds=None,
        keys_hold=None,
    )


def _with_level(
    domain: Domain, asked: Sequence[Asked], applicable: Sequence[Asked], found: Standing, top: int
) -> DomainResult:
    total = _weight(asked)
    questions = tuple([result for _, result in asked])
    return DomainResult(
        domain=domain.slug,
        status="rated",
        level=found.level,
        evidenced=found.evidenced,
        potential=found.potential,
        progress=found.progress,
        shares=found.shares,
        known_share=share(_known_weight(asked), total),
        not_applicable_share=share(total - _weight(applicable), total),
        at_level=_at_level(questions, found.level),
        applicable=len(applicable),
        blockers=find_blockers(applicable, found.level, top),
        questions=questions,
        majority_holds=found.majority_holds,
        none_behind_holds=found.none_behind_holds,
        keys_hold=found.keys_hold,
    )


def _weight(pairs: Sequence[Asked]) -> int:
    return sum([question.weight for question, _ in pairs])


def _known_weight(pairs: Sequence[Asked]) -> int:
    return sum([question.weight for question, result in pairs if result.status == "known"])


def _question_unit(pair: Asked, top: int) -> Unit:
    question, result = pair
    if result.rating is None or result.evidenced is None:
        return Unit(question.weight, 1, 1, top, question.key)
    return Unit(question.weight, result.rating, result.evidenced, result.rating, question.key)


def _rate_overall(placed: Sequence[_Placed], top: int) -> OverallResult:
    """Return the level of the whole; with under half of the applicable domain weight rated, there is none."""
    units = [
        _domain_unit(domain.weight, domain.result, domain.standing)
        for domain in placed
        if domain.standing is not None
    ]
    rated = sum([domain.weight for domain in placed if domain.result.status == "rated"])
    status: Status = "rated" if 2 * rated >= sum([unit.weight for unit in units]) else "not_rated"
    overall = OverallResult(
        status=status if units else "not_applicable",
        level=None,
        evidenced=None,
        potential=None,
        progress=None,
        at_level=0,
        applicable=sum([domain.result.applicable for domain in placed]),
    )
    if overall.status != "rated":
        return overall
    found = standing(units, top)
    return replace(
        overall,
        level=found.level,
        evidenced=found.evidenced,
        potential=found.potential,
        progress=found.progress,
        at_level=sum([_at_level(domain.result.questions, found.level) for domain in placed]),
    )


def _domain_unit(weight: int, result: DomainResult, found: Standing) -> Unit:
    if result.status == "rated":
        return Unit(weight, found.level, found.evidenced, found.potential)
    return Unit(weight, 1, 1, found.potential)


def _at_level(questions: Sequence[QuestionResult], level: int) -> int:
    return sum([result.rating is not None and result.rating >= level for result in questions])


def _disagreements(domains: Sequence[DomainResult]) -> tuple[Disagreement, ...]:
    return tuple(
        [
            Disagreement(result.question, result.median, result.spread, result.average_deviation)
            for domain in domains
            for result in domain.questions
            if result.median is not None and result.spread >= DISAGREEMENT_FROM
        ]
    )
