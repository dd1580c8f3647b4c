"""What a row of the desk says, in words: one client, or one of its assessments."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Organisation
from assessments.models import Assessment, Domain
from reports.desk_claims import NOTHING, Claimed
from reports.desk_roadmaps import RunningRoadmap
from reports.levels import Levels, Standing
from reports.report.heatmap import shade
from reports.report.wording import day

__all__ = ["Cell", "Levels", "Row", "Running", "Table", "row_of", "table_of", "verdict_of"]


@dataclass(frozen=True)
class Cell:
    """A domain's level: the `mark` in the cell, what evidence carries where that is less, all in words.

    `claimed` is what the roadmap claims since.
    """

    name: str
    mark: str
    proven: str
    shade: int
    label: str
    claimed: Claimed = NOTHING


@dataclass(frozen=True)
class Running:
    """An assessment that is not submitted yet: how far it is, and until when it can be answered."""

    assessment: Assessment
    progress: str
    closing: str
    overdue: bool

    @property
    def framework(self) -> int:
        """The id of the framework that it is on."""
        return self.assessment.version.framework_id

    @classmethod
    def of(cls, assessment: Assessment, counted: str, *, finished: int, invited: int) -> "Running":
        """``counted`` for named respondents; of anonymous ones only how many have finished."""
        if assessment.names_hidden:
            counted = ngettext(
                "%(finished)d of %(invited)d has finished",
                "%(finished)d of %(invited)d have finished",
                invited,
            ) % {"finished": finished, "invited": invited}
        return cls(assessment, counted, _closing(assessment), assessment.is_past_closing_date)


def _closing(assessment: Assessment) -> str:
    if assessment.closed_at is not None:
        return _("closed, to be submitted")
    if assessment.closes_at is None:
        return _("no closing date")
    date = date_format(localtime(assessment.closes_at), "DATETIME_FORMAT")
    if assessment.is_past_closing_date:
        return _("closed on %(date)s and not submitted") % {"date": date}
    return _("closes on %(date)s") % {"date": date}


@dataclass(frozen=True)
class Row:
    """A client with its last submitted assessment of a framework, if any.

    `verdict`, `date` and `change` are of that one.
    """

    organisation: Organisation
    consults: bool
    latest: Assessment | None
    verdict: str
    date: str
    change: str
    cells: Mapping[str, Cell]
    running: Sequence[Running]
    roadmaps: Sequence[RunningRoadmap]
    overdue: str
    disputed: str

    @property
    def is_overdue(self) -> bool:
        """Whether an assessment or the next round is, or a decision on an initiative."""
        return bool(self.overdue) or any(one.due for one in self.roadmaps)


@dataclass(frozen=True)
class Table:
    """Clients of one framework, each with a cell a domain; `framework` is "" for those without a report."""

    framework: str
    columns: tuple[str, ...]
    rows: Sequence[tuple[Row, tuple[Cell, ...]]]


def row_of(
    *,
    organisation: Organisation,
    consults: bool,
    latest: Assessment | None,
    levels: Mapping[UUID, Levels],
    domains: Mapping[UUID, Sequence[Domain]],
    claimed: Mapping[tuple[UUID, str], Claimed],
    running: Sequence[Running],
    roadmaps: Sequence[RunningRoadmap],
    disputed: int,
    due: bool,
) -> Row:
    """``due`` where the client's last report asks for the next round, and nothing runs."""
    found = levels.get(latest.pk) if latest else None
    return Row(
        organisation=organisation,
        consults=consults,
        latest=latest,
        verdict=verdict_of(latest, found) if latest and found else "",
        date=day(localtime(latest.submitted_at)) if latest and latest.submitted_at else "",
        change=change_of(latest, levels) if latest else "",
        cells=_cells(latest, found, domains, claimed) if latest and found else {},
        running=running,
        roadmaps=roadmaps,
        overdue=_overdue(running, due=due),
        disputed=_disputed(disputed),
    )


