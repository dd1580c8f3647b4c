"""Everything a report is made from, read in a constant number of queries.

A source is hashable through and through, so that what is made from it can be remembered by its value.
"""

from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import lru_cache
from typing import NamedTuple
from uuid import UUID

from accounts.models import Organisation
from accounts.time_zones import today_in, zone_of
from assessments.anonymity import functions_shown
from assessments.content import Content
from assessments.models import Answer, Assessment, Respondent, StoredResult
from assessments.published import content_of
from assessments.responses import CALLED, counted
from assessments.sample import Evidence, sample
from reports.remarks import Remark, remarks_of
from reports.rounds.sides import Earlier, Previous, earlier_of, previous_of
from roadmaps.plan import Plan, plans_of
from roadmaps.sample import sample_plan, sample_today
from scoring import Known, NotApplicable, Rating, Response, Result, Unknown, load, rate

RELATED = (
    "version__framework",
    "organisation__logo",
    "previous__version",
    "previous__rubric",
)  # what ``source_of`` reads of an assessment besides its own row
UNREAD = ("organisation__logo__content",)  # of those, what it does not


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

    @property
    def rating(self) -> Rating:
        """What the scorer makes of it."""
        if self.level is not None:
            return Known(self.level)
        return Unknown() if self.state == Answer.State.UNKNOWN else NotApplicable(self.reason)


Answers = tuple[tuple[str, Given], ...]


@dataclass(frozen=True, slots=True)
class Answerer:
    """A respondent with the answers that count, in pairs with the slugs of their questions.

    `function` is its label, "" when not given.
    """

    name: str
    function: str
    answers: Answers


@dataclass(frozen=True, slots=True)
class Agreed:
    """The level that the respondents agreed on for a question, and why."""

    level: int
    why: str


@dataclass(frozen=True, slots=True)
class Picture:
    """An organisation's logo by its digest, with its size in pixels; the bytes are read where it is drawn."""

    digest: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Reopened:
    """That the assessment had been submitted and was opened again; `by` is "" once the account is gone."""

    first_submitted_at: datetime
    at: datetime
    by: str
    why: str


@dataclass(frozen=True, slots=True)
class Source:
    """One sealed assessment: texts, result, answers. `goal` and `signs` are slugs of the content's.

    `accent` is the organisation's colour ("#1f5c57"), "" for the product's own. With `names_hidden` the
    answerers have no names, and functions only where these may be shown; with `answers_hidden` nobody is told
    who answered what. `plan` is the roadmap, None without
    one, and `today` the day on which it was read, where the organisation is; None without a roadmap.
    `earlier` is the last round, None without one that all readers may read.
    """

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
    names_hidden: bool = False
    answers_hidden: bool = False
    accent: str = ""
    logo: Picture | None = None
    remarks: tuple[Remark, ...] = ()
    reopenings: tuple[Reopened, ...] = ()
    plan: Plan | None = None
    today: date | None = None
    earlier: Earlier | None = None


def source_of(assessment: Assessment, *, drafts: bool = False, opened: Set[UUID] = frozenset()) -> Source:
    """Reads a sealed assessment in the active language; the result is the one that sealing stored.

    With ``drafts`` it holds what consultants have not handed over yet, too: for their eyes only. ``opened``
    are the assessments without an account that this browser may read, for what it holds of the last round.
    Raises KeyError when the assessment is not sealed.
    """
    rounds = _rounds(assessment)
    plans = plans_of([pk for pk in (assessment.pk, assessment.previous_id) if pk])
    sealed, plan = rounds[assessment.pk], plans[assessment.pk]
    former = rounds.get(assessment.previous_id) if assessment.previous_id else None
    return Source(
        content=replace(content_of(assessment), name=assessment.version.framework.name),
        result=sealed.result,
        team=assessment.team,
        title=assessment.title,
        organisation=assessment.organisation.name if assessment.organisation else "",
        opened_at=assessment.opened_at,
        submitted_at=assessment.submitted_at or assessment.opened_at,
        goal=sealed.goal,
        signs=sealed.signs,
        answerers=_answerers(assessment, sealed.answers),
        names_hidden=assessment.names_hidden,
        consensus=sealed.consensus,
        previous=previous_of(former.result, sealed.result) if former else None,
        accent=assessment.organisation.accent if assessment.organisation else "",
        logo=_logo(assessment.organisation),
        remarks=remarks_of(assessment, drafts=drafts),
        reopenings=sealed.reopenings,
        plan=None if plan.is_empty else plan,
        today=None if plan.is_empty else today_in(zone_of(assessment.organisation)),
        earlier=earlier_of(assessment, former.result, plans, opened) if former else None,
    )


