"""The HTML that becomes the PDF, made from a Report and nothing else."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.text import slugify

from reports.pdf.figures import figures_of

if TYPE_CHECKING:
    from reports.report import Report


def to_html(report: "Report") -> str:
    """The whole document in the active language, which has to be the report's."""
    return render_to_string("reports/pdf/report.html", {"report": report, "figures": figures_of(report)})


def file_name(report: "Report") -> str:
    """ "sales-maturity-field-sales-2026-11-21.pdf"; a team's name keeps its own letters."""
    parts = ["sales-maturity", slugify(report.team, allow_unicode=True), report.sealed_at[:10]]
    return "-".join(part for part in parts if part) + ".pdf"
