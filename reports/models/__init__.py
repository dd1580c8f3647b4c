"""Stored PDFs, consultants' findings, and batches of reports."""

from reports.models.batches import Batch, BatchItem
from reports.models.files import ReportFile, ReportFileQuerySet
from reports.models.findings import ClientNote, Finding, FindingReply

__all__ = ["Batch", "BatchItem", "ClientNote", "Finding", "FindingReply", "ReportFile", "ReportFileQuerySet"]
