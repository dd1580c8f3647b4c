"""Which domains to raise first, and which claims to prove first."""

from collections.abc import Sequence
from fractions import Fraction

from scoring.exact import share
from scoring.instrument import Instrument, Parameters
from scoring.responses import Responses
from scoring.result import DomainResult, Factors, Gap, ProveFirst

ALWAYS_PICKED = 2


def find_candidates(
    instrument: Instrument, responses: Responses, domains: Sequence[DomainResult]
) -> tuple[Gap, ...]:
    """Return every gap, the highest impact first; ties go to fewer blockers, then to position.

    A domain at the top, not rated or not applicable is no gap. `domains` are in framework order.
    """
    relevance = _relevance(instrument, responses.goal)
    signs = [sign.domains for sign in instrument.warning_signs if sign.slug in responses.warning_signs]
    lowest = min([domain.level for domain in domains if domain.level is not None], default=0)
    gaps = [
        _gap(
            instrument,
            domain,
            domain.level,
            relevance=relevance.get(domain.domain, 1),
            signs=sum([domain.domain in pointed_at for pointed_at in signs]),
            weakest=domain.level == lowest,
        )
        for domain in domains
        if domain.level is not None and domain.level < instrument.top
    ]
    return tuple(sorted(gaps, key=lambda gap: (-gap.impact, len(gap.practices))))


def pick_gaps(candidates: Sequence[Gap], third_gap_share: Fraction) -> tuple[Gap, ...]:
    """Return two of the ranked candidates, and the third if its impact is that share of the first's."""
    picked = tuple(candidates[:ALWAYS_PICKED])
    third = candidates[ALWAYS_PICKED : ALWAYS_PICKED + 1]
    return picked + tuple([gap for gap in third if gap.impact >= third_gap_share * picked[0].impact])


def find_prove_first(domains: Sequence[DomainResult]) -> tuple[ProveFirst, ...]:
    """Return the rated domains evidenced below their level, widest difference first, then by position."""
    unproven = [
        ProveFirst(
            domain=domain.domain,
            level=domain.level,
            evidenced=domain.evidenced,
            questions=tuple([q.question for q in domain.questions if q.evidenced != q.rating]),
        )
        for domain in domains
        if domain.level is not None and domain.evidenced is not None and domain.evidenced < domain.level
    ]
    return tuple(sorted(unproven, key=lambda entry: entry.evidenced - entry.level))


def _relevance(instrument: Instrument, goal: str | None) -> dict[str, int]:
    return next((dict(known.relevance) for known in instrument.goals if known.slug == goal), {})


def _gap(
    instrument: Instrument, domain: DomainResult, level: int, *, relevance: int, signs: int, weakest: bool
) -> Gap:
    need = share(instrument.top - level, instrument.top - 1)
    return Gap(
        domain=domain.domain,
        current=level,
        target=level + 1,
        impact=_impact(instrument.parameters, relevance=relevance, need=need, signs=signs, weakest=weakest),
        factors=Factors(relevance=relevance, need=need, signs=signs, weakest=weakest),
        practices=tuple([blocker.question for blocker in domain.blockers]),
    )


def _impact(parameters: Parameters, *, relevance: int, need: Fraction, signs: int, weakest: bool) -> Fraction:
    """Return relevance × need × (1 + sign bonus × signs) × (weakest bonus if among the weakest)."""
    bonus = parameters.sign_bonus
    above = relevance * need.numerator * (bonus.denominator + signs * bonus.numerator)
    below = need.denominator * bonus.denominator
    if weakest:
        above *= parameters.weakest_bonus.numerator
        below *= parameters.weakest_bonus.denominator
    return share(above, below)
