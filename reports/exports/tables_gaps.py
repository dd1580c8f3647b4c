"""The tables of the gaps: their impact with its factors, and the metrics that show whether it works."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.tables_shapes import Row, Table, number, table, text, two_decimals
from reports.report import Gap, Report
from reports.report import choices as codes


def gaps(report: Report) -> Table:
    """Every gap by its rank; the picked ones alone where the report shows no others."""
    columns = (
        number(_("Number of the gap")),
        number(_("Rank")),
        text(_("Domain")),
        number(_("From level")),
        number(_("To level")),
        number(_("Impact")),
        text(_("Picked"), 14),
        text(_("Move"), 40),
        text(_("Finding"), 50),
        text(_("How the impact is made up"), 70),
        text(_("What reaching it takes"), 50),
    )
    picked = {gap.domain: gap for gap in report.gaps}
    whole = {one.code for one in report.sections} & {codes.PROFILE, codes.GAPS}
    rows = (
        (
            *(gap.number if gap else None, one.rank, one.name, one.current, one.target),
            *(two_decimals(one.impact), one.picked_label, gap.title if gap else one.move),
            *(gap.finding if gap else "", one.arithmetic, _reach(gap)),
        )
        for one in report.gap_chart.rows
        for gap in [picked.get(one.domain)]
        if gap or whole
    )
    return table("gaps", _("Gaps"), columns, rows)


def _reach(gap: Gap | None) -> str:
    return "" if gap is None else "\n".join(said for said in (gap.reach, gap.proof) if said)


def factors(report: Report) -> Table:
    """How each picked gap's impact is made up; a factor such as 2/3 is written as the fraction."""
    columns = (
        number(_("Number of the gap")),
        text(_("Domain")),
        text(_("Factor"), 40),
        number(_("Value")),
        text(_("Why"), 60),
    )
    rows = (row for gap in report.gaps for row in _factors(gap))
    return table("factors", _("Factors of the impact"), columns, rows)


def _factors(gap: Gap) -> Iterator[Row]:
    for one in gap.factors:
        yield gap.number, gap.name, one.label, one.value if one.number is None else one.number, one.why
    for sign in gap.signs:
        yield gap.number, gap.name, _("Warning signs you ticked that point here"), None, sign


def metrics(report: Report) -> Table:
    """The metrics that are suggested for each picked gap."""
    columns = (
        number(_("Number of the gap")),
        text(_("Domain")),
        text(_("Kind"), 14),
        text(_("Metric"), 50),
        text(_("It reveals"), 60),
        text(_("It hides"), 60),
    )
    rows = (
        (gap.number, gap.name, one.kind_label, one.name, one.reveals, one.hides)
        for gap in report.gaps
        for one in gap.kpis
    )
    return table("suggested-metrics", _("Suggested metrics"), columns, rows)
