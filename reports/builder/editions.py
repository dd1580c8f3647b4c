"""From choices to what a report is made of: the one road for the preview and for what is kept."""

from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils import translation

from accounts.models import Logo, User
from assessments.models import Assessment
from reports.builder.summaries import summary_of
from reports.exports.forms import Material, Pictures
from reports.letterheads import letterhead_of
from reports.report import build
from reports.report.choices import Choices
from reports.report.edition import Edition
from reports.source import source_of


@dataclass(frozen=True, slots=True)
class Issued:
    """What makes a report a kept one: its number within the assessment, and who built it when."""

    number: int
    at: datetime
    by: str


def material_of(
    user: User | None,
    assessment: Assessment,
    choices: Choices,
    *,
    opened: Set[UUID] = frozenset(),
    issued: Issued | None = None,
) -> Material:
    """The report of a sealed assessment as chosen, with what its files are written from.

    Fetch the assessment with what ``reports.source`` names. Findings that were not handed over yet are no
    part of it. ``opened`` are the assessments without an
    account that this browser may read. Its writers need ``choices.language`` to be active, as it is here.
    """
    edition, logo = _edition(user, assessment, choices, issued)
    with translation.override(choices.language):
        source = source_of(assessment, opened=opened)
        report = build(source, edition)
    return Material(
        report=report,
        source=source,
        choices=choices,
        pictures=Pictures(
            organisation=_logo_of(assessment, report.logo.digest) if report.logo else b"",
            consultancy=logo if report.letterhead else b"",
        ),
    )


def _edition(
    user: User | None, assessment: Assessment, choices: Choices, issued: Issued | None
) -> tuple[Edition, bytes]:
    letterhead, logo = letterhead_of(user)
    edition = Edition(
        choices=choices,
        summary=summary_of(assessment, choices.language),
        letterhead=letterhead,
        number=issued.number if issued else None,
        issued_at=issued.at if issued else None,
        issued_by=issued.by if issued else "",
    )
    return edition, logo


def _logo_of(assessment: Assessment, digest: str) -> bytes:
    rows = Logo.objects.filter(organisation=assessment.organisation_id, digest=digest)
    return bytes(rows.values_list("content", flat=True).first() or b"")
