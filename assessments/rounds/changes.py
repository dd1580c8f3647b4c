"""What changed between two versions of a framework, as far as answers depend on it. Pure: no database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

Text = Mapping[str, str]  # by language code


@dataclass(frozen=True, slots=True)
class Wording:
    """What a respondent reads to pick a level: the question, and the rubric's statements from rank 1.

    ``same_meaning`` is the editor's mark: reworded since the version before, the meaning is the same.
    """

    slug: str
    domain: str
    text: Text
    statements: tuple[Text, ...]
    key: bool = False
    same_meaning: bool = False
    weight: int = 1


@dataclass(frozen=True, slots=True)
class Edition:
    """One version of a framework with one rubric; ``levels`` is 0 where the version lacks that rubric.

    ``domains`` are names by slug, ``questions`` wordings by slug, both in the framework's order.
    """

    number: int
    levels: int
    domains: Mapping[str, Text]
    questions: Mapping[str, Wording]
    goals: frozenset[str] = frozenset()
    signs: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Changed:
    """A question before and after."""

    before: Wording
    after: Wording


@dataclass(frozen=True, slots=True)
class Changes:
    """Every question of both versions in one of four groups, and what became of the rest.

    ``ratings_carry`` is false when the rubric is gone or has another number of levels: a rank would then
    mean something else. ``now_key`` names the questions that have become key practices, which always apply.
    ``reweighted`` are those that weigh more or less than before or are key practices in one version only: a
    level can change with them although no answer did.
    """

    same: tuple[str, ...]
    reworded: tuple[Changed, ...]
    new: tuple[Wording, ...]
    gone: tuple[Wording, ...]
    new_domains: tuple[Text, ...]
    gone_domains: tuple[Text, ...]
    renamed_domains: tuple[tuple[Text, Text], ...]
    now_key: frozenset[str]
    reweighted: tuple[Changed, ...]
    goals: frozenset[str]
    signs: frozenset[str]
    ratings_carry: bool

    @property
    def reworded_slugs(self) -> frozenset[str]:
        return frozenset(pair.after.slug for pair in self.reworded)


def changes_between(old: int, new: int, editions: Sequence[Edition]) -> Changes:
    """What somebody who answered version ``old`` meets in version ``new`` (numbers, in either order).

    ``editions`` are these two and all that were published between them, by number. A question is the same
    one wherever its slug is, also in another domain. Its wording counts as unchanged when it says the same
    in all languages, or when every step on the way that changed it was marked as keeping the meaning.
    Raises KeyError when one of the two is missing.
    """
    by_number = {edition.number: edition for edition in editions}
    before, after = by_number[old], by_number[new]
    ratings_carry = before.levels == after.levels > 0
    same, reworded = [], []
    for slug, wording in after.questions.items():
        if slug not in before.questions:
            continue
        pair = Changed(before.questions[slug], wording)
        if _says_the_same(pair.before, wording, statements=ratings_carry) or _keeps_meaning(slug, editions):
            same.append(slug)
        else:
            reworded.append(pair)
    return Changes(
        same=tuple(same),
        reworded=tuple(reworded),
        new=tuple(one for slug, one in after.questions.items() if slug not in before.questions),
        gone=tuple(one for slug, one in before.questions.items() if slug not in after.questions),
        new_domains=tuple(name for slug, name in after.domains.items() if slug not in before.domains),
        gone_domains=tuple(name for slug, name in before.domains.items() if slug not in after.domains),
        renamed_domains=_renamed(before, after),
        now_key=frozenset(
            slug
            for slug, one in after.questions.items()
            if one.key and slug in before.questions and not before.questions[slug].key
        ),
        reweighted=tuple(_reweighted(before, after)),
        goals=before.goals & after.goals,
        signs=before.signs & after.signs,
        ratings_carry=ratings_carry,
    )


def _says_the_same(one: Wording, other: Wording, *, statements: bool = True) -> bool:
    """``statements`` is false where levels cannot be compared, so that only the question itself counts."""
    return one.text == other.text and (not statements or one.statements == other.statements)


def _keeps_meaning(slug: str, editions: Sequence[Edition]) -> bool:
    """Each step from version to version has the question, and left its wording alone or was marked."""
    wordings = [edition.questions.get(slug) for edition in editions]
    return all(
        one is not None and other is not None and (other.same_meaning or _says_the_same(one, other))
        for one, other in pairwise(wordings)
    )


def _reweighted(before: Edition, after: Edition) -> Iterator[Changed]:
    for slug, wording in after.questions.items():
        former = before.questions.get(slug, wording)
        if (former.weight, former.key) != (wording.weight, wording.key):
            yield Changed(former, wording)


def _renamed(before: Edition, after: Edition) -> tuple[tuple[Text, Text], ...]:
    return tuple(
        (before.domains[slug], name)
        for slug, name in after.domains.items()
        if slug in before.domains and before.domains[slug] != name
    )
