"""PDFs for the tests: the sample's, made once, and what can be read out of a file."""

from collections.abc import Iterator
from functools import cache
from io import BytesIO

import pikepdf

from reports.pdf.document import to_html
from reports.pdf.process import render_pdf
from reports.sample import sample_report

PAGE = '<!DOCTYPE html><html lang="en"><head><title>Test</title>{head}</head><body>{body}</body></html>'


def page(body: str = "<p>Text</p>", head: str = "") -> str:
    """A small document."""
    return PAGE.format(head=head, body=body)


@cache
def sample_html() -> str:
    return to_html(sample_report())


@cache
def sample_file() -> bytes:
    """The sample's PDF, by the same process as in production."""
    return render_pdf(sample_html())


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def elements(pdf: pikepdf.Pdf) -> Iterator[pikepdf.Dictionary]:
    """Every structure element, in reading order."""

    def walk(node: pikepdf.Object) -> Iterator[pikepdf.Dictionary]:
        if isinstance(node, pikepdf.Array):
            for kid in node:
                yield from walk(kid)
        elif isinstance(node, pikepdf.Dictionary):
            if "/S" in node:
                yield node
            yield from walk(node.get("/K", pikepdf.Array()))

    yield from walk(pdf.Root.StructTreeRoot.K)


def bookmarks(pdf: pikepdf.Pdf) -> list[tuple[str, int]]:
    """Title and page, counted from 1, of each bookmark at the top."""
    with pdf.open_outline() as outline:
        numbers = {page.objgen: number for number, page in enumerate((p.obj for p in pdf.pages), 1)}
        return [(item.title, numbers[item.destination[0].objgen]) for item in outline.root]
