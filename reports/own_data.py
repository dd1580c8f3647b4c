"""What reports keep of a person: what they wrote in them, and the files that they asked for."""

from typing import Any

from accounts.models import User
from reports.models import (
    Batch,
    ClientNote,
    Finding,
    FindingReply,
    KeptReport,
    ReportPreset,
    ReportSummary,
    ShareLink,
)


def written(user: User) -> dict[str, Any]:
    findings = Finding.objects.filter(author=user)
    of_findings = ("assessment", "kind", "section", "domain", "text", "created_at", "handed_over_at")
    replies = FindingReply.objects.filter(author=user)
    notes = ClientNote.objects.filter(author=user)
    return {
        "findings": list(findings.values(*of_findings)),
        "replies": list(replies.values("finding", "verdict", "note", "replied_at")),
        "client_notes": list(notes.values("organisation__name", "text", "created_at", "changed_at")),
    }


def batches(user: User) -> Any:
    return list(
        Batch.objects.filter(user=user).values("name", "state", "created_at", "finished_at", "expires_at")
    )


def built(user: User) -> dict[str, Any]:
    """Without the files, and without the secrets of links."""
    kept = KeptReport.objects.filter(built_by=user)
    links = ShareLink.objects.filter(created_by=user)
    summaries = ReportSummary.objects.filter(author=user)
    return {
        "reports": list(kept.values("id", "assessment", "number", "name", "language", "choices", "built_at")),
        "links": list(links.values("report", "label", "kinds", "created_at", "expires_at", "revoked_at")),
        "summaries": list(summaries.values("assessment", "language", "texts", "changed_at")),
        "presets": list(ReportPreset.objects.filter(user=user).values("name", "choices", "created_at")),
    }
