"""The submitted assessments of one client, as its page lists them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.models import Assessment
from reports.desk import levels_with_former, sealed_of
from reports.desk_rows import change_of, verdict_of
from reports.models import Finding, FindingReply


@dataclass(frozen=True)
class Round:
    """A submitted assessment: its outcome, and where its findings stand, both in words."""

    assessment: Assessment
    verdict: str
    change: str
    findings: tuple[str, ...]
    disputed: str


def rounds_of(assessments: Iterable[Assessment], *, drafts: bool) -> list[Round]:
    """In the same order. With ``drafts`` what was not handed over is counted, too: for consultants only."""
    order = [one.pk for one in assessments]
    rows = sealed_of(order)
    levels = levels_with_former(rows.values())
    counts = _counts(order)
    found = []
    for pk in order:
        one, count = rows[pk], counts.get(pk, {})
        found.append(
            Round(
                assessment=one,
                verdict=verdict_of(one, levels[pk]) if pk in levels else "",
                change=change_of(one, levels),
                findings=_words(count, drafts=drafts),
                disputed=_disputed(count.get("disputed", 0)),
            )
        )
    return found


def _counts(assessments: list[UUID]) -> dict[UUID, dict[str, Any]]:
    handed_over = Q(handed_over_at__isnull=False)
    rows = Finding.objects.filter(assessment__in=assessments).order_by().values("assessment")
    counted = rows.annotate(
        drafts=Count("pk", filter=~handed_over),
        handed_over=Count("pk", filter=handed_over),
        waiting=Count("pk", filter=handed_over & Q(kind=Finding.Kind.FINDING, reply=None)),
        disputed=Count("pk", filter=Q(reply__verdict=FindingReply.Verdict.DISPUTED)),
    )
    return {row["assessment"]: dict(row) for row in counted}


def _words(count: dict[str, Any], *, drafts: bool) -> tuple[str, ...]:
    """How many there are of each; nothing of what there is none."""
    numbers = {name: count.get(name, 0) for name in ("drafts", "handed_over", "waiting")}
    words = {
        "drafts": ngettext("%(count)d draft", "%(count)d drafts", numbers["drafts"]),
        "handed_over": ngettext("%(count)d handed over", "%(count)d handed over", numbers["handed_over"]),
        "waiting": ngettext("%(count)d waits for a reply", "%(count)d wait for a reply", numbers["waiting"]),
    }
    shown = [name for name in words if numbers[name] and (drafts or name != "drafts")]
    return tuple(words[name] % {"count": numbers[name]} for name in shown) or (_("None"),)


def _disputed(count: int) -> str:
    return ngettext("%(count)d disputed", "%(count)d disputed", count) % {"count": count} if count else ""
