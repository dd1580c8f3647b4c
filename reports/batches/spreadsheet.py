"""levels.xlsx: the levels and gaps of several assessments, by the workbook that one report has, too."""

from collections.abc import Sequence
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.batches.rows import Row
from reports.exports.tables_shapes import Column, Table, Value, day, number, table, text, two_decimals
from reports.exports.workbook import write_tables

NAME = "levels.xlsx"


def write_spreadsheet(path: Path, rows: Sequence[Row]) -> None:
    """Writes the assessments, their domains and their gaps, in the active language."""
    tables = (_assessments(rows), _domains(rows), _gaps(rows))
    write_tables(path, tables, title=_("Levels of several assessments"), made=timezone.now())


def _assessments(rows: Sequence[Row]) -> Table:
    columns = (
        *_shared_columns(),
        text(_("Framework"), 26),
        number(_("Version"), 9),
        text(_("Rubric"), 14),
        number(_("Levels of the rubric")),
        number(_("Overall level claimed")),
        number(_("Overall level evidenced")),
        number(_("Overall level possible")),
        text(_("Result"), 34),
        number(_("Respondents"), 13),
        text(_("File"), 40),
        text(_("Why the PDF is missing"), 34),
    )
    cells = (
        (
            *_shared(row),
            *(row.framework, row.version, row.rubric, row.top),
            *(row.claimed, row.evidenced, row.potential, row.verdict),
            *(row.respondents, row.file, row.problem),
        )
        for row in rows
    )
    return table("assessments", pgettext("name of a sheet", "Assessments"), columns, cells)


def _domains(rows: Sequence[Row]) -> Table:
    columns = (
        *_shared_columns(),
        text(_("Domain")),
        number(_("Level claimed")),
        number(_("Level evidenced")),
        number(_("Level possible")),
        number(_("Percent of the way to the next level"), 14),
        number(_("Levels of the rubric")),
        text(_("Result"), 34),
    )
    cells = (
        (
            *_shared(row),
            *(domain.name, domain.claimed, domain.evidenced, domain.potential),
            *(domain.progress, row.top, domain.verdict),
        )
        for row in rows
        for domain in row.domains
    )
    return table("domains", pgettext("name of a sheet", "Domains"), columns, cells)


def _gaps(rows: Sequence[Row]) -> Table:
    columns = (
        *_shared_columns(),
        number(_("Number of the gap")),
        text(_("Domain")),
        number(_("From level")),
        number(_("To level")),
        number(_("Impact")),
        text(_("Finding"), 60),
    )
    cells = (
        (*_shared(row), gap.number, gap.name, gap.current, gap.target, two_decimals(gap.impact), gap.finding)
        for row in rows
        for gap in row.gaps
    )
    return table("gaps", pgettext("name of a sheet", "Gaps"), columns, cells)


def _shared_columns() -> tuple[Column, ...]:
    return (
        text(_("Organisation"), 28),
        text(_("Team"), 24),
        text(_("Assessment"), 24),
        day(_("Submitted")),
    )


def _shared(row: Row) -> tuple[Value, ...]:
    return row.organisation, row.team, row.title, row.submitted


def file_name_of_today() -> str:
    """ "sales-maturity-reports-2026-11-21.zip", in the active language."""
    begun = pgettext("beginning of a file name", "sales-maturity-reports")
    return f"{begun}-{timezone.localdate().isoformat()}.zip"
