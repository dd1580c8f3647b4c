"""What the worker does for a batch: a few PDFs at a turn, and in the last one the file.

Everything can be done twice without harm. PDFs stay where the download finds them (``ReportFile``), each
report of the batch is ticked off, the file is stored in one step, and the mail is claimed before it is sent:
a worker that is killed in between loses at most the mail.
"""

import logging
import tempfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from django.db import DatabaseError
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.mail import send
from assessments.models import Assessment
from reports import source as sources
from reports.batches.actions import KEPT, exportable_by
from reports.batches.names import file_names
from reports.batches.rows import Row, names_of, row_of
from reports.batches.spreadsheet import NAME, file_name_of_today, write_spreadsheet
from reports.models import Batch, BatchItem, ReportFile
from reports.pdf.digest import digest_of
from reports.pdf.process import PdfError
from reports.pdf.storage import make
from reports.report import Report, build
from reports.source import Source, source_of

log = logging.getLogger(__name__)
TURN = 10  # seconds, so that mails and other people's batches get their turn as well
READ = ("rubric", "goal", *sources.RELATED)
Reason = str


def reasons() -> dict[Reason, str]:
    """Why a PDF is missing, in the active language."""
    return {
        "access": _("You may not read this report any more, or it was reopened."),
        "time": _("It took longer than this server allows."),
        "memory": _("It needs more memory than this server allows for one document."),
        "failed": _("The program that makes it stopped before it was done."),
    }


def work_on(batch_id: UUID) -> bool:
    """Does a turn's work; False when another turn is needed. A batch that is gone or finished needs none."""
    batch = Batch.objects.filter(pk=batch_id).unfinished().select_related("user").first()
    if batch is None:
        return True
    Batch.objects.filter(pk=batch_id).update(state=Batch.State.RUNNING, heard_at=timezone.now())
    until = time.monotonic() + TURN
    for item in batch.items.filter(state=BatchItem.State.WAITING):
        _tick_off(batch, item)
        if time.monotonic() > until:
            return False
    _finish(batch)
    return True


def _tick_off(batch: Batch, item: BatchItem) -> None:
    """Makes the PDF of a report, unless it is stored already, and says how that went."""
    reason = "access"
    if assessment := exportable_by(batch.user).select_related(*READ).filter(pk=item.assessment_id).first():
        _row, _pdf, reason = _content(assessment, "")
    item.state = BatchItem.State.FAILED if reason else BatchItem.State.DONE
    item.reason = reason
    # Whoever deleted the batch meanwhile has deleted its items.
    BatchItem.objects.filter(pk=item.pk).update(state=item.state, reason=item.reason)
    Batch.objects.filter(pk=batch.pk).update(heard_at=timezone.now())


def _report_of(assessment: Assessment) -> tuple[Report, Source]:
    with translation.override(assessment.report_language):
        source = source_of(assessment)
        return build(source), source


def _pdf_of(assessment: Assessment, report: Report) -> bytes:
    """By the same road as the download of one report, so that it is the same file."""
    digest = digest_of(report, report.language)
    stored = ReportFile.objects.filter(assessment=assessment, digest=digest)
    content = stored.values_list("content", flat=True).first()
    if content is None:
        with translation.override(report.language):
            content = make(report=report, assessment=assessment).content
    return bytes(content)


def _finish(batch: Batch) -> None:
    """Stores the file, if there is a single report to put in it."""
    with tempfile.TemporaryDirectory() as folder, translation.override(batch.language):
        path = Path(folder) / "batch.zip"
        count = _write(path, batch, Path(folder) / NAME)
        now = timezone.now()
        Batch.objects.filter(pk=batch.pk).unfinished().update(
            state=Batch.State.READY if count else Batch.State.FAILED,
            name=file_name_of_today(),
            content=path.read_bytes() if count else None,
            finished_at=now,
            expires_at=now + KEPT,
        )


def _write(path: Path, batch: Batch, sheet: Path) -> int:
    """Writes the ZIP; how many PDFs are in it."""
    rows: list[Row] = []
    with zipfile.ZipFile(path, "w") as archive:  # PDFs are compressed already
        for row, content in _contents(batch):
            rows.append(row)
            if content:
                archive.writestr(row.file, content)
        write_spreadsheet(sheet, rows)
        archive.write(sheet, NAME)
    return sum(bool(row.file) for row in rows)


def _contents(batch: Batch) -> Iterator[tuple[Row, bytes]]:
    """Every report of the batch, one in memory at a time; rights are looked at again."""
    items = list(batch.items.select_related("assessment__organisation"))
    found = exportable_by(batch.user).select_related(*READ).in_bulk([item.assessment_id for item in items])
    names = file_names([_parts(item.assessment) for item in items], ".pdf")
    for item, name in zip(items, names, strict=True):
        assessment = found.get(item.assessment_id)
        reason = item.reason if assessment else "access"
        if assessment and not reason:
            row, content, reason = _content(assessment, name)
            if row is not None:
                yield row, content
                continue
        if reason != item.reason:
            BatchItem.objects.filter(pk=item.pk).update(state=BatchItem.State.FAILED, reason=reason)
        yield Row(**names_of(item.assessment), problem=reasons()[reason]), b""


def _parts(assessment: Assessment) -> tuple[str, ...]:
    organisation = assessment.organisation.name if assessment.organisation else ""
    sealed = assessment.submitted_at
    parts = dict.fromkeys((organisation, assessment.team, assessment.title))
    return (*parts, timezone.localdate(sealed).isoformat() if sealed else "")


def _content(assessment: Assessment, name: str) -> tuple[Row | None, bytes, Reason]:
    """The row and the PDF of a report, or why there are none."""
    try:
        report, source = _report_of(assessment)
        content = _pdf_of(assessment, report)
    except DatabaseError:
        raise
    except PdfError as error:
        return None, b"", error.reason
    except Exception:
        log.exception("The report of %s could not be made for a batch", assessment.pk)
        return None, b"", "failed"
    with translation.override(report.language):
        return row_of(assessment, report=report, source=source, file=name), content, ""


def mail_when_ready(batch_id: UUID) -> None:
    """Tells the person, at most once: who was killed while mailing does not know whether it arrived."""
    batch = Batch.objects.filter(pk=batch_id).defer("content").select_related("user").first()
    if batch is None or not batch.is_finished:
        return
    now = timezone.now()
    if not Batch.objects.filter(pk=batch_id, mailed_at=None).update(mailed_at=now):
        return
    states = list(batch.items.values_list("state", flat=True))
    send(
        to=batch.user.email,
        language=batch.language,
        subject=_subject(batch),
        template="reports/mail/batch.txt",
        context={
            "ready": batch.state == Batch.State.READY,
            "made": states.count(BatchItem.State.DONE),
            "missing": states.count(BatchItem.State.FAILED),
            "expires_at": batch.expires_at,
            "current_site": {"domain": urlsplit(batch.base_url).netloc},
            "url": batch.base_url + reverse("batch", args=[batch_id]),
        },
    )


def _subject(batch: Batch) -> Any:
    if batch.state == Batch.State.READY:
        return gettext_lazy("Your reports are ready")
    return gettext_lazy("Your reports could not be made")
