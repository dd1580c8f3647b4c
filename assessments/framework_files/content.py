"""A framework file's content for one rubric and language, without a database."""

from collections.abc import Callable
from fractions import Fraction

from assessments.content import (
    AnchorText,
    Content,
    DomainText,
    GoalText,
    KpiText,
    LevelText,
    QuestionText,
    SignText,
)
from assessments.framework_files.reader import ENGLISH
from assessments.framework_files.tree import DomainNode, FrameworkTree, QuestionNode, Text
from scoring import Parameters


def content(tree: FrameworkTree, rubric_slug: str, language: str) -> Content:
    """What a questionnaire or report shows, with English where the language has no text.

    Raises KeyError when the file has no such rubric.
    """
    return content_said(
        tree, rubric_slug, lambda text: "" if text is None else text.get(language, text[ENGLISH])
    )


def content_said(tree: FrameworkTree, rubric_slug: str, say: Callable[[Text | None], str]) -> Content:
    """The same with other words for a text, or for the lack of an optional one (None)."""
    rubrics = {rubric.slug: rubric for rubric in tree.rubrics}
    rubric = rubrics[rubric_slug]

    def question(node: QuestionNode) -> QuestionText:
        anchors = tuple(
            AnchorText(rank, say(anchor.statement), say(anchor.next_step))
            for rank, anchor in enumerate(node.anchors[rubric_slug], start=1)
        )
        return QuestionText(
            node.slug, say(node.text), say(node.hint), say(node.evidence), node.weight, node.key, anchors
        )

    def domain(node: DomainNode) -> DomainText:
        questions = tuple(question(item) for item in node.questions)
        return DomainText(
            node.slug, say(node.name), say(node.question), say(node.why), node.weight, questions
        )

    return Content(
        framework=tree.slug,
        name=say(tree.name),
        number=None,
        rubric=rubric.slug,
        rubric_name=say(rubric.name),
        evidence_from=rubric.evidence_from,
        parameters=Parameters(
            sign_bonus=Fraction(tree.scoring.sign_bonus),
            weakest_bonus=Fraction(tree.scoring.weakest_bonus),
            third_gap_share=Fraction(tree.scoring.third_gap_share),
        ),
        levels=tuple(
            LevelText(rank, say(level.name), say(level.today), say(level.risk), say(level.improve_first))
            for rank, level in enumerate(rubric.levels, start=1)
        ),
        domains=tuple(domain(node) for node in tree.domains),
        signs=tuple(
            SignText(sign.slug, say(sign.text), say(sign.meaning), sign.domains)
            for sign in tree.warning_signs
        ),
        goals=tuple(
            GoalText(
                goal.slug,
                say(goal.name),
                say(goal.smart),
                say(goal.metric),
                say(goal.unit),
                goal.direction,
                say(goal.levers),
                tuple(goal.relevance.items()),
            )
            for goal in tree.goals
        ),
        kpis=tuple(
            KpiText(
                kpi.slug, say(kpi.name), say(kpi.reveals), say(kpi.hides), kpi.kind, kpi.level, kpi.domain
            )
            for kpi in tree.kpis
            if kpi.rubric == rubric_slug
        ),
    )
