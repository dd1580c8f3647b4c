"""What respondents said, question by question, as far as it may be shown; review and check read it."""

from collections import Counter
from dataclasses import dataclass
from typing import Literal, NamedTuple
from uuid import UUID

from assessments.anonymity import enough, functions_shown, questions_shown
from assessments.models import Answer, Assessment
from assessments.progress import COMPLETE
from assessments.published import content_of, levels_of, questions_of
from assessments.responses import CALLED, counted
from scoring import Consensus, Known, NotApplicable, QuestionResult, Rating, Unknown
from scoring.consolidate import consolidate

COMPARED_FROM = 2
DIFFERS_FROM = 2
"""The spread from which a disagreement is flagged (design, scoring)."""

Waiting = Literal["", "open", "few", "alone"]


class Person(NamedTuple):
    """A respondent whose answers count; `name` is "" where names are hidden or none is known."""

    number: int
    name: str
    function: str


@dataclass(frozen=True, slots=True)
class Said:
    """One respondent's answer to one question."""

    person: Person
    rating: Rating
    note: str
    link: str


@dataclass(frozen=True, slots=True)
class Tally:
    """One question's answers; `shown` is False where they are too few to be shown, and then none are here."""

    slug: str
    said: tuple[Said, ...]
    result: QuestionResult
    shown: bool
    functions: dict[str, tuple[int, int]]

    @property
    def differs(self) -> bool:
        return self.result.spread >= DIFFERS_FROM


@dataclass(frozen=True, slots=True)
class Tallies:
    """Every question's answers in framework order.

    `waiting` says why nothing may be shown yet, and then there are no `questions`: "open" before an anonymous
    assessment closes, "few" where fewer than three finished it, "alone" where only one person answered.
    """

    waiting: Waiting
    people: int
    questions: tuple[Tally, ...]

    @property
    def differing(self) -> int:
        return sum(tally.differs for tally in self.questions)


def tallies_of(assessment: Assessment) -> Tallies:
    """Reads what counts of an open assessment; two queries, however many answered."""
    if assessment.names_hidden and not assessment.is_closed:
        return Tallies("open", 0, ())
    people = _people(assessment)
    if assessment.names_hidden and not enough(len(people)):
        return Tallies("few", 0, ())
    said = _said(assessment, people)
    answered = {one.person for rows in said.values() for one in rows}
    if len(answered) < COMPARED_FROM:
        return Tallies("alone", len(answered), ())
    content = content_of(assessment)
    hidden = assessment.names_hidden
    shown = _shown(said) if hidden else frozenset(said)
    return Tallies(
        "",
        len(people) if hidden else len(answered),
        tuple(
            _tally(
                question.slug,
                tuple(said.get(question.slug, ())),
                top=len(content.levels),
                evidence_from=content.evidence_from,
                shown=not hidden or question.slug in shown,
                hidden=hidden,
            )
            for domain in content.domains
            for question in domain.questions
        ),
    )


def _people(assessment: Assessment) -> dict[UUID, Person]:
    rows = list(counted(assessment).values_list("pk", CALLED, "function"))
    if not assessment.names_hidden:
        return {pk: Person(number, name, function) for number, (pk, name, function) in enumerate(rows, 1)}
    shown = functions_shown(Counter(function for _pk, _name, function in rows))
    return {
        pk: Person(number, "", function if function in shown else "")
        for number, (pk, _name, function) in enumerate(rows, 1)
    }


def _said(assessment: Assessment, people: dict[UUID, Person]) -> dict[str, list[Said]]:
    slugs = {question.pk: slug for slug, question in questions_of(assessment).items()}
    ranks = {level.pk: rank for rank, level in levels_of(assessment).items()}
    rows = Answer.objects.filter(COMPLETE, respondent__assessment=assessment).values_list(
        "respondent_id", "question_id", "state", "level_id", "reason", "note", "link"
    )
    said: dict[str, list[Said]] = {}
    for respondent, question, state, level, reason, note, link in rows:
        if respondent in people:
            rank = None if level is None else ranks[level]
            rating = _rating(state, rank, reason, evidence=bool(note.strip() or link))
            one = Said(people[respondent], rating, note.strip(), link)
            said.setdefault(slugs[question], []).append(one)
    return {slug: sorted(rows, key=lambda one: one.person.number) for slug, rows in said.items()}


def _rating(state: str, rank: int | None, reason: str, *, evidence: bool) -> Rating:
    if rank is not None:
        return Known(rank, evidence=evidence)
    return Unknown() if state == Answer.State.UNKNOWN else NotApplicable(reason)


def _shown(said: dict[str, list[Said]]) -> frozenset[str]:
    by_person: dict[Person, dict[str, Rating]] = {}
    for slug, rows in said.items():
        for one in rows:
            by_person.setdefault(one.person, {})[slug] = one.rating
    return questions_shown(by_person.values())


def _tally(
    slug: str, said: tuple[Said, ...], *, top: int, evidence_from: int, shown: bool, hidden: bool
) -> Tally:
    kept = said if shown else ()
    nothing_agreed: Consensus | None = None
    return Tally(
        slug=slug,
        said=kept,
        result=consolidate(
            slug, [one.rating for one in kept], nothing_agreed, top=top, evidence_from=evidence_from
        ),
        shown=shown,
        functions=_functions(kept, hidden=hidden),
    )


def _functions(said: tuple[Said, ...], *, hidden: bool) -> dict[str, tuple[int, int]]:
    """The lower median and the number of ratings by function, where several functions may be compared."""
    ratings: dict[str, list[int]] = {}
    for one in said:
        if isinstance(one.rating, Known):
            ratings.setdefault(one.person.function, []).append(one.rating.level)
    counts = Counter({function: len(levels) for function, levels in ratings.items()})
    if len(counts) < COMPARED_FROM:
        return {}
    shown = functions_shown(counts) if hidden else frozenset(counts)
    return {
        function: (sorted(levels)[(len(levels) - 1) // 2], len(levels))
        for function, levels in sorted(ratings.items())
        if function in shown
    }
