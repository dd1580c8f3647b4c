"""The report as an editable Word document, made from the Report and nothing else."""

from typing import TYPE_CHECKING

from reports.exports.word.drawing import Drawing
from reports.exports.word.package import empty, saved
from reports.exports.word.pictures import charts_of
from reports.exports.word.sections import Material, body
from reports.exports.word.styles import palette
from reports.report import Report

if TYPE_CHECKING:
    from reports.exports.forms import Pictures


def write(report: Report, pictures: "Pictures") -> bytes:
    """The file, in the active language, which has to be the report's; the same report, the same bytes."""
    colours = palette(report.accent)
    material = Material(report, charts_of(report, colours.accent), pictures, colours)
    document = empty(report)
    drawing = Drawing(document, tuple(body(material)))
    page = document.element.body.sectPr
    for element in drawing.elements():
        page.addprevious(element)
    return saved(document)
