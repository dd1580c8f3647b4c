"""What holds for every instrument and every set of answers (design, section 4)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from random import Random

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from scoring import (
    DomainResult,
    Instrument,
    Known,
    NotApplicable,
    OverallResult,
    Responses,
    Result,
    problems,
    rate,
)
from tests.scoring.builders import with_all_saying, with_answer
from tests.scoring.strategies import Assessment, assessments

many = settings(max_examples=60, deadline=None)


def known_answers(responses: Responses) -> list[tuple[int, str, Known]]:
    return [
        (index, slug, rating)
        for index, response in enumerate(responses.responses)
        for slug, rating in response.answers.items()
        if isinstance(rating, Known)
    ]


def height(rated: DomainResult | OverallResult) -> Fraction:
    """Level plus progress, what the radar draws; 0 without a rating."""
    return (rated.level or 0) + (rated.progress or Fraction(0))


def places(result: Result) -> list[DomainResult | OverallResult]:
    return [result.overall, *result.domains]


def both_places(
    instrument: Instrument, before: Responses, after: Responses
) -> Iterator[tuple[DomainResult | OverallResult, DomainResult | OverallResult]]:
    return zip(places(rate(instrument, before)), places(rate(instrument, after)), strict=True)


@many
@given(assessments(), st.data())
def test_raising_a_rating_never_lowers_a_level_or_its_progress(
    assessment: Assessment, data: st.DataObject
) -> None:
    instrument, responses = assessment
    raisable = [entry for entry in known_answers(responses) if entry[2].level < instrument.top]
    assume(raisable)
    index, slug, rating = data.draw(st.sampled_from(raisable))
    level = data.draw(st.integers(rating.level + 1, instrument.top))
    raised = with_answer(responses, index, slug, replace(rating, level=level))
    # Raised above the recorded consensus, the lowest rating takes its ground away: that is refused.
    assume(not problems(instrument, raised))
    for before, after in zip(
        places(rate(instrument, responses)), places(rate(instrument, raised)), strict=True
    ):
        assert before.status == after.status
        assert (after.level or 0) >= (before.level or 0)
        assert (after.evidenced or 0) >= (before.evidenced or 0)
        assert (after.potential or 0) >= (before.potential or 0)
        assert height(after) >= height(before)


@many
@given(assessments(), st.data())
def test_adding_evidence_never_lowers_the_evidenced_level(
    assessment: Assessment, data: st.DataObject
) -> None:
    instrument, responses = assessment
    bare = [entry for entry in known_answers(responses) if not entry[2].evidence]
    assume(bare)
    index, slug, rating = data.draw(st.sampled_from(bare))
    proved = with_answer(responses, index, slug, replace(rating, evidence=True))
    for before, after in zip(
        places(rate(instrument, responses)), places(rate(instrument, proved)), strict=True
    ):
        assert (after.evidenced or 0) >= (before.evidenced or 0)
        assert (after.level, after.potential, after.progress) == (
            before.level,
            before.potential,
            before.progress,
        )


@many
@given(assessments(), st.randoms(use_true_random=False))
def test_order_of_respondents_changes_nothing(assessment: Assessment, random: Random) -> None:
    instrument, responses = assessment
    shuffled = list(responses.responses)
    random.shuffle(shuffled)
    assert rate(instrument, replace(responses, responses=tuple(shuffled))) == rate(instrument, responses)


def without_order(instrument: Instrument, result: Result) -> object:
    """Everything in the result but order; blockers by what they weigh, for among equals position picks."""
    weights = {
        question.slug: question.weight for domain in instrument.domains for question in domain.questions
    }
    domains = {
        domain.domain: (
            replace(domain, blockers=(), questions=()),
            {question.question: question for question in domain.questions},
            Counter((weights[b.question], b.current or 1, b.target, b.reason) for b in domain.blockers),
        )
        for domain in result.domains
    }
    return (
        result.overall,
        domains,
        {gap.domain: (replace(gap, practices=()), len(gap.practices)) for gap in result.candidates},
        {entry.domain: (entry.level, entry.evidenced, set(entry.questions)) for entry in result.prove_first},
        set(result.disagreements),
    )


@many
@given(assessments(), st.data())
def test_order_of_questions_and_domains_changes_nothing(assessment: Assessment, data: st.DataObject) -> None:
    instrument, responses = assessment
    domains = [
        replace(domain, questions=tuple(data.draw(st.permutations(domain.questions))))
        for domain in instrument.domains
    ]
    shuffled = replace(instrument, domains=tuple(data.draw(st.permutations(domains))))
    before, after = rate(instrument, responses), rate(shuffled, responses)
    assert without_order(shuffled, after) == without_order(instrument, before)
    ranks = [(gap.impact, len(gap.practices)) for gap in before.candidates]
    if len(set(ranks)) == len(ranks):
        assert [gap.domain for gap in after.gaps] == [gap.domain for gap in before.gaps]


@many
@given(assessments(), st.data())
def test_not_applicable_question_changes_no_other_domain(assessment: Assessment, data: st.DataObject) -> None:
    instrument, responses = assessment
    placed = [(d.slug, q.slug) for d in instrument.domains for q in d.questions if not q.key]
    assume(placed)
    changed, slug = data.draw(st.sampled_from(placed))
    left_out = with_all_saying(responses, slug, NotApplicable("partners only"))
    for before, after in zip(
        rate(instrument, responses).domains, rate(instrument, left_out).domains, strict=True
    ):
        assert before == after or before.domain == changed


@many
@given(assessments(), st.integers(2, 9), st.integers(2, 9))
def test_scaling_all_weights_changes_nothing(assessment: Assessment, inner: int, outer: int) -> None:
    instrument, responses = assessment
    domains = tuple(
        replace(
            domain,
            weight=domain.weight * outer,
            questions=tuple(
                replace(question, weight=question.weight * inner) for question in domain.questions
            ),
        )
        for domain in instrument.domains
    )
    assert rate(replace(instrument, domains=domains), responses) == rate(instrument, responses)


@many
@given(assessments())
def test_raising_the_blockers_reaches_the_next_level_exactly(assessment: Assessment) -> None:
    instrument, responses = assessment
    for index, domain in enumerate(rate(instrument, responses).domains):
        if domain.level is None:
            assert domain.blockers == ()
            continue
        raised = responses
        for blocker in domain.blockers:
            assert (blocker.current or 1) < blocker.target
            raised = with_all_saying(raised, blocker.question, Known(blocker.target))
        reached = rate(instrument, raised).domains[index]
        assert reached.level == min(domain.level + 1, instrument.top)
        assert len({blocker.question for blocker in domain.blockers}) == len(domain.blockers)
        if domain.level == instrument.top:
            assert reached.blockers == ()


@many
@given(assessments())
def test_evidenced_is_at_most_the_level_and_the_level_at_most_the_potential(assessment: Assessment) -> None:
    result = rate(*assessment)
    for rated in places(result):
        if rated.status == "rated":
            assert rated.level is not None
            assert rated.evidenced is not None
            assert rated.potential is not None
            assert 1 <= rated.evidenced <= rated.level <= rated.potential <= result.top
        else:
            assert (rated.level, rated.evidenced, rated.potential, rated.progress) == (None,) * 4


@many
@given(assessments())
def test_potential_is_reached_when_the_unknown_turns_out_best(assessment: Assessment) -> None:
    instrument, responses = assessment
    before = rate(instrument, responses)
    for domain in before.domains:
        for question in domain.questions:
            if question.status == "unknown":
                responses = with_all_saying(responses, question.question, Known(instrument.top))
    after = rate(instrument, responses)
    for was, now in zip(before.domains, after.domains, strict=True):
        assert was.status != "rated" or was.potential == now.level
    # A domain that hardly applies stays without rating whatever is found out: its potential is out of reach.
    if before.overall.status == "rated" and all(now.status != "not_rated" for now in after.domains):
        assert before.overall.potential == after.overall.level


@many
@given(assessments())
def test_gaps_are_the_first_of_the_ranked_candidates(assessment: Assessment) -> None:
    instrument, responses = assessment
    result = rate(instrument, responses)
    gaps, candidates = result.gaps, result.candidates
    open_domains = [d.domain for d in result.domains if d.level is not None and d.level < instrument.top]
    assert sorted(gap.domain for gap in candidates) == sorted(open_domains)
    assert gaps == candidates[: len(gaps)]
    assert min(2, len(candidates)) <= len(gaps) <= 3
    ranks = [(-gap.impact, len(gap.practices), open_domains.index(gap.domain)) for gap in candidates]
    assert ranks == sorted(ranks)
    if len(candidates) > 2:
        enough = candidates[2].impact >= candidates[0].impact * instrument.parameters.third_gap_share
        assert (len(gaps) == 3) == enough
    assert all(gap.target == gap.current + 1 for gap in candidates)
