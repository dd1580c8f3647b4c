"""The sections of the document by their codes: each says what there is to read, in order."""

from collections.abc import Callable, Iterator, Mapping

from reports.exports.word.blocks import Block, Heading
from reports.exports.word.sections.domains import domains
from reports.exports.word.sections.material import Material
from reports.exports.word.sections.method import method
from reports.exports.word.sections.opening import cover, disclaimer, masthead, summary
from reports.exports.word.sections.people import answers, differences, worksheet
from reports.exports.word.sections.plans import gaps
from reports.exports.word.sections.results import heatmap, outlook, profile
from reports.exports.word.sections.roadmap import initiatives
from reports.exports.word.sections.rounds import rounds
from reports.report import choices as codes

__all__ = ["Material", "body"]

SECTIONS: Mapping[str, Callable[[Material], Iterator[Block]]] = {
    codes.SUMMARY: summary,
    codes.OUTLOOK: outlook,
    codes.HEATMAP: heatmap,
    codes.PROFILE: profile,
    codes.DOMAINS: domains,
    codes.GAPS: gaps,
    codes.INITIATIVES: initiatives,
    codes.ROUNDS: rounds,
    codes.DIFFERENCES: differences,
    codes.WORKSHEET: worksheet,
    codes.ANSWERS: answers,
    codes.METHOD: method,
}

FOLLOWING = {codes.DIFFERENCES, codes.ANSWERS, codes.METHOD}
"""Sections that go on below each other, as an appendix does."""


def body(material: Material) -> Iterator[Block]:
    """All blocks: the cover wherever it was put, and the other sections on pages of their own."""
    covered = material.has(codes.COVER)
    if not covered:
        yield from masthead(material)
    before = ""
    for section in material.report.sections:
        if section.code == codes.COVER:
            yield from cover(material)
        else:
            follows = {before, section.code} <= FOLLOWING
            yield Heading(1, section.title, anchor=section.code, new_page=bool(before) and not follows)
            yield from SECTIONS[section.code](material)
        before = section.code
    if not covered:
        yield from disclaimer(material)
