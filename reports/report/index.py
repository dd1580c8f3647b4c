"""A source with its parts at hand by slug; what every part of the report is built from."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from assessments.anonymity import functions_shown, questions_shown
from assessments.content import Content, DomainText, QuestionText
from reports.source import Agreed, Given, Source
from scoring import DomainResult, QuestionResult, Result

NUMBER_AFTER_SPACE = re.compile(r" (?=%\(\w+\)d)")


@dataclass(frozen=True)
class Practice:
    """A question's text with its result, and its place: domain 2, question 3 is number "2.3"."""

    text: QuestionText
    result: QuestionResult
    domain: DomainText
    number: str

    @property
    def anchor(self) -> str:
        """The id of the practice's answers on the page; slugs may repeat in another framework, not in one."""
        return f"practice-{self.text.slug}"

    @property
    def statement(self) -> str:
        """The anchor of the rating; "" without one."""
        return "" if self.result.rating is None else self.text.anchor(self.result.rating).statement


@dataclass(frozen=True)
class Index:
    """The source of one report."""

    source: Source

    @property
    def content(self) -> Content:
        return self.source.content

    @property
    def result(self) -> Result:
        return self.source.result

    @property
    def top(self) -> int:
        return self.source.result.top

    @cached_property
    def practices(self) -> dict[str, Practice]:
        """Every practice by slug, in framework order."""
        return {
            text.slug: Practice(text, result, domain, f"{number}.{place}")
            for number, (domain, domain_result) in enumerate(self.pairs(), 1)
            for place, (text, result) in enumerate(
                zip(domain.questions, domain_result.questions, strict=True), 1
            )
        }

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """ "Level 2 Structured", for each level from 1."""
        words = number_kept(_("Level %(rank)d %(name)s"))
        return tuple(words % {"rank": level.rank, "name": level.name} for level in self.content.levels)

    @cached_property
    def inner_labels(self) -> tuple[str, ...]:
        """The same in the middle of a sentence: "level 2 Structured"."""
        words = number_kept(_("level %(rank)d %(name)s"))
        return tuple(words % {"rank": level.rank, "name": level.name} for level in self.content.levels)

    @cached_property
    def unknown_label(self) -> str:
        return _("Unknown")

    def label(self, rank: int) -> str:
        """A level in words."""
        return self.labels[rank - 1]

    def inner_label(self, rank: int) -> str:
        """A level in words, in the middle of a sentence."""
        return self.inner_labels[rank - 1]

    def rating_label(self, rank: int | None) -> str:
        """A practice's rating in words, or that there is none."""
        return self.unknown_label if rank is None else self.label(rank)

    @cached_property
    def given(self) -> list[dict[str, Given]]:
        """Each respondent's answers by question, in the order of the answerers.

        In an anonymous assessment without those to questions that too few people answered.
        """
        given = [dict(answerer.answers) for answerer in self.source.answerers]
        if not self.source.names_hidden:
            return given
        shown = questions_shown({slug: one.rating for slug, one in answers.items()} for answers in given)
        return [{slug: one for slug, one in answers.items() if slug in shown} for answers in given]

    @cached_property
    def functions(self) -> dict[str, int]:
        """How many people rated anything, by function ("" where none is given), of those to be compared.

        Empty where all have the same one. In an anonymous assessment the functions of too few people are not
        among them.
        """
        counts = Counter(
            answerer.function
            for answerer, given in zip(self.source.answerers, self.given, strict=True)
            if any(answer.level is not None for answer in given.values())
        )
        if len(counts) == 1:
            return {}
        shown = functions_shown(counts) if self.source.names_hidden else frozenset(counts)
        return {name: counts[name] for name in sorted(shown, key=lambda name: (not name, name))}

    @cached_property
    def function_ratings(self) -> dict[str, dict[str, list[int]]]:
        """The ratings by practice and function, as far as functions may be compared; see ``functions``."""
        found: dict[str, dict[str, list[int]]] = {slug: {} for slug in self.practices}
        for answerer, given in zip(self.source.answerers, self.given, strict=True):
            # Whose function is not shown as a whole is not told from the others in one practice, either.
            function = answerer.function if answerer.function in self.functions else ""
            for slug, answer in given.items():
                if answer.level is not None:
                    found[slug].setdefault(function, []).append(answer.level)
        return {slug: self._compared(ratings) for slug, ratings in found.items()}

    def _compared(self, ratings: dict[str, list[int]]) -> dict[str, list[int]]:
        if len(ratings) == 1:
            return {}
        counts = {function: len(levels) for function, levels in ratings.items()}
        shown = functions_shown(counts) if self.source.names_hidden else counts.keys()
        return {function: ratings[function] for function in self.functions if function in shown}

    @cached_property
    def agreed(self) -> dict[str, Agreed]:
        return dict(self.source.consensus)

    @cached_property
    def domains(self) -> dict[str, DomainText]:
        return {domain.slug: domain for domain in self.content.domains}

    @cached_property
    def picked(self) -> dict[str, int]:
        """The number of each picked gap by its domain."""
        return {gap.domain: number for number, gap in enumerate(self.result.gaps, 1)}

    def pairs(self) -> Iterator[tuple[DomainText, DomainResult]]:
        """Every domain's text with its result, in framework order."""
        return zip(self.content.domains, self.result.domains, strict=True)

    def practices_of(self, domain: DomainText) -> list[Practice]:
        return [self.practices[question.slug] for question in domain.questions]


def number_kept(words: str) -> str:
    """A message whose numbers never begin a line without the word before them."""
    return NUMBER_AFTER_SPACE.sub("\N{NO-BREAK SPACE}", words)


def domain_anchor(slug: str) -> str:
    """The id of a domain's section on the page."""
    return f"domain-{slug}"
