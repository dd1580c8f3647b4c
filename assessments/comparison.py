"""What changed between two versions of a framework, text by text. Pure: two trees in, changes out.

Parts are recognised by their slugs; levels and anchors, which have none, by their rubric and rank.
"""

import difflib
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from assessments.framework_files import ENGLISH
from assessments.framework_files.tree import (
    DomainNode,
    FrameworkTree,
    GoalNode,
    KpiNode,
    QuestionNode,
    RubricNode,
    SignNode,
    Text,
)

# Pairs of the same word, one on each side, that are looked at in a text and on a page; the costliest
# texts, which say one word over and over, take some 10 microseconds a pair.
MOST_PAIRS = 5_000
PAIRS_OF_A_PAGE = 300_000

Value = str | int | bool | Decimal | None
Key = tuple[str | int, ...]
FieldKey = tuple[str, str]


class Sort(StrEnum):
    """What kind of part a version is made of."""

    FRAMEWORK = "framework"
    RUBRIC = "rubric"
    LEVEL = "level"
    DOMAIN = "domain"
    QUESTION = "question"
    ANCHOR = "anchor"
    SIGN = "sign"
    GOAL = "goal"
    KPI = "kpi"


class How(StrEnum):
    """What happened to a part. A moved part stands elsewhere among its own; it may have changed as well."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Part:
    """One part of a tree. ``path`` names it from the outside in; ``fields`` maps name and detail to a value.

    The detail of a text is its language, that of a relevance the domain's slug, else it is empty.
    """

    sort: Sort
    path: tuple[Text | str, ...]
    fields: Mapping[FieldKey, Value]
    group: Key = ()


@dataclass(frozen=True, slots=True)
class FieldChange:
    """``before`` or ``after`` is None where the field had or has nothing.

    ``outdated`` names the languages in which an English text that was rewritten says what it said before.
    """

    name: str
    detail: str
    before: Value
    after: Value
    outdated: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PartChange:
    """``key`` is the sort and the slug (of levels and anchors rubric and rank too)."""

    key: Key
    sort: Sort
    path: tuple[Text | str, ...]
    how: tuple[How, ...]
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Some words of a text that changed; ``how`` is None where both sides say them."""

    how: How | None
    text: str


@dataclass(slots=True)
class Budget:
    """What a page may still spend on finding the words that differ, in pairs of the same word."""

    pairs: int = PAIRS_OF_A_PAGE

    def spend(self, pairs: int) -> bool:
        """True, and spent, where a text is worth it; False where it is to be shown whole."""
        if pairs > min(MOST_PAIRS, self.pairs):
            return False
        self.pairs -= pairs
        return True


def compare(old: FrameworkTree, new: FrameworkTree) -> tuple[PartChange, ...]:
    """Every part that was added, removed, moved or changed, in the order of the newer tree."""
    before, after = dict(_parts(old)), dict(_parts(new))
    moved = _moved(before, after)
    found = (_change(key, before, after, key in moved) for key in _in_order(before, after))
    return tuple(change for change in found if change.how)


def count(changes: Iterable[PartChange]) -> dict[How, int]:
    """How many parts were added, removed, moved and changed; one that moved and changed counts in both."""
    counted = dict.fromkeys(How, 0)
    for change in changes:
        for how in change.how:
            counted[how] += 1
    return counted


def word_differences(
    before: str, after: str, budget: Budget | None = None
) -> tuple[tuple[Run, ...], tuple[Run, ...]]:
    """The runs of both texts, word by word; joined they are the texts.

    Texts that would take too long, or more than ``budget`` has left, change as a whole.
    """
    old, new = _words(before), _words(after)
    if not (budget or Budget()).spend(_pairs(old, new)):
        return (Run(How.REMOVED, before),), (Run(How.ADDED, after),)
    left: list[Run] = []
    right: list[Run] = []
    # Blanks match beside words only: each for itself would match every other.
    for tag, i, j, k, m in difflib.SequenceMatcher(str.isspace, old, new, autojunk=False).get_opcodes():
        said, says = "".join(old[i:j]), "".join(new[k:m])
        if said:
            left.append(Run(None if tag == "equal" else How.REMOVED, said))
        if says:
            right.append(Run(None if tag == "equal" else How.ADDED, says))
    return tuple(left), tuple(right)


def _pairs(old: Sequence[str], new: Sequence[str]) -> int:
    """In how many ways a word of one text stands in the other."""
    counted = Counter(new)
    return sum(counted[word] for word in old if not word.isspace())


def _words(text: str) -> list[str]:
    return re.findall(r"\s+|\d+(?:[.,]\d+)+|\w+|[^\w\s]", text)


def _change(key: Key, before: Mapping[Key, Part], after: Mapping[Key, Part], moved: bool) -> PartChange:
    part = after[key] if key in after else before[key]
    old, new = (parts[key].fields if key in parts else {} for parts in (before, after))
    fields = tuple(_field_changes(old, new))
    how: tuple[How, ...] = (How.MOVED,) * moved + (How.CHANGED,) * bool(fields)
    if key not in before:
        how = (How.ADDED,)
    elif key not in after:
        how = (How.REMOVED,)
    return PartChange(key, part.sort, part.path, how, fields)


def _field_changes(old: Mapping[FieldKey, Value], new: Mapping[FieldKey, Value]) -> Iterator[FieldChange]:
    for name, detail in dict.fromkeys([*new, *old]):
        before, after = old.get((name, detail)), new.get((name, detail))
        if before != after:
            rewritten = detail == ENGLISH and isinstance(before, str) and isinstance(after, str)
            left = tuple(_left_as_it_was(name, old, new)) if rewritten else ()
            yield FieldChange(name, detail, before, after, left)


