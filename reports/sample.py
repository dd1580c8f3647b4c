"""The public sample report, built once a process and language."""

from functools import cache

from django.utils.translation import get_language

from reports.report import Report, build
from reports.source import sample_source


def sample_report() -> Report:
    """The report of the fictional company in the active language."""
    return _report(get_language() or "en")


@cache
def _report(_language: str) -> Report:
    return build(sample_source())