def _logo(organisation: Organisation | None) -> Picture | None:
    logo = getattr(organisation, "logo", None)
    return Picture(logo.digest, logo.width, logo.height) if logo is not None else None


class _Sealed(NamedTuple):
    """What sealing fixed for good: the result, and what it reckoned with besides the answers."""

    result: Result
    goal: str | None
    signs: tuple[str, ...]
    consensus: tuple[tuple[str, Agreed], ...]
    answers: Mapping[UUID, Answers]
    reopenings: tuple[Reopened, ...]


def _rounds(assessment: Assessment) -> dict[UUID, _Sealed]:
    """This round and, if it is sealed, the last one."""
    rounds = StoredResult.objects.filter(pk__in=[assessment.pk, assessment.previous_id])
    return {pk: _sealed(pk, made_at) for pk, made_at in rounds.values_list("pk", "created_at")}


@lru_cache(maxsize=32)
def _sealed(pk: UUID, _made_at: datetime) -> _Sealed:
    """Remembered, because nothing of it is written again once it is sealed; names are read anew each time."""
    stored = StoredResult.objects.select_related("assessment__goal").get(pk=pk)
    sealed, result = stored.assessment, load(stored.data)
    # One that the answers had moved away from by then does not hold.
    holding = {one.question for domain in result.domains for one in domain.questions if one.consensus}
    agreed = sealed.consensus.values_list("question__slug", "level__rank", "why")
    return _Sealed(
        result=result,
        goal=sealed.goal.slug if sealed.goal else None,
        signs=tuple(sealed.warning_signs.values_list("slug", flat=True)),
        consensus=tuple((slug, Agreed(level=rank, why=why)) for slug, rank, why in agreed if slug in holding),
        answers=_answers(sealed),
        reopenings=reopenings_of(sealed),
    )


def reopenings_of(assessment: Assessment) -> tuple[Reopened, ...]:
    """Each time that it was opened again, the first one first."""
    return tuple(
        Reopened(
            first_submitted_at=one.submitted_at,
            at=one.reopened_at,
            by=one.reopened_by.get_full_name() if one.reopened_by else "",
            why=one.why,
        )
        for one in assessment.reopenings.select_related("reopened_by")
    )


def _answers(assessment: Assessment) -> dict[UUID, Answers]:
    """The answers that count, by respondent."""
    ranks = dict(assessment.rubric.levels.values_list("pk", "rank"))
    answers: dict[UUID, list[tuple[str, Given]]] = {}
    for row in Answer.objects.filter(respondent__assessment=assessment).select_related("question"):
        if row.is_complete:
            level = None if row.level_id is None else ranks[row.level_id]
            given = Given(row.state, level, row.reason, row.note, row.link, row.dated)
            answers.setdefault(row.respondent_id, []).append((row.question.slug, given))
    return {respondent: tuple(given) for respondent, given in answers.items()}


def _answerers(assessment: Assessment, answers: Mapping[UUID, Answers]) -> tuple[Answerer, ...]:
    """The respondents in the order they came; nameless and in no order where they are anonymous."""
    functions = dict(Respondent.Function.choices)
    rows = list(counted(assessment).values_list("pk", CALLED, "function"))
    shown = frozenset(functions)
    if assessment.names_hidden:
        shown = functions_shown(Counter(function for _pk, _name, function in rows))
    return tuple(
        Answerer(
            name="" if assessment.names_hidden else name,
            function=str(functions.get(function, "")) if function in shown else "",
            answers=answers.get(pk, ()),
        )
        for pk, name, function in rows
    )


def sample_source() -> Source:
    """The fictional company's assessment, rated here and now, in the active language; no query."""
    made_up = sample()
    result = rate(made_up.content.instrument(), made_up.responses)
    return Source(
        content=made_up.content,
        result=result,
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
        plan=sample_plan(made_up.content, result),
        today=sample_today(),
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
