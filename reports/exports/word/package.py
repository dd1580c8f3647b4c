"""The file around the body: styles, numbering, running heads, properties, and the same bytes each time."""

from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as REL
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Mm

from reports.exports.word.fonts import embed
from reports.exports.word.nodes import field, node, run
from reports.exports.word.styles import language_of, palette, styles_xml
from reports.exports.word.text import clean
from reports.report import Report

LEFT_OUT = ("stylesWithEffects", "customXml", "webSettings")
"""Of the library's empty document: what Word needs no more, and what nobody made for this report."""
LONGEST_TEAM = 70
"""Characters of the team's name in the running head, which is one line."""
EPOCH = (1980, 1, 1, 0, 0, 0)
APPLICATION = b"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"></Properties>"""
NUMBERING = f"""<w:numbering {nsdecls("w")}>
<w:abstractNum w:abstractNumId="0"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="bullet"/><w:lvlText w:val="•"/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="284" w:hanging="284"/></w:pPr></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1"><w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0">
<w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/><w:lvlJc w:val="left"/>
<w:pPr><w:ind w:left="340" w:hanging="340"/></w:pPr></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num></w:numbering>"""


def empty(report: Report) -> Document:
    """A document without a body, with all that is around it."""
    document = docx.Document()
    _slimmed(document)
    _filled(document.styles.element, parse_xml(styles_xml(palette(report.accent), report.language)))
    _filled(document.part.numbering_part.element, parse_xml(NUMBERING))
    _settings(document, report.language)
    embed(document)
    _page(document)
    _running(document, report)
    _properties(document, report)
    return document


def saved(document: Document) -> bytes:
    """The file; its parts bear no time, so that the same report gives the same bytes."""
    made, written = BytesIO(), BytesIO()
    document.save(made)
    with ZipFile(made) as parts, ZipFile(written, "w") as file:
        for name in parts.namelist():
            entry = ZipInfo(name, EPOCH)
            entry.compress_type = ZIP_DEFLATED
            file.writestr(entry, parts.read(name))
    return written.getvalue()


def _slimmed(document: Document) -> None:
    relations = document.part.rels
    for key, relation in list(relations.items()):
        if any(name in relation.reltype for name in LEFT_OUT):
            del relations[key]
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype in {REL.THUMBNAIL, REL.EXTENDED_PROPERTIES}:
            del package.rels[key]
    described = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    package.relate_to(
        Part(PackURI("/docProps/app.xml"), described, APPLICATION, package), REL.EXTENDED_PROPERTIES
    )


def _filled(root: BaseOxmlElement, content: BaseOxmlElement) -> None:
    for child in list(root):
        root.remove(child)
    root.extend(list(content))


def _settings(document: Document, language: str) -> None:
    tag = language_of(language)
    wanted = f"""<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:embedTrueTypeFonts/>
    <w:defaultTabStop w:val="709"/><w:autoHyphenation/><w:consecutiveHyphenLimit w:val="2"/>
    <w:hyphenationZone w:val="284"/><w:doNotHyphenateCaps/>
    <w:characterSpacingControl w:val="doNotCompress"/><w:compat>
    <w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>
    </w:compat><w:themeFontLang w:val="{tag}"/></w:settings>"""
    _filled(document.settings.element, parse_xml(wanted))


def _page(document: Document) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.left_margin = page.right_margin = Mm(20)
    page.top_margin, page.bottom_margin = Mm(23), Mm(18)
    page.header_distance, page.footer_distance = Mm(11), Mm(9)


def _running(document: Document, report: Report) -> None:
    """Heads and feet; the first page bears its own title."""
    page = document.sections[0]
    page.different_first_page_header_footer = True
    _line(
        page.header.paragraphs[0]._p,
        "Header",
        [run(f"{report.title} · {Truncator(report.team).chars(LONGEST_TEAM)}")],
    )
    _line(page.first_page_header.paragraphs[0]._p, "Header", [])
    issue = f" · {report.issue.label} · {report.issue.made}" if report.issue else ""
    for foot in (page.footer, page.first_page_footer):
        begun = [run(report.sealed_on + issue), node("r", node("tab"))]
        _line(foot.paragraphs[0]._p, "Footer", [*begun, *_folio()])


def _line(paragraph: BaseOxmlElement, style: str, runs: list[BaseOxmlElement]) -> None:
    _filled(paragraph, node("p", node("pPr", node("pStyle", val=style)), *runs))


def _folio() -> list[BaseOxmlElement]:
    """The page's number and that of the last one, in the order of the language."""
    page, pages = "\ue000", "\ue001"
    words = pgettext("page number", "%(page)s of %(pages)s") % {"page": page, "pages": pages}
    runs: list[BaseOxmlElement] = []
    for piece in _split(words, (page, pages)):
        if piece in {page, pages}:
            runs += field("PAGE" if piece == page else "NUMPAGES")
        else:
            runs.append(run(piece))
    return runs


def _split(words: str, marks: tuple[str, str]) -> list[str]:
    pieces, piece = [], ""
    for character in words:
        if character in marks:
            pieces += [piece, character]
            piece = ""
        else:
            piece += character
    return [one for one in (*pieces, piece) if one]


def _properties(document: Document, report: Report) -> None:
    about, sealed = document.core_properties, datetime.fromisoformat(report.sealed_at)
    about.title = _short(f"{report.title} — {report.team}")
    about.subject = _short(report.scope)
    about.author = _short(report.letterhead.name if report.letterhead else _("Sales maturity"))
    about.last_modified_by = about.comments = about.keywords = ""
    about.language = language_of(report.language)
    about.created = about.modified = sealed.replace(tzinfo=None, microsecond=0)
    about.revision = 1


def _short(text: str) -> str:
    """Properties hold 255 characters."""
    return clean(text)[:255]
