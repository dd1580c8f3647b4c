"""Elements of WordprocessingML, briefly written."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from reports.exports.word.text import clean

SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def node(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """An element of the namespace w, with attributes of the same; a child that is None is left out."""
    made: BaseOxmlElement = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(child for child in children if child is not None)
    return made


def run(text: str, *, style: str = "", colour: str = "") -> BaseOxmlElement:
    """Text in one look, with its line breaks and tabs."""
    made = node("r")
    if style or colour:
        made.append(
            node(
                "rPr",
                node("rStyle", val=style) if style else None,
                node("color", val=colour.removeprefix("#")) if colour else None,
            )
        )
    for number, line in enumerate(clean(text).split("\n")):
        if number:
            made.append(node("br"))
        for place, piece in enumerate(line.split("\t")):
            if place:
                made.append(node("tab"))
            if piece:
                made.append(_text("t", piece))
    return made


def field(instruction: str, shown: str = "1") -> list[BaseOxmlElement]:
    """The runs of a field, with what it shows until Word works it out."""
    return [*field_begin(instruction), run(shown), field_end()]


def field_begin(instruction: str) -> list[BaseOxmlElement]:
    return [
        node("r", node("fldChar", fldCharType="begin")),
        node("r", _text("instrText", instruction)),
        node("r", node("fldChar", fldCharType="separate")),
    ]


def field_end() -> BaseOxmlElement:
    return node("r", node("fldChar", fldCharType="end"))


def bookmarked(name: str, number: int, *children: BaseOxmlElement) -> list[BaseOxmlElement]:
    """The children with a bookmark around them."""
    return [node("bookmarkStart", id=number, name=name), *children, node("bookmarkEnd", id=number)]


def _text(tag: str, content: str) -> BaseOxmlElement:
    made = node(tag)
    made.text = content
    made.set(SPACE, "preserve")
    return made