def _left_as_it_was(name: str, old: Mapping[FieldKey, Value], new: Mapping[FieldKey, Value]) -> Iterator[str]:
    for (other, language), words in new.items():
        if other == name and language != ENGLISH and old.get((other, language)) == words:
            yield language


def _in_order(before: Iterable[Key], after: Collection[Key]) -> list[Key]:
    """The keys of the newer tree, with each removed one behind the one it stood behind."""
    known = set(after)
    behind: dict[Key | None, list[Key]] = {}
    kept: Key | None = None
    for key in before:
        if key in known:
            kept = key
        else:
            behind.setdefault(kept, []).append(key)
    return [*behind.get(None, ()), *(one for key in after for one in (key, *behind.get(key, ())))]


def _moved(before: Mapping[Key, Part], after: Mapping[Key, Part]) -> set[Key]:
    """Parts of both trees that belong to another group now, or stand elsewhere among their group."""
    both = [key for key in before if key in after]
    moved = {key for key in both if before[key].group != after[key].group}
    old, new = _by_group(before, set(both) - moved), _by_group(after, set(both) - moved)
    for group, keys in old.items():
        blocks = difflib.SequenceMatcher(None, keys, new[group], autojunk=False).get_matching_blocks()
        kept = {key for block in blocks for key in keys[block.a : block.a + block.size]}
        moved |= set(keys) - kept
    return moved


def _by_group(parts: Mapping[Key, Part], keys: set[Key]) -> dict[Key, list[Key]]:
    groups: dict[Key, list[Key]] = {}
    for key, part in parts.items():
        if key in keys:
            groups.setdefault(part.group, []).append(key)
    return groups


def _parts(tree: FrameworkTree) -> Iterator[tuple[Key, Part]]:
    parameters = {
        (name, ""): getattr(tree.scoring, name) for name in ("sign_bonus", "weakest_bonus", "third_gap_share")
    }
    texts = _texts(name=tree.name, summary=tree.summary)
    yield ("framework",), Part(Sort.FRAMEWORK, (tree.name,), texts | parameters)
    for rubric in tree.rubrics:
        yield from _rubric(rubric)
    for domain in tree.domains:
        yield from _domain(domain, tree.rubrics)
    for sign in tree.warning_signs:
        yield ("sign", sign.slug), _sign(sign)
    for goal in tree.goals:
        yield ("goal", goal.slug), _goal(goal)
    for kpi in tree.kpis:
        yield ("kpi", kpi.slug), _kpi(kpi)


def _texts(**texts: Text | None) -> dict[FieldKey, Value]:
    return {
        (name, language): words for name, text in texts.items() for language, words in (text or {}).items()
    }


def _rubric(node: RubricNode) -> Iterator[tuple[Key, Part]]:
    fields = _texts(name=node.name) | {("evidence_from", ""): node.evidence_from}
    yield ("rubric", node.slug), Part(Sort.RUBRIC, (node.name,), fields, ("rubrics",))
    for rank, level in enumerate(node.levels, start=1):
        texts = _texts(name=level.name, today=level.today, risk=level.risk, improve_first=level.improve_first)
        path = (node.name, str(rank), level.name)
        yield ("level", node.slug, rank), Part(Sort.LEVEL, path, texts, ("levels", node.slug))


def _domain(node: DomainNode, rubrics: Sequence[RubricNode]) -> Iterator[tuple[Key, Part]]:
    fields = _texts(name=node.name, question=node.question, why=node.why) | {("weight", ""): node.weight}
    yield ("domain", node.slug), Part(Sort.DOMAIN, (node.name,), fields, ("domains",))
    for question in node.questions:
        yield from _question(question, node, rubrics)


def _question(
    node: QuestionNode, domain: DomainNode, rubrics: Sequence[RubricNode]
) -> Iterator[tuple[Key, Part]]:
    numbers: dict[FieldKey, Value] = {("weight", ""): node.weight, ("key", ""): node.key}
    texts = _texts(text=node.text, hint=node.hint, evidence=node.evidence)
    path = (domain.name, node.text)
    yield ("question", node.slug), Part(Sort.QUESTION, path, texts | numbers, ("questions", domain.slug))
    for rubric in rubrics:
        for rank, anchor in enumerate(node.anchors.get(rubric.slug, ()), start=1):
            words = _texts(statement=anchor.statement, next_step=anchor.next_step)
            where = (*path, rubric.name, str(rank), rubric.levels[rank - 1].name)
            key = ("anchor", node.slug, rubric.slug, rank)
            yield key, Part(Sort.ANCHOR, where, words, ("anchors", node.slug, rubric.slug))


def _sign(node: SignNode) -> Part:
    fields = _texts(text=node.text, meaning=node.meaning)
    points_at: dict[FieldKey, Value] = {("domains", slug): True for slug in node.domains}
    return Part(Sort.SIGN, (node.text,), fields | points_at, ("signs",))


def _goal(node: GoalNode) -> Part:
    fields = _texts(name=node.name, smart=node.smart, metric=node.metric, unit=node.unit, levers=node.levers)
    relevance: dict[FieldKey, Value] = {("relevance", slug): value for slug, value in node.relevance.items()}
    return Part(Sort.GOAL, (node.name,), fields | {("direction", ""): node.direction} | relevance, ("goals",))


def _kpi(node: KpiNode) -> Part:
    fields = _texts(name=node.name, reveals=node.reveals, hides=node.hides)
    fixed: dict[FieldKey, Value] = {
        ("kind", ""): node.kind,
        ("rubric", ""): node.rubric,
        ("level", ""): node.level,
        ("domain", ""): node.domain,
    }
    return Part(Sort.KPI, (node.name,), fields | fixed, ("kpis",))
