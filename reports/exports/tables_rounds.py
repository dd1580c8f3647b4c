"""The tables of two rounds beside each other."""

from django.utils.translation import gettext as _

from reports.exports.tables_shapes import Table, day, number, table, text
from reports.report import Report
from reports.report.rounds_shapes import DomainChange


def domains(report: Report) -> Table:
    """Each domain before and after, the overall level last."""
    found = report.rounds
    before, after = (found.before_name, found.after_name) if found else ("", "")
    columns = (
        text(_("Domain")),
        number(_("Claimed before")),
        number(_("Claimed after")),
        number(_("Evidenced before")),
        number(_("Evidenced after")),
        text(before, 40),
        text(after, 40),
        text(_("Difference"), 24),
        text(_("Evidence"), 40),
        text(_("Initiatives"), 60),
    )
    changes = (*found.domains, *([found.overall] if found.overall else ())) if found else ()
    rows = (
        (
            *(one.name, *one.levels, *one.evidenced),
            *(one.before, one.after, one.change, one.proof, _initiatives(one)),
        )
        for one in changes
    )
    return table("rounds", _("Before and after"), columns, rows)


def _initiatives(change: DomainChange) -> str:
    return "\n".join(
        said for one in change.initiatives for said in (one.title, one.state, one.source) if said
    )


def practices(report: Report) -> Table:
    """The practices that rose, that fell, and that only one round rated or words differently."""
    found = report.rounds
    before, after = (found.before_name, found.after_name) if found else ("", "")
    columns = (
        text(_("Group"), 30),
        text(_("Practice"), 60),
        text(_("Domain")),
        number(_("Rating before")),
        number(_("Rating after")),
        text(before, 30),
        text(after, 30),
        text(_("Difference"), 24),
        text(_("Initiative"), 40),
    )
    groups = (
        (
            (_("Practices that rose"), found.rose),
            (_("Practices that fell"), found.fell),
            (_("Practices that only one round rated, or that read differently"), found.others),
        )
        if found
        else ()
    )
    rows = (
        (group, one.text, one.domain, *one.ratings, one.before, one.after, one.change, one.initiative)
        for group, changes in groups
        for one in changes
    )
    return table("rounds-practices", _("Practices before and after"), columns, rows)


def initiatives(report: Report) -> Table:
    """What became of the earlier round's roadmap."""
    columns = (
        text(_("Initiative"), 40),
        text(_("Domain")),
        text(_("Move"), 50),
        text(_("State"), 60),
        text(_("From which round"), 50),
    )
    found = report.rounds.initiatives if report.rounds else ()
    rows = ((one.title, one.domain, one.move, one.state, one.source) for one in found)
    return table("rounds-initiatives", _("What was done about it"), columns, rows)


def metric(report: Report) -> Table:
    """The values of the goal's metric between the rounds."""
    columns = (
        text(_("Metric"), 40),
        text(_("Period"), 18),
        day(_("First day")),
        number(_("Value")),
        text(_("Unit"), 14),
    )
    found = report.rounds.metric if report.rounds else None
    rows = (
        [
            (found.name, shown.label, *numbers, found.unit)
            for shown, numbers in zip(found.values, found.numbers, strict=True)
        ]
        if found
        else ()
    )
    return table("rounds-metric", _("Metric between the rounds"), columns, rows)
