"""A framework tree into the database as a draft, and a version back out of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.db.models import Prefetch

from assessments import history
from assessments.framework_files.reader import ENGLISH
from assessments.framework_files.tree import (
    AnchorNode,
    DomainNode,
    FrameworkTree,
    GoalNode,
    KpiNode,
    LevelNode,
    QuestionNode,
    RubricNode,
    ScoringParameters,
    SignNode,
    Text,
)
from assessments.models import (
    Anchor,
    BusinessGoal,
    Domain,
    Framework,
    FrameworkVersion,
    GoalRelevance,
    Kpi,
    Level,
    Question,
    Rubric,
    WarningSign,
)

LANGUAGES = [code for code, _name in settings.LANGUAGES]


def to_tree(version: FrameworkVersion) -> FrameworkTree:
    """What a version says, complete or not. A constant number of queries."""
    ladders = list(version.rubrics.prefetch_related("levels"))
    return FrameworkTree(
        slug=version.framework.slug,
        name=_text(version.framework, "name"),
        summary=_text(version.framework, "summary"),
        scoring=ScoringParameters(
            sign_bonus=version.sign_bonus.normalize(),
            weakest_bonus=version.weakest_bonus.normalize(),
            third_gap_share=version.third_gap_share.normalize(),
        ),
        rubrics=tuple(_rubric_node(rubric) for rubric in ladders),
        domains=_domain_nodes(version, ladders),
        warning_signs=tuple(
            SignNode(
                domains=tuple(domain.slug for domain in sign.domains.all()),
                slug=sign.slug,
                text=_text(sign, "text"),
                meaning=_text(sign, "meaning"),
            )
            for sign in version.warning_signs.prefetch_related("domains")
        ),
        goals=tuple(_goal_node(goal) for goal in version.goals.prefetch_related("relevances__domain")),
        kpis=tuple(_kpi_node(kpi) for kpi in version.kpis.select_related("level__rubric", "domain")),
    )


def _text(row: models.Model, name: str) -> Text:
    """The languages that have words; line ends as every system but one writes them."""
    words = {code: getattr(row, f"{name}_{code}") for code in LANGUAGES}
    return {code: said.replace("\r\n", "\n") for code, said in words.items() if said}


def _rubric_node(rubric: Rubric) -> RubricNode:
    names = ("name", "today", "risk", "improve_first")
    levels = tuple(LevelNode(**{name: _text(level, name) for name in names}) for level in rubric.levels.all())
    return RubricNode(rubric.slug, _text(rubric, "name"), rubric.evidence_from, levels)


def _domain_nodes(version: FrameworkVersion, ladders: list[Rubric]) -> tuple[DomainNode, ...]:
    questions = Prefetch("questions", queryset=Question.objects.prefetch_related("anchors"))
    return tuple(
        DomainNode(
            slug=domain.slug,
            name=_text(domain, "name"),
            question=_text(domain, "question"),
            why=_text(domain, "why"),
            weight=domain.weight,
            questions=tuple(_question_node(question, ladders) for question in domain.questions.all()),
        )
        for domain in version.domains.prefetch_related(questions)
    )


def _question_node(question: Question, ladders: list[Rubric]) -> QuestionNode:
    anchors = {anchor.level_id: anchor for anchor in question.anchors.all()}
    return QuestionNode(
        slug=question.slug,
        text=_text(question, "text"),
        hint=_text(question, "hint") or None,
        evidence=_text(question, "evidence"),
        weight=question.weight,
        key=question.key,
        anchors={
            rubric.slug: tuple(_anchor_node(anchors.get(level.pk)) for level in rubric.levels.all())
            for rubric in ladders
        },
    )


def _anchor_node(anchor: Anchor | None) -> AnchorNode:
    if anchor is None:
        return AnchorNode(statement={}, next_step=None)
    return AnchorNode(_text(anchor, "statement"), _text(anchor, "next_step") or None)


def _goal_node(goal: BusinessGoal) -> GoalNode:
    texts = ("name", "smart", "metric", "unit", "levers")
    return GoalNode(
        slug=goal.slug,
        direction=goal.direction,
        relevance={relevance.domain.slug: relevance.value for relevance in goal.relevances.all()},
        **{name: _text(goal, name) for name in texts},
    )


def _kpi_node(kpi: Kpi) -> KpiNode:
    return KpiNode(
        slug=kpi.slug,
        kind=kpi.kind,
        rubric=kpi.level.rubric.slug,
        level=kpi.level.rank,
        domain=kpi.domain.slug if kpi.domain else None,
        **{name: _text(kpi, name) for name in ("name", "reveals", "hides")},
    )


@transaction.atomic
def create_draft(
    framework: Framework, tree: FrameworkTree, *, number: int, loaded_digest: str = ""
) -> FrameworkVersion:
    """A new draft version with the content of a tree, in about a dozen statements.

    The caller keeps its entry in the history.
    """
    with history.as_one_entry():
        return _create(framework, tree, number, loaded_digest)


def _create(framework: Framework, tree: FrameworkTree, number: int, loaded_digest: str) -> FrameworkVersion:
    version = FrameworkVersion.objects.create(
        framework=framework,
        number=number,
        loaded_digest=loaded_digest,
        sign_bonus=tree.scoring.sign_bonus,
        weakest_bonus=tree.scoring.weakest_bonus,
        third_gap_share=tree.scoring.third_gap_share,
    )
    levels = _create_rubrics(version, tree.rubrics)
    domains = _create_domains(version, tree.domains, levels)
    _create_signs(version, tree.warning_signs, domains)
    _create_goals(version, tree.goals, domains)
    Kpi.objects.bulk_create(
        Kpi(
            version=version,
            position=position,
            slug=kpi.slug,
            kind=kpi.kind,
            level=levels[kpi.rubric][kpi.level - 1],
            domain=domains[kpi.domain] if kpi.domain else None,
            **columns(name=kpi.name, reveals=kpi.reveals, hides=kpi.hides),
        )
        for position, kpi in enumerate(tree.kpis, start=1)
    )
    return version


def columns(**texts: Text | None) -> dict[str, str | None]:
    """A column a language and text, and the column without a language, which holds English."""
    found: dict[str, str | None] = {}
    for name, text in texts.items():
        found[name] = (text or {}).get(ENGLISH, "")
        for code in LANGUAGES:
            found[f"{name}_{code}"] = (text or {}).get(code, "" if code == ENGLISH else None)
    return found


def _create_rubrics(version: FrameworkVersion, nodes: Iterable[RubricNode]) -> dict[str, list[Level]]:
    """The levels of each rubric in order of rank."""
    levels: dict[str, list[Level]] = {}
    for position, node in enumerate(nodes, start=1):
        rubric = Rubric.objects.create(
            version=version,
            position=position,
            slug=node.slug,
            evidence_from=node.evidence_from,
            **columns(name=node.name),
        )
        levels[node.slug] = Level.objects.bulk_create(
            Level(
                rubric=rubric,
                rank=rank,
                **columns(
                    name=level.name, today=level.today, risk=level.risk, improve_first=level.improve_first
                ),
            )
            for rank, level in enumerate(node.levels, start=1)
        )
    return levels


def _create_domains(
    version: FrameworkVersion, nodes: tuple[DomainNode, ...], levels: Mapping[str, list[Level]]
) -> dict[str, Domain]:
    domains = Domain.objects.bulk_create(
        Domain(
            version=version,
            position=position,
            slug=node.slug,
            weight=node.weight,
            **columns(name=node.name, question=node.question, why=node.why),
        )
        for position, node in enumerate(nodes, start=1)
    )
    asked = [node for domain in nodes for node in domain.questions]
    questions = Question.objects.bulk_create(
        Question(
            domain=domain,
            position=position,
            slug=question.slug,
            weight=question.weight,
            key=question.key,
            **columns(text=question.text, hint=question.hint, evidence=question.evidence),
        )
        for domain, node in zip(domains, nodes, strict=True)
        for position, question in enumerate(node.questions, start=1)
    )
    Anchor.objects.bulk_create(
        Anchor(
            question=question,
            level=level,
            **columns(statement=anchor.statement, next_step=anchor.next_step),
        )
        for question, node in zip(questions, asked, strict=True)
        for rubric, anchors in node.anchors.items()
        for level, anchor in zip(levels[rubric], anchors, strict=True)
        if anchor.statement or anchor.next_step  # a copied draft can lack some
    )
    return {domain.slug: domain for domain in domains}


def _create_signs(
    version: FrameworkVersion, nodes: tuple[SignNode, ...], domains: Mapping[str, Domain]
) -> None:
    signs = WarningSign.objects.bulk_create(
        WarningSign(
            version=version,
            position=position,
            slug=node.slug,
            **columns(text=node.text, meaning=node.meaning),
        )
        for position, node in enumerate(nodes, start=1)
    )
    link: Any = WarningSign.domains.through
    link.objects.bulk_create(
        link(warningsign_id=sign.pk, domain_id=domains[slug].pk)
        for sign, node in zip(signs, nodes, strict=True)
        for slug in node.domains
    )


def _create_goals(
    version: FrameworkVersion, nodes: tuple[GoalNode, ...], domains: Mapping[str, Domain]
) -> None:
    goals = BusinessGoal.objects.bulk_create(
        BusinessGoal(
            version=version,
            position=position,
            slug=node.slug,
            direction=node.direction,
            **columns(
                name=node.name, smart=node.smart, metric=node.metric, unit=node.unit, levers=node.levers
            ),
        )
        for position, node in enumerate(nodes, start=1)
    )
    GoalRelevance.objects.bulk_create(
        GoalRelevance(goal=goal, domain=domains[slug], value=value)
        for goal, node in zip(goals, nodes, strict=True)
        for slug, value in node.relevance.items()
    )