def _disputed(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d finding disputed", "%(count)d findings disputed", count) % {"count": count}


def _overdue(running: Sequence[Running], *, due: bool) -> str:
    late = sum(one.overdue for one in running)
    if late:
        return ngettext(
            "%(count)d assessment is past its closing date",
            "%(count)d assessments are past their closing date",
            late,
        ) % {"count": late}
    return _("The next round is due: the last report is older than 15 weeks.") if due else ""


def verdict_of(assessment: Assessment, levels: Levels) -> str:
    """ "Level 2 of 4 Structured, evidenced 1", or why there is no level."""
    return _label(assessment, levels, levels.overall)


def _label(assessment: Assessment, levels: Levels, standing: Standing) -> str:
    if standing.level is None:
        return _("Not applicable") if standing.status == "not_applicable" else _("Not rated")
    names = {level.rank: level.name for level in assessment.rubric.levels.all()}
    return _("Level %(rank)d of %(top)d %(name)s, evidenced %(evidenced)d") % {
        "rank": standing.level,
        "top": levels.top,
        "name": names.get(standing.level, ""),
        "evidenced": standing.evidenced,
    }


def change_of(assessment: Assessment, levels: Mapping[UUID, Levels]) -> str:
    """The claimed level against the round before; only where both were rated on the same rubric."""
    now = levels.get(assessment.pk)
    before = levels.get(assessment.previous_id) if assessment.previous_id else None
    if now is None or before is None:
        return _("First round")
    if (now.rubric, now.top) != (before.rubric, before.top):
        return _("Rated on another rubric than the round before")
    if now.overall.level is None or before.overall.level is None:
        return _("No level to compare with the round before")
    difference = now.overall.level - before.overall.level
    if not difference:
        return _("Same level as the round before")
    steps = abs(difference)
    words = (
        ngettext("%(count)d level up on the round before", "%(count)d levels up on the round before", steps)
        if difference > 0
        else ngettext(
            "%(count)d level down on the round before", "%(count)d levels down on the round before", steps
        )
    )
    return words % {"count": steps}


def _cells(
    assessment: Assessment,
    levels: Levels,
    domains: Mapping[UUID, Sequence[Domain]],
    claimed: Mapping[tuple[UUID, str], Claimed],
) -> dict[str, Cell]:
    return {
        domain.slug: replace(
            _cell(assessment, levels, domain.name, levels.domains[domain.slug]),
            claimed=claimed.get((assessment.pk, domain.slug), NOTHING),
        )
        for domain in domains[assessment.version_id]
        if domain.slug in levels.domains
    }


def _cell(assessment: Assessment, levels: Levels, name: str, standing: Standing) -> Cell:
    if standing.level is None:
        mark, tone = ("–" if standing.status == "not_applicable" else "?"), 0
    else:
        mark, tone = str(standing.level), shade(standing.level, levels.top)
    less = standing.evidenced is not None and standing.evidenced != standing.level
    return Cell(
        name=name,
        mark=mark,
        proven=_("ev. %(level)d") % {"level": standing.evidenced} if less else "",
        shade=tone,
        label=_label(assessment, levels, standing),
    )


def table_of(rows: Sequence[Row], domains: Mapping[UUID, Sequence[Domain]]) -> Table:
    """Rows of one framework under the names that its newest version among them gives the domains."""
    sealed = [row.latest for row in rows if row.latest is not None]
    if not sealed:
        return Table(framework="", columns=(), rows=[(row, ()) for row in rows])
    newest = max(sealed, key=lambda one: one.version.number)
    columns = domains[newest.version_id]
    lines = [(row, tuple(row.cells.get(one.slug) or _unasked(one.name) for one in columns)) for row in rows]
    return Table(newest.version.framework.name, tuple(domain.name for domain in columns), lines)


def _unasked(name: str) -> Cell:
    return Cell(name, mark="–", proven="", shade=0, label=_("Not asked in that version"))
