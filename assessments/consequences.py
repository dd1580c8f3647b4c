"""What follows from the changes between two versions. Pure: changes in, places and slugs out."""

from collections.abc import Iterable, Iterator

from assessments.comparison import How, Key, PartChange, Sort
from assessments.completeness import Keys
from assessments.framework_files.tree import FrameworkTree, QuestionNode

# What a respondent reads to pick a level; see ``assessments.rounds``.
READ = {Sort.QUESTION: "text", Sort.ANCHOR: "statement"}


def outdated(changes: Iterable[PartChange], tree: FrameworkTree) -> dict[str, list[Keys]]:
    """By language, where the newer ``tree`` says something else in English and the same as before in it."""
    places = dict(_places(tree))
    found: dict[str, list[Keys]] = {}
    for change in changes:
        for field in change.fields:
            for language in field.outdated:
                found.setdefault(language, []).append((*places[change.key], field.name))
    return found


def reworded(changes: Iterable[PartChange]) -> list[str]:
    """The slugs of the questions whose text or statements changed, in the order of the changes."""
    slugs = [str(change.key[1]) for change in changes if _is_reworded(change)]
    return list(dict.fromkeys(slugs))


def question_places(tree: FrameworkTree) -> dict[str, Keys]:
    """Where each question stands, by its slug."""
    return {str(key[1]): keys for key, keys in _places(tree) if key[0] == Sort.QUESTION}


def _is_reworded(change: PartChange) -> bool:
    read = READ.get(change.sort)
    return How.CHANGED in change.how and any(field.name == read for field in change.fields)


def _places(tree: FrameworkTree) -> Iterator[tuple[Key, Keys]]:
    """Each part's key in a comparison, with its place in the tree."""
    yield ("framework",), ()
    for index, rubric in enumerate(tree.rubrics):
        yield ("rubric", rubric.slug), ("rubrics", index)
        for rank in range(1, len(rubric.levels) + 1):
            yield ("level", rubric.slug, rank), ("rubrics", index, "levels", rank - 1)
    for index, domain in enumerate(tree.domains):
        yield ("domain", domain.slug), ("domains", index)
        for number, question in enumerate(domain.questions):
            yield from _places_of(question, ("domains", index, "questions", number))
    for sort, name in (("sign", "warning_signs"), ("goal", "goals"), ("kpi", "kpis")):
        for index, node in enumerate(getattr(tree, name)):
            yield (sort, node.slug), (name, index)


def _places_of(question: QuestionNode, place: Keys) -> Iterator[tuple[Key, Keys]]:
    yield ("question", question.slug), place
    for slug, anchors in question.anchors.items():
        for rank in range(1, len(anchors) + 1):
            yield ("anchor", question.slug, slug, rank), (*place, "anchors", slug, rank - 1)
