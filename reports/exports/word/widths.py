"""The widths of a table's columns: by their shares, and wide enough for their longest words."""

import re
from itertools import chain

from reports.exports.word import blocks as b

WIDTH = 9638
"""The width of the text in twentieths of a point."""
# A letter of each style, and the edges of a cell, as wide as they are at most on average.
LETTERS = {b.CELL_HEAD: 84, b.CELL_SMALL: 80, b.CELL_HEAT: 70, b.CELL_MARK: 110}
LETTER, EDGES = 88, 180
# Longer words are broken.
LONGEST_WORD = 20
PIECES = re.compile(r"[\s\-–/\u200b]+")


def widths_of(table: b.Table) -> list[int]:
    """Of each column, in twentieths of a point; together no more than ``WIDTH``.

    Columns that are too narrow for a word take what they lack from those that have more than they need.
    """
    whole = sum(column.share for column in table.columns)
    widths = [WIDTH * column.share // whole for column in table.columns]
    needs = [_need(table, place) for place in range(len(widths))]
    lacking = sum(max(need - width, 0) for need, width in zip(needs, widths, strict=True))
    to_spare = sum(max(width - need, 0) for need, width in zip(needs, widths, strict=True))
    if not lacking:
        return widths
    part = min(1, to_spare / lacking)
    taken = lacking * part / to_spare if to_spare else 0
    return [
        int(width + (need - width) * part) if need > width else int(width - (width - need) * taken)
        for need, width in zip(needs, widths, strict=True)
    ]


def _need(table: b.Table, place: int) -> int:
    """The width of the column's longest word, with the edges of its cell."""
    column = table.columns[place]
    headings = () if table.head else (b.Para(column.title, b.CELL_HEAD), b.Para(column.note, b.CELL_SMALL))
    cells = chain.from_iterable(_paragraphs(row, place) for row in table.rows)
    return EDGES + max(map(_longest, (*headings, *cells)), default=0)


def _paragraphs(row: b.Row, place: int) -> tuple[b.Para, ...]:
    """Of the cell that stands in this column alone."""
    at = 0
    for cell in row.cells:
        if at == place and cell.span == 1:
            return cell.paragraphs
        at += cell.span
    return ()


def _longest(paragraph: b.Para) -> int:
    parts = paragraph.words if isinstance(paragraph.words, tuple) else (paragraph.words,)
    text = "".join(part.text if isinstance(part, b.Span) else part for part in parts)
    letters = max(map(len, PIECES.split(text)))
    return min(letters, LONGEST_WORD) * LETTERS.get(paragraph.style, LETTER)
