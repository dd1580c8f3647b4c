"""How far a batch is, in numbers and words."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.batches.actions import exportable_by
from reports.batches.making import reasons
from reports.models import Batch, BatchItem


@dataclass(frozen=True, slots=True)
class Missing:
    """A report that is not in the file, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Progress:
    """What a page says of a batch. ``ticked`` of ``total`` reports are settled, made or not.

    ``may_download`` is False where the file is not ready, or where the person lost the right to one of the
    reports in it (``withdrawn``).
    """

    id: UUID
    name: str
    text: str
    ticked: int
    total: int
    is_finished: bool
    is_ready: bool
    may_download: bool
    created_at: datetime
    expires_at: datetime
    missing: tuple[Missing, ...]
    made: tuple[str, ...]

    @property
    def withdrawn(self) -> bool:
        return self.is_ready and not self.may_download


def progress_of(batch: Batch, *, reports: bool = False) -> Progress:
    """``reports`` names them one by one, which costs a query more."""
    items = list(batch.items.select_related("assessment__organisation") if reports else batch.items.all())
    done = [item for item in items if item.state == BatchItem.State.DONE]
    ready = batch.state == Batch.State.READY
    return Progress(
        id=batch.pk,
        name=batch.name,
        text=_text(batch, len(done), len(items)),
        ticked=sum(item.state != BatchItem.State.WAITING for item in items),
        total=len(items),
        is_finished=batch.is_finished,
        is_ready=ready,
        may_download=ready and _may_read(batch, done),
        created_at=batch.created_at,
        expires_at=batch.expires_at,
        missing=tuple(Missing(_name(item), _reason(item)) for item in items if item.reason and reports),
        made=tuple(_name(item) for item in done if reports),
    )


def _may_read(batch: Batch, done: list[BatchItem]) -> bool:
    allowed = exportable_by(batch.user).filter(pk__in=[item.assessment_id for item in done])
    return allowed.count() == len(done)


def _name(item: BatchItem) -> str:
    organisation = item.assessment.organisation
    parts = (organisation.name if organisation else "", item.assessment.team_and_title)
    return " · ".join(filter(None, parts))


def _reason(item: BatchItem) -> str:
    return reasons().get(item.reason, item.reason)


def _text(batch: Batch, done: int, total: int) -> str:
    count = {"done": done, "total": total}
    if batch.state == Batch.State.WAITING:
        return (
            ngettext("%(total)d report waits its turn.", "%(total)d reports wait their turn.", total) % count
        )
    if batch.state == Batch.State.RUNNING:
        return (
            ngettext(
                "%(done)d of %(total)d report is made.", "%(done)d of %(total)d reports are made.", total
            )
            % count
        )
    if batch.state == Batch.State.FAILED:
        return _("No report could be made.")
    if done < total:
        return (
            ngettext(
                "The file is ready, with %(done)d of %(total)d report.",
                "The file is ready, with %(done)d of %(total)d reports.",
                total,
            )
            % count
        )
    return (
        ngettext(
            "The file is ready, with %(total)d report.", "The file is ready, with %(total)d reports.", total
        )
        % count
    )
