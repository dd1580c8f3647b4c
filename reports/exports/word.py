"""The report as an editable Word document."""

from typing import TYPE_CHECKING

from reports.report import Report

if TYPE_CHECKING:
    from reports.exports.forms import Pictures


def write(report: Report, pictures: "Pictures") -> bytes:
    raise NotImplementedError
