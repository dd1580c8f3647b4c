"""The tables of the practices: ratings, every answer, and how far the respondents lie apart."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from reports.exports.tables_shapes import Row, Table, day, number, table, text
from reports.report import QuestionAnswers, Report
from reports.report import choices as codes


def practices(report: Report) -> Table:
    """Every practice with its rating; with what was made of its answers where the report has those."""
    columns = [
        text(_("Number"), 9),
        text(_("Domain")),
        text(_("Practice"), 60),
        text(_("Key practice"), 14),
        number(_("Weight")),
        number(_("Rating")),
        number(_("Evidenced")),
        text(_("In words"), 34),
    ]
    answered = {one.question: one for domain in report.answers for one in domain.questions}
    whole = has_answers(report)
    if whole:
        columns += [text(_("What the team does"), 60), text(_("Consensus"), 40), text(_("Note"), 40)]
    key = _("Key practice")
    rows = (
        (
            *(cell.number, row.name, cell.text, key if cell.key else "", cell.weight),
            *(cell.rating, cell.evidenced, cell.label),
            *(_answered(answered[cell.question]) if whole else ()),
        )
        for row in report.heatmap.rows
        for cell in row.cells
    )
    return table("practices", _("Practices"), columns, rows)


def _answered(question: QuestionAnswers) -> Row:
    return question.statement, question.consensus, question.note


def has_answers(report: Report) -> bool:
    return report.has_answers and codes.ANSWERS in {one.code for one in report.sections}


def answers(report: Report) -> Table:
    """Every answer as it was given; where respondents are anonymous, what they wrote without who did."""
    columns = (
        text(_("Number"), 9),
        text(_("Domain")),
        text(_("Practice"), 60),
        text(_("Respondent"), 24),
        text(_("Function"), 20),
        number(_("Level")),
        text(pgettext("what a respondent answered", "Answer"), 26),
        day(_("Last true on")),
        text(_("Note"), 60),
        text(_("Link"), 40),
        text(_("Reason"), 40),
    )
    rows = (
        (
            *(question.number, domain.name, question.text),
            *(one.respondent, one.function, one.level, one.label),
            *(one.dated_on, one.note, one.link, one.reason),
        )
        for domain in report.answers
        for question in domain.questions
        for one in question.entries
    )
    return table("answers", _("Answers"), columns, rows)


def spread(report: Report) -> Table:
    """How far apart the ratings of each practice lie."""
    differing = {one.question: one for one in report.disagreements}
    columns = (
        text(_("Number"), 9),
        text(_("Domain")),
        text(_("Practice"), 60),
        *(number(level.label, 12) for level in report.levels),
        number(_("Median")),
        number(_("Lowest rating")),
        number(_("Highest rating")),
        number(_("Spread")),
        number(_("Average deviation"), 12),
        number(_("Rating")),
        text(_("Result"), 60),
        text(_("Consensus"), 50),
    )
    rows: list[Row] = []
    for one in report.agreement.spreads:
        found = differing.get(one.question)
        agreed = "\n".join(said for said in (found.consensus, found.dissent) if said) if found else ""
        rows.append(
            (
                *(one.number, one.domain, one.text),
                *one.counts,
                *(one.median, one.lowest, one.highest, one.spread, one.average_deviation, one.rating),
                *(found.sentence if found else "", agreed),
            )
        )
    return table("spread", _("Spread of the answers"), columns, rows)


def sides(report: Report) -> Table:
    """Who chose which level, where ratings lie two levels or more apart."""
    columns = (
        text(_("Domain")),
        text(_("Practice"), 60),
        text(_("Level"), 26),
        number(_("Respondents"), 13),
        text(_("Who"), 50),
    )
    rows = (
        (one.domain, one.text, share.label, share.count, share.who)
        for one in report.disagreements
        for share in one.shares
    )
    return table("differences", _("Differences"), columns, rows)


def functions(report: Report) -> Table:
    """The median of each function's ratings by domain, side by side; its head counts the people."""
    agreement = report.agreement
    columns = (
        text(_("Domain")),
        *(number(f"{one.name}, {one.counted}", 16) for one in agreement.columns),
        text(_("Seen differently"), 60),
    )
    rows = ((row.name, *(cell.level for cell in row.cells), row.apart) for row in agreement.rows)
    return table("functions", _("Functions"), columns, rows)


def functions_by_practice(report: Report) -> Table:
    """The median of each function's ratings of a practice, where ratings lie two levels or more apart."""
    columns = (
        text(_("Domain")),
        text(_("Practice"), 60),
        text(_("Function"), 24),
        number(_("Median")),
        text(_("In words"), 26),
        text(_("Respondents"), 18),
    )
    rows = (
        (one.domain, one.text, function.label, function.level, function.value, function.counted)
        for one in report.disagreements
        for function in one.functions
    )
    return table("functions-by-practice", _("Functions by practice"), columns, rows)
