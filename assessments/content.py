"""A framework version's texts and numbers, for one rubric and one language, as plain dataclasses.

Made from the database (``from_version``) or from a framework file (``framework_files.content``);
questionnaire, scoring and report read this and need no query of their own.
"""

from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Prefetch

from assessments.models import Anchor, FrameworkVersion, Rubric
from assessments.models import Question as QuestionRow
from scoring import Domain, Goal, Instrument, Parameters, Question, WarningSign
from scoring.consolidate import evidenced_rating


@dataclass(frozen=True, slots=True)
class LevelText:
    rank: int
    name: str
    today: str
    risk: str
    improve_first: str


@dataclass(frozen=True, slots=True)
class AnchorText:
    level: int
    statement: str
    next_step: str


@dataclass(frozen=True, slots=True)
class QuestionText:
    slug: str
    text: str
    hint: str
    evidence: str
    weight: int
    key: bool
    anchors: tuple[AnchorText, ...]

    def anchor(self, level: int) -> AnchorText:
        """The anchor of a level; levels run from 1."""
        return self.anchors[level - 1]


@dataclass(frozen=True, slots=True)
class DomainText:
    slug: str
    name: str
    question: str
    why: str
    weight: int
    questions: tuple[QuestionText, ...]


@dataclass(frozen=True, slots=True)
class SignText:
    slug: str
    text: str
    meaning: str
    domains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GoalText:
    slug: str
    name: str
    smart: str
    metric: str
    unit: str
    direction: str
    levers: str
    relevance: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class KpiText:
    slug: str
    name: str
    reveals: str
    hides: str
    kind: str
    level: int
    domain: str | None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything of one framework version that a questionnaire or report of one rubric can show."""

    framework: str
    name: str
    number: int | None
    rubric: str
    rubric_name: str
    evidence_from: int
    parameters: Parameters
    levels: tuple[LevelText, ...]
    domains: tuple[DomainText, ...]
    signs: tuple[SignText, ...]
    goals: tuple[GoalText, ...]
    kpis: tuple[KpiText, ...]

    @property
    def unproven_most(self) -> int:
        """The highest level that a rating counts as without a note or link, from 1."""
        return evidenced_rating(len(self.levels), 0, self.evidence_from)

    def instrument(self) -> Instrument:
        """What the scorer needs to know of it."""
        return Instrument(
            framework=self.framework,
            rubric=self.rubric,
            top=len(self.levels),
            evidence_from=self.evidence_from,
            domains=tuple(
                Domain(
                    slug=domain.slug,
                    weight=domain.weight,
                    questions=tuple(
                        Question(slug=question.slug, weight=question.weight, key=question.key)
                        for question in domain.questions
                    ),
                )
                for domain in self.domains
            ),
            warning_signs=tuple(WarningSign(slug=sign.slug, domains=sign.domains) for sign in self.signs),
            goals=tuple(Goal(slug=goal.slug, relevance=goal.relevance) for goal in self.goals),
            parameters=self.parameters,
        )


def from_version(version: FrameworkVersion, rubric: Rubric) -> Content:
    """Reads a version in the active language, with English where a text is missing. Always 9 queries."""
    return Content(
        framework=version.framework.slug,
        name=version.framework.name,
        number=version.number,
        rubric=rubric.slug,
        rubric_name=rubric.name,
        evidence_from=rubric.evidence_from,
        parameters=Parameters(
            sign_bonus=Fraction(version.sign_bonus),
            weakest_bonus=Fraction(version.weakest_bonus),
            third_gap_share=Fraction(version.third_gap_share),
        ),
        levels=_levels(rubric),
        domains=_domains(version, rubric),
        signs=tuple(
            SignText(sign.slug, sign.text, sign.meaning, tuple(d.slug for d in sign.domains.all()))
            for sign in version.warning_signs.prefetch_related("domains")
        ),
        goals=_goals(version),
        kpis=tuple(
            KpiText(
                kpi.slug,
                kpi.name,
                kpi.reveals,
                kpi.hides,
                kpi.kind,
                kpi.level.rank,
                kpi.domain.slug if kpi.domain else None,
            )
            for kpi in version.kpis.filter(level__rubric=rubric).select_related("level", "domain")
        ),
    )


def _levels(rubric: Rubric) -> tuple[LevelText, ...]:
    return tuple(
        LevelText(level.rank, level.name, level.today, level.risk, level.improve_first)
        for level in rubric.levels.all()
    )


def _domains(version: FrameworkVersion, rubric: Rubric) -> tuple[DomainText, ...]:
    anchors = Prefetch(
        "questions__anchors",
        queryset=Anchor.objects.filter(level__rubric=rubric).select_related("level").order_by("level__rank"),
    )
    return tuple(
        DomainText(
            domain.slug,
            domain.name,
            domain.question,
            domain.why,
            domain.weight,
            tuple(_question(question) for question in domain.questions.all()),
        )
        for domain in version.domains.prefetch_related("questions", anchors)
    )


def _question(question: QuestionRow) -> QuestionText:
    return QuestionText(
        question.slug,
        question.text,
        question.hint,
        question.evidence,
        question.weight,
        question.key,
        tuple(
            AnchorText(anchor.level.rank, anchor.statement, anchor.next_step)
            for anchor in question.anchors.all()
        ),
    )


def _goals(version: FrameworkVersion) -> tuple[GoalText, ...]:
    return tuple(
        GoalText(
            goal.slug,
            goal.name,
            goal.smart,
            goal.metric,
            goal.unit,
            goal.direction,
            goal.levers,
            tuple((relevance.domain.slug, relevance.value) for relevance in goal.relevances.all()),
        )
        for goal in version.goals.prefetch_related("relevances__domain")
    )
