"""The report's sections as HTML for a screen: the markup of the body, by the templates of the PDF."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from reports.pdf.document import context_of
from reports.report import Report

if TYPE_CHECKING:
    from reports.exports.forms import Pictures


def write(report: Report, pictures: "Pictures") -> str:
    """What ``reports.paper`` puts on a page; the active language has to be the report's."""
    return render_to_string("reports/pdf/_sections.html", context_of(report, pictures))
