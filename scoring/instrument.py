"""What is measured: the domains, questions, weights and parameters of one framework under one rubric."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

LOWEST_TOP = 2
DECISIVE = 3


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `weight` is a whole number from 1; `key` marks a key practice."""

    slug: str
    weight: int = 1
    key: bool = False


@dataclass(frozen=True, slots=True)
class Domain:
    """A domain with its questions in framework order. `weight` counts towards the overall level."""

    slug: str
    questions: tuple[Question, ...]
    weight: int = 1


@dataclass(frozen=True, slots=True)
class WarningSign:
    """A warning sign and the slugs of the domains it points at."""

    slug: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Goal:
    """A business goal. `relevance` pairs a domain slug with 1 (some), 2 (strong) or 3 (decisive)."""

    slug: str
    relevance: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Parameters:
    """The factors of the gap arithmetic that a framework version may set; none is negative.

    `sign_bonus` is added per ticked warning sign, `weakest_bonus` multiplies the lowest-rated domains,
    `third_gap_share` is the part of the first gap's impact that the third must reach.
    """

    sign_bonus: Fraction = Fraction(1, 4)
    weakest_bonus: Fraction = Fraction(3, 2)
    third_gap_share: Fraction = Fraction(1, 2)


@dataclass(frozen=True, slots=True)
class Instrument:
    """A framework version under one rubric of `top` levels, ranked 1 to `top`.

    A rating of `evidence_from` or higher counts as evidenced only with a note or link.
    Raises ValueError naming every fault.
    """

    framework: str
    rubric: str
    top: int
    domains: tuple[Domain, ...]
    evidence_from: int = 3
    warning_signs: tuple[WarningSign, ...] = ()
    goals: tuple[Goal, ...] = ()
    parameters: Parameters = Parameters()

    def __post_init__(self) -> None:
        faults = [
            *_rubric_faults(self),
            *_domain_faults(self),
            *_reference_faults(self),
            *_parameter_faults(self.parameters),
        ]
        if faults:
            raise ValueError("; ".join(faults))


def _rubric_faults(instrument: Instrument) -> Iterator[str]:
    if instrument.top < LOWEST_TOP:
        yield f"top: {instrument.top} is below {LOWEST_TOP}"
    if not 1 <= instrument.evidence_from <= instrument.top:
        yield f"evidence_from: {instrument.evidence_from} is not between 1 and {instrument.top}"


def _domain_faults(instrument: Instrument) -> Iterator[str]:
    domains = instrument.domains
    questions = [question for domain in domains for question in domain.questions]
    if not domains:
        yield "domains: at least one is needed"
    yield from _repeated("domain", (domain.slug for domain in domains))
    yield from _repeated("question", (question.slug for question in questions))
    for domain in domains:
        if not domain.questions:
            yield f'domain "{domain.slug}": at least one question is needed'
        if domain.weight < 1:
            yield f'domain "{domain.slug}": weight {domain.weight} is below 1'
    for question in questions:
        if question.weight < 1:
            yield f'question "{question.slug}": weight {question.weight} is below 1'


def _reference_faults(instrument: Instrument) -> Iterator[str]:
    known = {domain.slug for domain in instrument.domains}
    yield from _repeated("warning sign", (sign.slug for sign in instrument.warning_signs))
    yield from _repeated("goal", (goal.slug for goal in instrument.goals))
    for sign in instrument.warning_signs:
        for slug in sign.domains:
            if slug not in known:
                yield f'warning sign "{sign.slug}": unknown domain "{slug}"'
    for goal in instrument.goals:
        yield from _repeated(f'goal "{goal.slug}": domain', (slug for slug, _ in goal.relevance))
        for slug, relevance in goal.relevance:
            if slug not in known:
                yield f'goal "{goal.slug}": unknown domain "{slug}"'
            if not 1 <= relevance <= DECISIVE:
                yield f'goal "{goal.slug}": relevance {relevance} of "{slug}" is not between 1 and {DECISIVE}'


def _parameter_faults(parameters: Parameters) -> Iterator[str]:
    for name in ("sign_bonus", "weakest_bonus", "third_gap_share"):
        if getattr(parameters, name) < 0:
            yield f"parameters.{name}: {getattr(parameters, name)} is negative"


def _repeated(kind: str, slugs: Iterable[str]) -> Iterator[str]:
    for slug, times in Counter(slugs).items():
        if times > 1:
            yield f'{kind} "{slug}" is there {times} times'
