"""Keeping a report as it is built now: numbered, dated, its files written once and never again.

A PDF takes seconds, so the files are written before anything is locked, with the number that comes next.
Where somebody else's report took that number meanwhile, they are written anew with the one after it.
"""

import hashlib
from collections.abc import Sequence, Set
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils import timezone, translation

from accounts.audit import Event
from accounts.models import User
from assessments.actions.locking import lock
from assessments.actions.recording import record_about
from assessments.models import Assessment
from reports.builder.editions import Issued, material_of
from reports.builder.presets import TITLES
from reports.exports.forms import Kind, Material, content_of, name_of
from reports.models import KeptFile, KeptReport
from reports.report import Report
from reports.report.choices import Choices

MOST_TRIES = 5


class NotSealedError(Exception):
    """The assessment is not submitted, or was opened again while the report was written."""


class BusyError(Exception):
    """Others kept reports of the same assessment all the while."""


class _Taken(Exception):
    """Another report has the number by now."""


@dataclass(frozen=True, slots=True)
class _Written:
    report: KeptReport
    files: tuple[KeptFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be kept: the choices, and the kinds of files (``KeptFile.Kind``) beside the page, which is
    kept always. Without a name it is called by its preset.
    """

    pk: UUID
    choices: Choices
    kinds: Sequence[str] = ()
    name: str = ""


def keep_report(
    *, assessment: Assessment, user: User | None, wanted: Wanted, opened: Set[UUID] = frozenset()
) -> KeptReport:
    """Keeps the report; sent twice with the same ``pk`` it is one.

    ``user`` is None for a browser without an account, ``opened`` are the assessments that it may read.

    Raises PdfError, NotSealedError, BusyError, and ValueError for the id of another assessment's report.
    """
    for _try in range(MOST_TRIES):
        there = _kept_before(wanted.pk, assessment)
        if there is not None:
            return there
        if not assessment.is_sealed:
            raise NotSealedError
        issued = Issued(_next_number(assessment), timezone.now(), user.get_full_name() if user else "")
        material = material_of(user, assessment, wanted.choices, opened=opened, issued=issued)
        with translation.override(wanted.choices.language):
            written = _Written(
                _row(material.report, assessment, user, wanted, issued), _files(material, wanted)
            )
        try:
            return _store(written, assessment, user)
        except _Taken:
            continue
    raise BusyError


def _kept_before(pk: UUID, assessment: Assessment) -> KeptReport | None:
    there = KeptReport.objects.filter(pk=pk).first()
    if there is not None and there.assessment_id != assessment.pk:
        raise ValueError("This id is another report's.")
    return there


def _next_number(assessment: Assessment) -> int:
    newest = KeptReport.objects.filter(assessment=assessment).aggregate(newest=Max("number"))["newest"]
    return (newest or 0) + 1


def _row(
    report: Report, assessment: Assessment, user: User | None, wanted: Wanted, issued: Issued
) -> KeptReport:
    return KeptReport(
        pk=wanted.pk,
        assessment=assessment,
        number=issued.number,
        name=wanted.name or str(TITLES[wanted.choices.preset][0]),
        language=wanted.choices.language,
        choices=wanted.choices.as_data(),
        accent=report.accent,
        letterhead=report.letterhead.name if report.letterhead else "",
        built_by=user,
        built_by_name=issued.by,
        built_at=issued.at,
    )


def _files(material: Material, wanted: Wanted) -> tuple[KeptFile, ...]:
    """All of them in memory."""
    kinds = [kind for kind in Kind.values if kind in wanted.kinds or kind == Kind.PAGE]
    return tuple(_file(kind, name_of(kind, material.report), content_of(kind, material)) for kind in kinds)


def _file(kind: str, name: str, content: bytes) -> KeptFile:
    digest = hashlib.sha256(content).hexdigest()
    return KeptFile(kind=kind, name=name, content=content, size=len(content), digest=digest)


@transaction.atomic
def _store(written: _Written, assessment: Assessment, user: User | None) -> KeptReport:
    """All of it or nothing. Raises _Taken and NotSealedError."""
    locked, report = lock(assessment.pk), written.report
    there = _kept_before(report.pk, assessment)
    if there is not None:
        return there
    if locked.submitted_at != assessment.submitted_at:
        raise NotSealedError
    if _next_number(locked) != report.number:
        raise _Taken
    report.save(force_insert=True)
    for file in written.files:
        file.report = report
    KeptFile.objects.bulk_create(written.files)
    kinds = [file.kind for file in written.files]
    record_about(Event.REPORT_KEPT, locked, user, report=str(report.pk), number=report.number, kinds=kinds)
    return report
