"""What the sections are made from."""

from dataclasses import dataclass

from reports.exports.forms import Pictures
from reports.exports.word.pictures import Charts
from reports.pdf.colours import Palette
from reports.report import Report


@dataclass(frozen=True, slots=True)
class Material:
    """The report with its charts and logos, and the colours it is to be seen in."""

    report: Report
    charts: Charts
    logos: Pictures
    palette: Palette

    def has(self, code: str) -> bool:
        """Whether the report has that section."""
        return any(section.code == code for section in self.report.sections)
