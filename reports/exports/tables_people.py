"""The tables of what people wrote beside the result, who answered, what comes next, and of the method."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.tables_shapes import Row, Table, day, known, number, table, text
from reports.report import Remark, Report
from reports.report import choices as codes


def findings(report: Report) -> Table:
    """What consultants wrote on the sections that the report has, with the team's replies."""
    columns = (
        text(_("Section of the report")),
        text(_("Kind"), 26),
        text(_("Text"), 80),
        text(_("Who"), 40),
        day(_("Written on")),
        day(_("Handed over on")),
        text(_("State"), 30),
        text(_("Reply"), 20),
        text(_("Note on the reply"), 50),
        text(_("Who replied"), 36),
    )
    rows = ((place, *_remark(one)) for place, one in _placed(report))
    return table("findings", _("Findings and comments"), columns, rows)


def _placed(report: Report) -> Iterator[tuple[str, Remark]]:
    titles = {one.code: one.title for one in report.sections}
    found = {
        codes.SUMMARY: report.summary_remarks,
        codes.GAPS: report.gap_remarks,
        codes.DIFFERENCES: report.disagreement_remarks,
    }
    for code, title in titles.items():
        for remark in found.get(code, ()):
            yield title, remark
        if code == codes.DOMAINS:
            for domain in report.domains:
                for remark in domain.remarks:
                    yield domain.name, remark


def _remark(one: Remark) -> Row:
    state = "\n".join(said for said in (one.draft, one.outdated) if said)
    reply: Row = ("", "", "")
    if one.reply:
        reply = (one.reply.label, one.reply.note, one.reply.who)
    return one.label, one.text, one.who, one.written_on, one.handed_over_on, state, *reply


def respondents(report: Report) -> Table:
    """Who answered; empty where they are anonymous."""
    columns = (
        text(_("Name"), 30),
        text(_("Function"), 26),
        number(_("Answered")),
        number(_("Asked")),
        text(_("In words"), 34),
    )
    rows = ((one.name, one.function, one.count, one.asked, one.answered) for one in report.respondents)
    return table("respondents", _("Respondents"), columns, rows)


def method(report: Report) -> Table:
    """How the levels come about, with which figures, and what they cannot say."""
    columns = (text(_("Kind"), 30), text(_("Subject"), 36), text(_("In words"), 90))
    return table("method", _("Method and limits"), columns, _method(report))


def _method(report: Report) -> Iterator[Row]:
    for point in report.method:
        yield _("How the levels are rated"), point.title, point.text
    for fact in report.parameters:
        yield _("Versions and figures"), fact.label, fact.value
    for sign in report.signs:
        yield _("Warning signs that the team ticked"), sign.title, sign.text
    if report.goal:
        yield _("The business goal"), report.goal, report.goal_smart
        yield _("The business goal"), _("Metric"), report.goal_metric
    if report.respondents_note:
        yield _("Who answered"), "", report.respondents_note
    for limit in report.limits:
        yield _("What this report cannot say"), "", limit


def rules(report: Report) -> Table:
    """The rules of a roadmap, and the mistakes to avoid."""
    columns = (text(_("Kind"), 24), text(_("Subject"), 40), text(_("In words"), 90))
    groups = ((_("Four rules"), report.rules), (_("Mistakes to avoid"), report.mistakes))
    rows = ((kind, point.title, point.text) for kind, points in groups for point in points)
    return table("rules", _("Rules for the roadmap"), columns, rows)


def way_ahead(report: Report) -> Table:
    """What is done about the gaps, as the board reads it; the roadmap has the numbers."""
    columns = (
        number(_("Number"), 9),
        text(_("What is done"), 40),
        text(_("Move"), 50),
        text(_("Owner"), 24),
        text(_("Metric"), 40),
        text(_("Target"), 26),
        text(_("Decision date"), 22),
    )
    rows = (
        (
            *(one.number, one.title, one.move, known(one.owner)),
            *(known(one.metric), known(one.target), known(one.decision_date)),
        )
        for one in report.outlook.moves
    )
    return table("way-ahead", _("Way ahead"), columns, rows)


def talks(report: Report) -> Table:
    """What to discuss in the meeting, and what is known of it."""
    columns = (text(_("Subject"), 50), text(_("Question"), 60), text(_("What is known"), 80))
    rows = ((one.title, one.question, "\n".join(one.points)) for one in report.worksheet.talks)
    return table("worksheet", _("To discuss"), columns, rows)
