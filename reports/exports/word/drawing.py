"""Blocks as elements of the document's body."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from io import BytesIO

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Emu, Mm

from reports.exports.word import blocks as b
from reports.exports.word.nodes import bookmarked, field_begin, field_end, node, run
from reports.exports.word.tables import Tables
from reports.exports.word.text import clean, in_one_line, is_address

IN_CONTENTS = 2
BULLETS, NUMBERS = 1, 2
CONTENTS_FIELD = r'TOC \o "1-2" \h \z \u'


class Drawing:
    """Draws the blocks of one document; knows what its links can lead to."""

    def __init__(self, document: Document, found: Sequence[b.Block]) -> None:
        self._document = document
        self._part = document.part
        self._blocks = found
        self._tables = Tables(self.paragraph)
        self._bookmarks = 0
        self._pictures = 0
        self._names = {anchor: f"place{number}" for number, anchor in enumerate(_anchors(found), 1)}
        self._headings = {
            id(one): f"_Toc{number:08d}"
            for number, one in enumerate((one for one in found if isinstance(one, b.Heading)), 1)
        }

    def elements(self) -> Iterable[BaseOxmlElement]:
        """All of the body, in order."""
        following = (*self._blocks[1:], None)
        for block, after in zip(self._blocks, following, strict=True):
            yield from self._drawn(_leading_in(block, after))
            if isinstance(block, b.Table) and not isinstance(after, b.Heading):
                yield self.paragraph(b.Para("", b.TABLE_END))

    def _drawn(self, block: b.Block) -> list[BaseOxmlElement]:
        match block:
            case b.Heading():
                drawn = [self._heading(block)]
            case b.Para():
                drawn = [self.paragraph(block)]
            case b.Listing():
                drawn = self._listing(block)
            case b.Table():
                drawn = [self._tables.drawn(block)]
            case b.Picture() | b.Beside():
                drawn = self._pictured(block)
            case b.Contents():
                drawn = [self._contents(block)]
        return drawn

    def paragraph(self, one: b.Para, colour: str = "") -> BaseOxmlElement:
        """A paragraph with its links."""
        properties = node("pPr", node("pStyle", val=one.style), node("keepNext") if one.keep_next else None)
        return node("p", properties, *self._marked(one.anchor, self._words(one.words, colour)))

    def _heading(self, one: b.Heading) -> BaseOxmlElement:
        properties = node(
            "pPr",
            node("pStyle", val=f"Heading{one.level}"),
            *((node("pageBreakBefore"), node("spacing", before=0)) if one.new_page else ()),
        )
        inner = self._marked(one.anchor, [run(in_one_line(one.text))])
        return node("p", properties, *bookmarked(self._headings[id(one)], self._next(), *inner))

    def _listing(self, one: b.Listing) -> list[BaseOxmlElement]:
        style, number = ("ListNumber", self._new_numbers()) if one.numbered else ("ListBullet", BULLETS)
        return [
            node(
                "p",
                node(
                    "pPr",
                    node("pStyle", val=style),
                    node("keepNext") if one.keep_next else None,
                    node("numPr", node("ilvl", val=0), node("numId", val=number)),
                ),
                *self._words(words, ""),
            )
            for words in one.items
        ]

    def _new_numbers(self) -> int:
        """A numbering of its own for each list, so that each begins at 1."""
        numbering = self._part.numbering_part.element
        made = numbering.add_num(NUMBERS - 1)
        made.add_lvlOverride(0).add_startOverride(1)
        return int(made.numId)

    def _words(self, words: b.Words, colour: str) -> list[BaseOxmlElement]:
        parts = words if isinstance(words, tuple) else (words,)
        spans = (part if isinstance(part, b.Span) else b.Span(part) for part in parts)
        return [self._span(span, colour) for span in spans if span.text]

    def _span(self, span: b.Span, colour: str) -> BaseOxmlElement:
        if span.link and is_address(span.link):
            leads = self._part.relate_to(span.link, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
            made = node("hyperlink", run(span.text, style="Hyperlink", colour=colour), history=1)
            made.set(qn("r:id"), leads)
            return made
        if span.to in self._names:
            inner = run(span.text, style=span.look or "Hyperlink", colour=colour)
            return node("hyperlink", inner, anchor=self._names[span.to], history=1)
        return run(span.text, style=span.look, colour=colour)

    def _marked(self, anchor: str, inner: list[BaseOxmlElement]) -> list[BaseOxmlElement]:
        return bookmarked(self._names[anchor], self._next(), *inner) if anchor else inner

    def _next(self) -> int:
        self._bookmarks += 1
        return self._bookmarks

    def _pictured(self, block: b.Picture | b.Beside) -> list[BaseOxmlElement]:
        pictures = block.pictures if isinstance(block, b.Beside) else (block,)
        runs = [
            part for one in pictures for part in (node("r", node("drawing", self._inline(one))), run("  "))
        ]
        drawn = [node("p", node("pPr", node("pStyle", val=pictures[0].style)), *runs)] if pictures else []
        captions = (self.paragraph(b.Para(one.caption, b.CAPTION)) for one in pictures if one.caption)
        return [*drawn, *captions]

    def _inline(self, one: b.Picture) -> BaseOxmlElement:
        self._pictures += 1
        width, height = self._size(one)
        inline = self._part.new_pic_inline(BytesIO(one.content), width, height)
        alt = in_one_line(clean(one.alt))
        for name in inline.iter(qn("wp:docPr"), qn("pic:cNvPr")):
            name.set("id", str(self._pictures))
            name.set("name", f"Picture {self._pictures}")
            name.set("descr", alt)
        return inline

    def _size(self, one: b.Picture) -> tuple[Emu, Emu]:
        """As large as its room lets it be, but for logos, which are not blown up."""
        _leads, image = self._part.get_or_add_image(BytesIO(one.content))
        scale = min(Mm(one.width) / image.px_width, Mm(one.height) / image.px_height)
        return Emu(round(image.px_width * scale)), Emu(round(image.px_height * scale))

    def _contents(self, one: b.Contents) -> BaseOxmlElement:
        """With entries as Word would make them, but for the page numbers, which only Word knows: it adds them
        when somebody has the contents updated or prints them.
        """
        listed = [
            (heading, self._headings[id(heading)])
            for heading in self._blocks
            if isinstance(heading, b.Heading) and heading.level <= IN_CONTENTS
        ]
        entries = [_entry(heading, name) for heading, name in listed]
        for place, begin in enumerate(field_begin(CONTENTS_FIELD)):
            entries[0].insert(1 + place, begin)
        entries[-1].append(field_end())
        gallery = node("docPartObj", node("docPartGallery", val="Table of Contents"), node("docPartUnique"))
        begun = node("pPr", node("pStyle", val=b.CONTENTS_HEADING), node("pageBreakBefore"))
        head = node("p", begun, run(one.title))
        return node("sdt", node("sdtPr", gallery), node("sdtContent", head, *entries))


def _leading_in(block: b.Block, after: b.Block | None) -> b.Block:
    """A paragraph stays with the table or list that it leads in."""
    if isinstance(block, b.Para) and isinstance(after, b.Table | b.Listing):
        return replace(block, keep_next=True)
    return block


def _entry(heading: b.Heading, name: str) -> BaseOxmlElement:
    link = node("hyperlink", run(in_one_line(heading.text)), anchor=name, history=1)
    return node("p", node("pPr", node("pStyle", val=f"TOC{heading.level}")), link)


def _anchors(found: Sequence[b.Block]) -> Iterable[str]:
    """What links can lead to, each once."""
    anchors: dict[str, None] = {}
    for block in found:
        if isinstance(block, b.Table):
            anchors.update((row.anchor, None) for row in block.rows)
        elif isinstance(block, b.Heading | b.Para):
            anchors[block.anchor] = None
    anchors.pop("", None)
    return anchors
