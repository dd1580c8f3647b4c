"""A source with its parts at hand by slug; what every part of the report is built from."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from assessments.content import Content, DomainText, QuestionText
from reports.source import Source
from scoring import DomainResult, QuestionResult, Result


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


def domain_anchor(slug: str) -> str:
    """The id of a domain's section on the page."""
    return f"domain-{slug}"
