"""What a section of the document consists of: headings, paragraphs, lists, tables, pictures.

Sections say what there is to read (``reports.exports.word.sections``); how Word holds it is decided in
``drawing``.
"""

from dataclasses import dataclass, replace

# Paragraph styles by their ids in styles.xml; the built-in ones are named as Word names them.
TITLE, MASTHEAD, SUBTITLE, KIND, TAKEAWAY = "Title", "Masthead", "Subtitle", "Kind", "Takeaway"
LEAD, BODY, SMALL, NOTE, CALL, CAPTION = "BodyText2", "BodyText", "BodyText3", "Note", "Call", "Caption"
REMARK, REMARK_LABEL, LEGEND = "Quote", "QuoteLabel", "Legend"
CELL, CELL_HEAD, CELL_SMALL, CELL_MARK = "TableText", "TableHeading", "TableSmall", "TableMark"
CELL_HEAT, TABLE_END, RULED, FIGURE, LOGO = "TableHeat", "TableEnd", "RuledLine", "Figure", "Logo"
CONTENTS_HEADING = "TOCHeading"
# Table styles: rows, coloured cells, cells to be filled in.
PLAIN_TABLE, HEAT_TABLE, FORM_TABLE = "ReportTable", "ReportGrid", "ReportForm"
# Character styles.
STRONG, QUIET = "Strong", "Quiet"
KEY = "◆"
"""The sign of a key practice."""


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one look; `link` leads to a web address, `to` to an anchor of the document."""

    text: str
    look: str = ""
    link: str = ""
    to: str = ""


Words = str | Span | tuple[str | Span, ...]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; a line break in its words stays one. `anchor` is what links lead to."""

    words: Words
    style: str = BODY
    anchor: str = ""
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; those of levels 1 and 2 stand in the contents."""

    level: int
    text: str
    anchor: str = ""
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """A list with bullets, or numbered from 1."""

    items: tuple[Words, ...]
    numbered: bool = False
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading and its share of the table's width."""

    title: str
    share: int = 20
    note: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """Paragraphs, on a ground of "#rrggbb" with text in `colour`, or without; `span` columns wide."""

    paragraphs: tuple[Para, ...]
    ground: str = ""
    colour: str = ""
    span: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table; `height` is the least, in millimetres."""

    cells: tuple[Cell, ...]
    height: int = 0
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table; its heading row, made of the columns unless it is given, is repeated on every page.

    `name` tells what it holds to those who hear it read.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    name: str = ""
    style: str = PLAIN_TABLE
    headed: bool = True
    head: Row | None = None


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG with what stands for it where it is not seen; `width` and `height` are the most, in
    millimetres.
    """

    content: bytes
    alt: str
    width: int
    height: int = 200
    caption: str = ""
    style: str = FIGURE


@dataclass(frozen=True, slots=True)
class Beside:
    """Pictures beside each other, as far as there is room."""

    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents, on a page of its own."""

    title: str


Block = Para | Heading | Listing | Table | Picture | Beside | Contents


def strong(text: str, **fields: str) -> Span:
    return Span(text, look=STRONG, **fields)


def quiet(text: str, **fields: str) -> Span:
    return Span(text, look=QUIET, **fields)


def cell(*parts: Words | Para, ground: str = "", colour: str = "", span: int = 1) -> Cell:
    """A cell of a paragraph for each part that is not empty."""
    shown = tuple(
        part if isinstance(part, Para) else Para(part, CELL) for part in parts if part not in ("", ())
    )
    return Cell(shown or (Para("", CELL),), ground=ground, colour=colour, span=span)


def small(words: Words) -> Words | Para:
    """A small paragraph of a cell; nothing for no words."""
    return Para(words, CELL_SMALL) if words else ""


def head(*parts: Words | Para) -> Cell:
    """The cell that names its row: the first part is strong."""
    first, *rest = parts
    return cell(strong(first) if isinstance(first, str) and first else first, *rest)


def row(*cells: Cell | Words, ground: str = "", anchor: str = "") -> Row:
    """A row; `ground` is that of all cells, for the rows that stand out."""
    made = (one if isinstance(one, Cell) else cell(one) for one in cells)
    return Row(tuple(replace(one, ground=ground) if ground else one for one in made), anchor=anchor)


def spaced(*parts: str) -> str:
    """Texts one after the other; empty ones leave no gap."""
    return " ".join(part for part in parts if part)


def dotted(*parts: str) -> str:
    """The same with dots between them."""
    return " · ".join(part for part in parts if part)
