"""What reports keep of a person: what they wrote in them, and the files that they asked for."""

from typing import Any

from accounts.models import User
from reports.models import Batch, ClientNote, Finding, FindingReply


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
