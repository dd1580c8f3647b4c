"""Word documents for the tests, and what can be read out of a file."""

import re
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import docx
from django.utils import translation
from docx.document import Document
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from lxml import etree
from PIL import Image

from reports.exports import word
from reports.exports.forms import Pictures
from reports.report import Report, build
from reports.report.choices import PRESETS
from reports.report.edition import Edition
from reports.source import Source, sample_source

NO_PICTURES = Pictures()
RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
# ISO/IEC 29500-1, annex A: as far as the documents use them.
ORDERS = {
    "w:pPr": "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs suppressAutoHyphens "
    "spacing ind outlineLvl",
    "w:rPr": "rStyle rFonts b bCs color sz szCs lang",
    "w:tblPr": "tblStyle tblW tblInd tblBorders tblLayout tblCellMar tblLook tblCaption",
    "w:tcPr": "tcW gridSpan tcBorders shd vAlign",
    "w:style": "name basedOn next uiPriority semiHidden qFormat pPr rPr tblPr tblStylePr",
    "w:pBdr": "top left bottom right between",
    "w:tblBorders": "top left bottom right insideH insideV",
}
HEADING = re.compile(r"Heading (\d)")


def report_of(source: Source | None = None, preset: str = "full", language: str = "en") -> Report:
    """Built in that language, of the sample unless told otherwise."""
    with translation.override(language):
        choices = replace(PRESETS[preset], language=language)
        return build(source or sample_source(), Edition(choices=choices))


def only(report: Report, *codes: str) -> Report:
    """With these sections alone, which is quicker to write."""
    return replace(report, sections=tuple(one for one in report.sections if one.code in codes))


def file_of(report: Report, pictures: Pictures = NO_PICTURES) -> bytes:
    with translation.override(report.language):
        return word.write(report, pictures)


def png(width: int, height: int) -> bytes:
    """A picture of that size."""
    drawn = BytesIO()
    Image.new("RGB", (width, height), "#7a1f4b").save(drawn, "PNG")
    return drawn.getvalue()


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def parts_of(content: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(content)) as file:
        return {name: file.read(name) for name in file.namelist()}


def found(document: Document, tag: str) -> list[BaseOxmlElement]:
    """All elements of that name in the body, in order."""
    return list(document.element.body.iter(qn(tag)))


def headings(document: Document) -> list[tuple[int, str]]:
    """Level and text of each heading."""
    levels = ((HEADING.fullmatch(one.style.name or ""), one.text) for one in document.paragraphs if one.style)
    return [(int(level[1]), text) for level, text in levels if level]


def styled(document: Document, name: str) -> list[Paragraph]:
    return [one for one in document.paragraphs if one.style and one.style.name == name]


def text_of(element: BaseOxmlElement) -> str:
    """What can be read in the element, with its breaks."""
    signs = {qn("w:br"): "\n", qn("w:tab"): "\t", qn("w:p"): "\n"}
    pieces = (one.text or "" if one.tag == qn("w:t") else signs.get(one.tag, "") for one in element.iter())
    return "".join(pieces)


def faults(content: bytes) -> Iterator[str]:
    """What would make Word offer to repair the file."""
    parts = parts_of(content)
    trees = {name: etree.fromstring(part) for name, part in parts.items() if name.endswith((".xml", ".rels"))}
    described = trees["[Content_Types].xml"]
    overrides = {one.get("PartName") for one in described.iter(f"{TYPES}Override")}
    endings = {one.get("Extension") for one in described.iter(f"{TYPES}Default")}
    yield from (f"no part {name}" for name in overrides if name.removeprefix("/") not in parts)
    for name in parts:
        if f"/{name}" not in overrides and name.rsplit(".", 1)[-1] not in endings:
            yield f"no content type of {name}"
    for name, tree in trees.items():
        if name.endswith(".rels"):
            folder = name.replace("_rels/", "").rpartition("/")[0]
            yield from _lost(tree, folder, parts)
    yield from _adjoining(trees["word/document.xml"])
    yield from _twice(trees["word/document.xml"])
    for name in ("word/document.xml", "word/styles.xml"):
        yield from _disordered(trees[name])


def _adjoining(tree: etree._Element) -> Iterator[str]:
    """Tables that Word takes for one, or that nothing follows."""
    for one in tree.iter(qn("w:tbl")):
        after = one.getnext()
        if after is None or after.tag != qn("w:p"):
            yield "no paragraph after a table"


def _disordered(tree: etree._Element) -> Iterator[str]:
    """Properties out of the order that the standard gives them."""
    for parent, order in ORDERS.items():
        for one in tree.iter(qn(parent)):
            given = [etree.QName(child).localname for child in one]
            if [name for name in order.split() if name in given] != given:
                yield f"{parent} holds {given}"


def _lost(tree: etree._Element, folder: str, parts: dict[str, bytes]) -> Iterator[str]:
    for one in tree.iter(RELATION):
        target = one.get("Target", "")
        if one.get("TargetMode") == "External":
            if not re.fullmatch(r"https?://[!-~]+", target):
                yield f"leads to {target}"
        elif (
            target.removeprefix("/") if target.startswith("/") else f"{folder}/{target}".strip("/")
        ) not in parts:
            yield f"lost {target}"


def _twice(body: etree._Element) -> Iterator[str]:
    """Numbers and names that may be given once only, and links that lead nowhere."""
    for tag, attribute in (
        ("wp:docPr", "id"),
        ("w:bookmarkStart", qn("w:id")),
        ("w:bookmarkStart", qn("w:name")),
    ):
        given = [one.get(attribute) for one in body.iter(qn(tag))]
        if len(given) > len(set(given)):
            yield f"{tag} {attribute} given twice"
    names = {one.get(qn("w:name")) for one in body.iter(qn("w:bookmarkStart"))}
    for one in body.iter(qn("w:hyperlink")):
        anchor = one.get(qn("w:anchor"))
        if anchor is not None and anchor not in names:
            yield f"no bookmark {anchor}"
