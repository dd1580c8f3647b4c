"""The report's sections as HTML for a screen: the markup of the body."""

from typing import TYPE_CHECKING

from reports.report import Report

if TYPE_CHECKING:
    from reports.exports.forms import Pictures


def write(report: Report, pictures: "Pictures") -> str:
    raise NotImplementedError
