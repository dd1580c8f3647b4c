"""What the spreadsheet says of a report: the Report's own numbers, so that page, PDF and sheet agree."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from assessments.models import Assessment
from reports.report import Report
from reports.source import Source


@dataclass(frozen=True, slots=True)
class DomainRow:
    """A domain of a report; ``progress`` in whole percents of the way to the next level."""

    name: str
    claimed: int | None
    evidenced: int | None
    potential: int | None
    progress: int | None
    verdict: str


@dataclass(frozen=True, slots=True)
class GapRow:
    """A picked gap, one level up."""

    number: int
    name: str
    current: int
    target: int
    impact: float
    finding: str


@dataclass(frozen=True, slots=True)
class Row:
    """An assessment with its file in the ZIP, or why there is none; levels are None then, or where not rated.

    ``top`` is the rubric's highest level.
    """

    organisation: str
    team: str
    title: str
    submitted: date | None
    file: str = ""
    problem: str = ""
    framework: str = ""
    version: int | None = None
    rubric: str = ""
    top: int | None = None
    claimed: int | None = None
    evidenced: int | None = None
    potential: int | None = None
    verdict: str = ""
    respondents: int | None = None
    domains: tuple[DomainRow, ...] = ()
    gaps: tuple[GapRow, ...] = ()


def names_of(assessment: Assessment) -> dict[str, Any]:
    """What every row says, whether there is a report or not."""
    sealed = assessment.submitted_at
    return {
        "organisation": assessment.organisation.name if assessment.organisation else "",
        "team": assessment.team,
        "title": assessment.title,
        "submitted": timezone.localdate(sealed) if sealed else None,
    }


def row_of(assessment: Assessment, *, report: Report, source: Source, file: str) -> Row:
    """A report as a row of the spreadsheet."""
    return Row(
        **names_of(assessment),
        file=file,
        framework=source.content.name,
        version=assessment.version.number,
        rubric=source.content.rubric_name,
        top=report.top,
        claimed=report.headline.level,
        evidenced=report.headline.evidenced,
        potential=report.headline.potential,
        verdict=report.headline.answer,
        respondents=len(source.answerers),
        domains=tuple(
            DomainRow(
                name=domain.name,
                claimed=domain.level,
                evidenced=domain.evidenced,
                potential=domain.potential,
                progress=domain.progress_percent,
                verdict=domain.verdict,
            )
            for domain in report.domains
        ),
        gaps=tuple(
            GapRow(gap.number, gap.name, gap.current, gap.target, gap.impact, gap.finding)
            for gap in report.gaps
        ),
    )
