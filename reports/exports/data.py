"""The report as data, by the published JSON Schema."""

from reports.report import Report
from reports.report.choices import Choices
from reports.source import Source


def write(report: Report, source: Source, choices: Choices) -> bytes:
    raise NotImplementedError
