"""Which questions of a newer framework file differ from an earlier one by added languages alone."""

from collections.abc import Iterator

from assessments.framework_files.tree import FrameworkTree, QuestionNode, Text


def only_translated(before: FrameworkTree, after: FrameworkTree) -> list[str]:
    """The slugs of questions that say what they said, in more languages: the texts and anchors one reads to
    answer them, in every rubric that both have.
    """
    earlier = {question.slug: question for domain in before.domains for question in domain.questions}
    return [
        question.slug
        for domain in after.domains
        for question in domain.questions
        if question.slug in earlier and _adds_languages(earlier[question.slug], question)
    ]


def _adds_languages(one: QuestionNode, other: QuestionNode) -> bool:
    shared = [slug for slug in one.anchors if slug in other.anchors]
    if any(len(one.anchors[slug]) != len(other.anchors[slug]) for slug in shared):
        return False
    pairs = list(zip(_read(one, shared), _read(other, shared), strict=True))
    kept = all(new.get(code) == words for old, new in pairs for code, words in old.items())
    return kept and any(len(new) > len(old) for old, new in pairs)


def _read(question: QuestionNode, rubrics: list[str]) -> Iterator[Text]:
    yield question.text
    for slug in rubrics:
        for anchor in question.anchors[slug]:
            yield anchor.statement
