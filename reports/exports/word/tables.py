"""Tables with fixed widths, so that no text is wider than its cell, however long its words."""

from collections.abc import Callable
from dataclasses import replace

from docx.oxml.xmlchemy import BaseOxmlElement

from reports.exports.word import blocks as b
from reports.exports.word.nodes import node
from reports.exports.word.text import clean
from reports.exports.word.widths import widths_of

MILLIMETRE = 56.7
# A row of more characters may be higher than a page, and is then let go over to the next one.
LONGEST_WHOLE = 900
MOST_TOGETHER = 8


class Tables:
    """Draws tables; ``paragraph`` draws what is in their cells."""

    def __init__(self, paragraph: Callable[[b.Para, str], BaseOxmlElement]) -> None:
        self._paragraph = paragraph

    def drawn(self, table: b.Table) -> BaseOxmlElement:
        """The table; Word needs a paragraph between it and another one."""
        widths = widths_of(table)
        made = node("tbl", _properties(table))
        made.append(node("tblGrid", *(node("gridCol", w=width) for width in widths)))
        if table.headed:
            made.append(self._head(table, widths))
        together = _is_short(table)
        for one in table.rows:
            kept = together and one is not table.rows[-1]
            made.append(self._row(_kept(one) if kept else one, widths))
        return made

    def _head(self, table: b.Table, widths: list[int]) -> BaseOxmlElement:
        made = (b.cell(b.Para(column.title, b.CELL_HEAD), b.small(column.note)) for column in table.columns)
        cells = table.head.cells if table.head else tuple(made)
        properties = node("trPr", node("cantSplit"), node("tblHeader"))
        return node("tr", properties, *self._cells(cells, widths))

    def _row(self, one: b.Row, widths: list[int]) -> BaseOxmlElement:
        height = round(one.height * MILLIMETRE)
        properties = node(
            "trPr",
            node("cantSplit") if _length(one) <= LONGEST_WHOLE else None,
            node("trHeight", val=height, hRule="atLeast") if height else None,
        )
        return node("tr", properties, *self._cells(one.cells, widths, one))

    def _cells(
        self, cells: tuple[b.Cell, ...], widths: list[int], of: b.Row | None = None
    ) -> list[BaseOxmlElement]:
        made, place = [], 0
        for number, one in enumerate(cells):
            width = sum(widths[place : place + one.span])
            place += one.span
            properties = node(
                "tcPr",
                node("tcW", w=width, type="dxa"),
                node("gridSpan", val=one.span) if one.span > 1 else None,
                node("shd", val="clear", color="auto", fill=one.ground.removeprefix("#"))
                if one.ground
                else None,
            )
            anchor = of.anchor if of is not None and not number else ""
            made.append(node("tc", properties, *self._inside(one, anchor)))
        return made

    def _inside(self, one: b.Cell, anchor: str) -> list[BaseOxmlElement]:
        first, *rest = one.paragraphs
        begun = replace(first, anchor=anchor) if anchor else first
        return [self._paragraph(part, one.colour) for part in (begun, *rest)]


def _properties(table: b.Table) -> BaseOxmlElement:
    look = node("tblLook", val="0420" if table.headed else "0400", firstRow=int(table.headed), noVBand=1)
    return node(
        "tblPr",
        node("tblStyle", val=table.style),
        node("tblW", w=sum(widths_of(table)), type="dxa"),
        node("tblLayout", type="fixed"),
        look,
        node("tblCaption", val=clean(table.name)) if table.name else None,
    )


def _is_short(table: b.Table) -> bool:
    """Whether the table is so small that no page should end within it."""
    return len(table.rows) <= MOST_TOGETHER and sum(map(_length, table.rows)) <= LONGEST_WHOLE


def _kept(row: b.Row) -> b.Row:
    """The row, on the same page as the next one."""
    cells = (
        replace(one, paragraphs=tuple(replace(part, keep_next=True) for part in one.paragraphs))
        for one in row.cells
    )
    return replace(row, cells=tuple(cells))


def _length(row: b.Row) -> int:
    """The characters of the row's longest cell."""
    return max(sum(_characters(part.words) for part in one.paragraphs) for one in row.cells)


def _characters(words: b.Words) -> int:
    parts = words if isinstance(words, tuple) else (words,)
    return sum(len(part.text if isinstance(part, b.Span) else part) for part in parts)
