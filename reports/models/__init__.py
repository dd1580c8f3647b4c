"""Stored PDFs, consultants' findings, batches of reports, and the workers that make them."""

from reports.models.batches import Batch, BatchItem
from reports.models.files import ReportFile, ReportFileQuerySet
from reports.models.findings import ClientNote, Finding, FindingReply, HandOverMail, ReplyMail
from reports.models.workers import WorkerProcess

__all__ = [
    "Batch",
    "BatchItem",
    "ClientNote",
    "Finding",
    "FindingReply",
    "HandOverMail",
    "ReplyMail",
    "ReportFile",
    "ReportFileQuerySet",
    "WorkerProcess",
]
