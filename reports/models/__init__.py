"""Stored PDFs, kept reports, links to them, consultants' findings, batches of reports, and their workers."""

from reports.models.batches import Batch, BatchItem
from reports.models.files import ReportFile, ReportFileQuerySet
from reports.models.findings import ClientNote, Finding, FindingReply, HandOverMail, ReplyMail
from reports.models.kept import KeptFile, KeptReport, ReportPreset, ReportSummary
from reports.models.sharing import ShareLink, ShareOpening
from reports.models.workers import WorkerProcess

__all__ = [
    "Batch",
    "BatchItem",
    "ClientNote",
    "Finding",
    "FindingReply",
    "HandOverMail",
    "KeptFile",
    "KeptReport",
    "ReplyMail",
    "ReportFile",
    "ReportFileQuerySet",
    "ReportPreset",
    "ReportSummary",
    "ShareLink",
    "ShareOpening",
    "WorkerProcess",
]
