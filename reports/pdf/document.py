"""The HTML that becomes the PDF, made from a Report and nothing else."""

from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.utils.text import slugify

from reports.pdf.figures import figures_of

if TYPE_CHECKING:
    from reports.report import Domain, Report

# The most rows of a density; a blocker is about as high as two practices that are to be proven.
DENSITIES = (("roomy", 3), ("normal", 6), ("dense", 10))


def to_html(report: "Report") -> str:
    """The whole document in the active language, which has to be the report's."""
    context = {
        "report": report,
        "figures": figures_of(report),
        # On the page of every domain or of none.
        "standing": all(density(domain) == "roomy" for domain in report.domains),
        "pages": [
            (domain, practices, density(domain))
            for domain, practices in zip(report.domains, report.answers, strict=True)
        ],
    }
    return render_to_string("reports/pdf/report.html", context)


def density(domain: "Domain") -> str:
    """How tightly a domain is set to stay on one page: "roomy", "normal", "dense" or "packed"."""
    rows = 2 * len(domain.blockers) + len(domain.proof) + bool(domain.proof)
    return next((name for name, most in DENSITIES if rows <= most), "packed")


def file_name(report: "Report") -> str:
    """ "sales-maturity-field-sales-2026-11-21.pdf"; a team's name keeps its own letters."""
    parts = ["sales-maturity", slugify(report.team, allow_unicode=True), report.sealed_at[:10]]
    return "-".join(part for part in parts if part) + ".pdf"
