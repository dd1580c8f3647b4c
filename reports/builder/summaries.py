"""The executive summary as somebody edited it, and when it went stale."""

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from assessments.models import Assessment
from reports.models import ReportSummary
from reports.report.summary import CODES


class StaleSummaryError(Exception):
    """Somebody saved the summary meanwhile; ``current`` is what it is now."""

    def __init__(self, current: ReportSummary | None) -> None:
        super().__init__("changed meanwhile")
        self.current = current


def kept_summary(assessment: Assessment, language: str) -> ReportSummary | None:
    """What somebody edited in this language, None where nobody did."""
    return ReportSummary.objects.filter(assessment=assessment, language=language).first()


def summary_of(assessment: Assessment, language: str) -> tuple[tuple[str, str], ...]:
    """The edited parts for an ``Edition``, by their codes; without those that are as computed."""
    row = kept_summary(assessment, language)
    return tuple((code, row.texts[code]) for code in CODES if code in row.texts) if row else ()


def stale_parts(row: ReportSummary | None, drafts: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the edited parts whose computed text is another one now than when they were edited."""
    if row is None:
        return ()
    return tuple(code for code in CODES if code in row.texts and row.drafts.get(code) != drafts[code])


@transaction.atomic
def save_summary(
    *,
    assessment: Assessment,
    language: str,
    author: User | None,
    seen: int,
    texts: Mapping[str, str],
    drafts: Mapping[str, str],
    settled: str = "",
) -> None:
    """Keeps the texts of all parts, if the summary is still the version that was ``seen`` (0: none).

    ``drafts`` are the computed texts; a part that equals its own is not kept. An edited part stays stale
    until its text changes or it is ``settled``. Sent twice it is one change. Raises StaleSummaryError, and
    ValueError where the assessment is not submitted.
    """
    locked = lock(assessment.pk)
    if not locked.is_sealed:
        raise ValueError("Only a submitted assessment has a summary.")
    row = kept_summary(locked, language)
    edited = {code: texts[code] for code in CODES if texts[code] != drafts[code]}
    bases = {code: _base(row, code, texts[code], drafts[code], settled) for code in edited}
    if (edited, bases) == ((row.texts, row.drafts) if row else ({}, {})):
        return
    if (row.version if row else 0) != seen:
        raise StaleSummaryError(row)
    row = row or ReportSummary(assessment=locked, language=language, version=0)
    row.texts, row.drafts, row.version = edited, bases, row.version + 1
    row.author, row.author_name = author, author.get_full_name()[:254] if author else ""
    row.changed_at = timezone.now()
    row.save()
    record_about(Event.SUMMARY_CHANGED, locked, author, language=language, edited=sorted(edited))


def _base(row: ReportSummary | None, code: str, text: str, draft: str, settled: str) -> str:
    """The computed text that the edited one goes by."""
    if row is None or code == settled or row.texts.get(code) != text:
        return draft
    return str(row.drafts.get(code, draft))
