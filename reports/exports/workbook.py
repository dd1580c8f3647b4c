"""The tables as a spreadsheet."""

from reports.report import Report


def write(report: Report) -> bytes:
    raise NotImplementedError
