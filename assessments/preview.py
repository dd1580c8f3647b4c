"""What a version says before it is published: in any language, complete or not.

Nothing of it is remembered, since a draft changes all the time.
"""

from dataclasses import replace

from django.utils.translation import get_language, gettext

from assessments.content import Content
from assessments.framework_files.content import content_said
from assessments.framework_files.reader import ENGLISH
from assessments.framework_files.tree import FrameworkTree, RubricNode, Text
from scoring import Instrument


def shown_rubrics(tree: FrameworkTree) -> list[RubricNode]:
    """The rubrics that a page of questions can be made with: those that have levels."""
    return [rubric for rubric in tree.rubrics if rubric.levels]


def label(text: Text, slug: str) -> str:
    """A name in the active language, else in English; the slug where there is neither."""
    return text.get(get_language() or ENGLISH) or text.get(ENGLISH) or slug


def draft_content(tree: FrameworkTree, rubric: str, language: str) -> Content:
    """The texts in a language, complete or not.

    A text without a translation is English and marked as such; one that is missing is a mark. The marks are
    in the active language, whatever the language of the texts.
    """

    def say(text: Text | None) -> str:
        if text is None:
            return ""
        if language in text:
            return text[language]
        if ENGLISH in text:
            return gettext("[Not translated] %(text)s") % {"text": text[ENGLISH]}
        return gettext("[Text missing]")

    return content_said(tree, rubric, say)


def askable(content: Content) -> Content:
    """The content without the domains that have no question yet, and without what points at them."""
    domains = tuple(domain for domain in content.domains if domain.questions)
    slugs = {domain.slug for domain in domains}
    return replace(
        content,
        domains=domains,
        signs=tuple(
            replace(sign, domains=tuple(slug for slug in sign.domains if slug in slugs))
            for sign in content.signs
        ),
        goals=tuple(
            replace(goal, relevance=tuple(pair for pair in goal.relevance if pair[0] in slugs))
            for goal in content.goals
        ),
    )


def draft_instrument(content: Content) -> Instrument | None:
    """What the scorer needs to know; None where the draft is not complete enough to be scored."""
    try:
        return content.instrument()
    except ValueError:
        return None
