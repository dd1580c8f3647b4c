"""The rule against its definition, written down a second time (`definition.py`)."""

from fractions import Fraction

from hypothesis import given, settings

from scoring import rate
from tests.scoring.definition import DomainByDefinition, conditions, level_of, progress_of, share_at
from tests.scoring.strategies import Assessment, assessments

many = settings(max_examples=60, deadline=None)


@many
@given(assessments())
def test_domains_agree_with_the_definition(assessment: Assessment) -> None:
    instrument, responses = assessment
    result = rate(instrument, responses)
    for domain, found in zip(instrument.domains, result.domains, strict=True):
        expected = DomainByDefinition(instrument, responses, domain)
        assert (found.status, found.applicable) == (expected.status, len(expected.claimed))
        assert found.known_share == Fraction(expected.known, expected.total)
        if found.level is None or found.shares is None:
            continue
        top = instrument.top
        assert found.level == level_of(expected.claimed, top)
        assert found.evidenced == level_of(expected.evidenced, top)
        assert found.potential == level_of(expected.potential, top)
        assert found.progress == progress_of(expected.claimed, top)
        assert list(found.shares) == [share_at(expected.claimed, level) for level in range(1, top + 1)]
        holds = (found.majority_holds, found.none_behind_holds, found.keys_hold)
        assert holds == ((None,) * 3 if found.level == top else conditions(expected.claimed, found.level + 1))


@many
@given(assessments())
def test_overall_agrees_with_the_definition(assessment: Assessment) -> None:
    instrument, responses = assessment
    top, overall = instrument.top, rate(instrument, responses).overall
    placed = [(domain, DomainByDefinition(instrument, responses, domain)) for domain in instrument.domains]
    placed = [(domain, found) for domain, found in placed if found.status != "not_applicable"]
    rated = sum(domain.weight for domain, found in placed if found.status == "rated")
    whole = sum(domain.weight for domain, _ in placed)
    if not placed:
        assert overall.status == "not_applicable"
    elif Fraction(rated, whole) < Fraction(1, 2):
        assert overall.status == "not_rated"
    else:
        levels = [
            (level_of(found.claimed, top) if found.status == "rated" else 1, domain.weight, False)
            for domain, found in placed
        ]
        evidenced = [
            (level_of(found.evidenced, top) if found.status == "rated" else 1, domain.weight, False)
            for domain, found in placed
        ]
        potential = [(level_of(found.potential, top), domain.weight, False) for domain, found in placed]
        assert (overall.status, overall.progress) == ("rated", progress_of(levels, top))
        assert overall.level == level_of(levels, top)
        assert overall.evidenced == level_of(evidenced, top)
        assert overall.potential == level_of(potential, top)
