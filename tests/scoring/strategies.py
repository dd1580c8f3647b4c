"""Random instruments and answers for the properties that hold for all of them."""

from fractions import Fraction

from hypothesis import strategies as st

from scoring import (
    Consensus,
    Domain,
    Goal,
    Instrument,
    Known,
    NotApplicable,
    Parameters,
    Question,
    Rating,
    Response,
    Responses,
    Unknown,
    WarningSign,
)

WEIGHTS = st.sampled_from([1, 1, 1, 2, 3, 5])
Assessment = tuple[Instrument, Responses]


@st.composite
def instruments(draw: st.DrawFn) -> Instrument:
    """Draw up to four domains of up to five questions, on 4, 5 or 7 levels."""
    top = draw(st.sampled_from([4, 5, 7]))
    sizes = draw(st.lists(st.integers(1, 5), min_size=1, max_size=4))
    domains = tuple(draw(_domains(f"d{number}", size)) for number, size in enumerate(sizes))
    slugs = [domain.slug for domain in domains]
    pointed_at = st.lists(st.sampled_from(slugs), unique=True).map(tuple)
    relevance = st.dictionaries(st.sampled_from(slugs), st.integers(1, 3)).map(
        lambda chosen: tuple(chosen.items())
    )
    share = st.fractions(Fraction(0), Fraction(3), max_denominator=8)
    return Instrument(
        framework="framework",
        rubric=f"levels-{top}",
        top=top,
        domains=domains,
        evidence_from=draw(st.integers(1, top)),
        warning_signs=(WarningSign("sign-1", draw(pointed_at)), WarningSign("sign-2", draw(pointed_at))),
        goals=(Goal("goal", draw(relevance)),),
        parameters=draw(st.one_of(st.just(Parameters()), st.builds(Parameters, share, share, share))),
    )


@st.composite
def _domains(draw: st.DrawFn, slug: str, size: int) -> Domain:
    questions = tuple(
        Question(f"{slug}-q{number}", draw(WEIGHTS), draw(st.sampled_from([False, False, True])))
        for number in range(size)
    )
    return Domain(slug, questions, draw(WEIGHTS))


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Draw an instrument with the answers of up to three respondents that fit it."""
    instrument = draw(instruments())
    questions = [question for domain in instrument.domains for question in domain.questions]
    respondents = draw(st.sampled_from([1, 1, 1, 2, 2, 3, 0]))
    given: list[dict[str, Rating]] = [{} for _ in range(respondents)]
    consensus: dict[str, Consensus] = {}
    for question in questions:
        ratings = [draw(_answers(instrument.top, key=question.key)) for _ in range(respondents)]
        for answers, rating in zip(given, ratings, strict=True):
            if rating is not None:
                answers[question.slug] = rating
        levels = [rating.level for rating in ratings if isinstance(rating, Known)]
        if len(levels) > 1 and draw(st.booleans()):
            consensus[question.slug] = Consensus(draw(st.integers(min(levels), max(levels))), "we talked")
    responses = Responses(
        responses=tuple(Response(f"R{number}", answers) for number, answers in enumerate(given)),
        goal=draw(st.sampled_from([None, "goal"])),
        warning_signs=draw(st.sampled_from([(), ("sign-1",), ("sign-2", "sign-1")])),
        consensus=consensus,
    )
    return instrument, responses


def _answers(top: int, *, key: bool) -> st.SearchStrategy[Rating | None]:
    # The first is what examples shrink to; most are known, or hardly any domain would be rated.
    known = [Known(level, evidence) for level in range(1, top + 1) for evidence in (False, True)]
    other: list[Rating | None] = [Unknown(), None]
    inapplicable = [] if key else [NotApplicable("partners only")] * 2
    return st.sampled_from([*known, *known[-6:], *other, *inapplicable])


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=12,
)
