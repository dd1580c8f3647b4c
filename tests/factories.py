"""Makes users, organisations, a small published framework and assessments, for the tests of every app."""

from itertools import count
from typing import Any

from accounts.models import Membership, Organisation, User
from assessments.actions import AnswerContent, open_assessment, save_answer, submit
from assessments.models import (
    Anchor,
    Answer,
    Assessment,
    BusinessGoal,
    Domain,
    Framework,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Respondent,
    Rubric,
    WarningSign,
)

PASSWORD = "correct horse battery staple"
_numbers = count(1)


def make_user(**fields: Any) -> User:
    fields.setdefault("email", f"person{next(_numbers)}@example.com")
    return User.objects.create_user(password=PASSWORD, **fields)


def make_organisation(name: str = "", **members: User) -> Organisation:
    """Members by role: ``make_organisation(lead=anna, consultant=ben)``."""
    organisation = Organisation.objects.create(name=name or f"Company {next(_numbers)} (fictional)")
    for role, user in members.items():
        Membership.objects.create(organisation=organisation, user=user, role=role)
    return organisation


def make_version(
    *,
    domains: int = 2,
    questions: int = 2,
    levels: tuple[int, ...] = (4,),
    publish: bool = True,
    slug: str = "",
) -> FrameworkVersion:
    """A framework version with as many domains, questions a domain and rubrics as asked.

    The first question of the first domain is a key practice.
    Slugs: ``d1``, ``d1-q2``, ``r4``, ``sign-1``, ``goal-1``.
    """
    framework = Framework.objects.create(
        slug=slug or f"framework-{next(_numbers)}", name="Test framework", summary="For tests."
    )
    version = FrameworkVersion.objects.create(framework=framework, number=1)
    made = Domain.objects.bulk_create(_domain(version, number) for number in range(1, domains + 1))
    asked = Question.objects.bulk_create(
        _question(domain, position) for domain in made for position in range(1, questions + 1)
    )
    for top in levels:
        _make_rubric(version, top, made, asked)
    _make_signs_and_goal(version, made)
    if publish:
        version.status = FrameworkVersion.Status.PUBLISHED
        version.save()
    return version


def _domain(version: FrameworkVersion, number: int) -> Domain:
    return Domain(
        version=version,
        position=number,
        slug=f"d{number}",
        name=f"Domain {number}",
        question=f"What about domain {number}?",
        why=f"Domain {number} matters.",
    )


def _question(domain: Domain, position: int) -> Question:
    number = domain.position
    return Question(
        domain=domain,
        position=position,
        slug=f"d{number}-q{position}",
        text=f"How do you do practice {number}.{position}?",
        hint="Think of last month.",
        evidence="Link a document.",
        key=number == position == 1,
    )


def _make_signs_and_goal(version: FrameworkVersion, domains: list[Domain]) -> None:
    signs = WarningSign.objects.bulk_create(
        WarningSign(
            version=version,
            position=domain.position,
            slug=f"sign-{domain.position}",
            text=f"Sign {domain.position} rings true",
            meaning=f"It points at domain {domain.position}.",
        )
        for domain in domains
    )
    pointing = WarningSign.domains.through
    pointing.objects.bulk_create(
        pointing(warningsign=sign, domain=domain) for sign, domain in zip(signs, domains, strict=True)
    )
    goal = BusinessGoal.objects.create(
        version=version,
        slug="goal-1",
        name="Raise the win rate",
        smart="Raise the win rate from x to y by z",
        metric="Won deals of all closed deals",
        unit="%",
        direction="up",
        levers="Qualify earlier.",
    )
    GoalRelevance.objects.bulk_create(GoalRelevance(goal=goal, domain=domain, value=2) for domain in domains)


def _make_rubric(
    version: FrameworkVersion, top: int, domains: list[Domain], questions: list[Question]
) -> None:
    rubric = Rubric.objects.create(
        version=version, position=top, slug=f"r{top}", name=f"{top} levels", evidence_from=min(3, top)
    )
    levels = Level.objects.bulk_create(
        Level(
            rubric=rubric,
            rank=rank,
            name=f"Level {rank} of {top}",
            today=f"Selling works like {rank}.",
            risk=f"Risk {rank}.",
            improve_first=f"Improve {rank}.",
        )
        for rank in range(1, top + 1)
    )
    Anchor.objects.bulk_create(_anchor(question, level, top) for level in levels for question in questions)
    Kpi.objects.bulk_create(
        _kpi(version, domain, level, top, kind)
        for level in levels
        for domain in domains
        for kind in Kpi.Kind.values
    )


def _anchor(question: Question, level: Level, top: int) -> Anchor:
    rank = level.rank
    return Anchor(
        question=question,
        level=level,
        statement=f"{question.slug} behaves like level {rank} of {top}.",
        next_step=f"Take {question.slug} from {rank} to {rank + 1}." if rank < top else "",
    )


def _kpi(version: FrameworkVersion, domain: Domain, level: Level, top: int, kind: str) -> Kpi:
    return Kpi(
        version=version,
        slug=f"kpi-{domain.slug}-{top}-{level.rank}-{kind}",
        name=f"KPI {domain.slug} {level.rank} {kind}",
        reveals="It reveals.",
        hides="It hides.",
        kind=kind,
        level=level,
        domain=domain,
    )


def make_assessment(version: FrameworkVersion | None = None, **fields: Any) -> Assessment:
    """An open assessment of a published version with its first rubric."""
    version = version or make_version()
    fields.setdefault("team", "Field sales")
    fields.setdefault("rubric", version.rubrics.first())
    return open_assessment(version=version, **fields)


def answer_all(respondent: Respondent, ranks: int | dict[str, int] = 2, **content: Any) -> None:
    """Answers every question of the respondent's assessment with a rank, or by slug (default 2)."""
    assessment = respondent.assessment
    levels = {level.rank: level for level in assessment.rubric.levels.all()}
    for question in Question.objects.filter(domain__version=assessment.version):
        rank = ranks if isinstance(ranks, int) else ranks.get(question.slug, 2)
        save_answer(
            respondent=respondent,
            question=question,
            content=AnswerContent(state=Answer.State.LEVEL, level=levels[rank], **content),
            seen=0,
        )


def make_sealed(ranks: int | dict[str, int] = 2, **fields: Any) -> Assessment:
    """A submitted assessment answered by its opener."""
    assessment = make_assessment(**fields)
    answer_all(assessment.respondents.get(is_opener=True), ranks)
    return submit(assessment=assessment)[0]
