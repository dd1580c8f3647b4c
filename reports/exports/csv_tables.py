"""The tables as CSV files in one ZIP."""

from reports.report import Report


def write(report: Report) -> bytes:
    raise NotImplementedError
