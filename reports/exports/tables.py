"""The report as tables, which the spreadsheet and the CSV files both write.

A table belongs to sections and is there where the report has one of them; tables come in the order of the
sections. Each holds what ``Report`` says, its numbers as numbers and its days as days.
"""

from collections.abc import Callable, Iterator, Mapping

from reports.exports import tables_answers as answers
from reports.exports import tables_gaps as gaps
from reports.exports import tables_people as people
from reports.exports import tables_result as result
from reports.exports import tables_roadmap as roadmap
from reports.exports import tables_rounds as rounds
from reports.exports.tables_shapes import Column, Kind, Row, Table, Value
from reports.report import Report
from reports.report import choices as codes

__all__ = ["Column", "Kind", "Row", "Table", "Value", "tables_of"]

Maker = Callable[[Report], Table]

BY_SECTION: Mapping[str, tuple[Maker, ...]] = {
    codes.SUMMARY: (result.strengths, gaps.gaps, people.findings),
    codes.OUTLOOK: (result.domains, people.way_ahead),
    codes.HEATMAP: (answers.practices,),
    codes.PROFILE: (result.levels, result.domains, gaps.gaps),
    codes.DOMAINS: (result.domains, result.conditions, result.steps, result.proofs, people.findings),
    codes.GAPS: (gaps.gaps, gaps.factors, result.steps, gaps.metrics, people.rules, people.findings),
    codes.INITIATIVES: (
        roadmap.goal,
        roadmap.goal_values,
        roadmap.milestones,
        roadmap.initiatives,
        roadmap.metrics,
        roadmap.check_ins,
        roadmap.decisions,
        roadmap.checklist,
    ),
    codes.ROUNDS: (rounds.domains, rounds.practices, rounds.initiatives, rounds.metric),
    codes.DIFFERENCES: (
        answers.spread,
        answers.sides,
        answers.functions,
        answers.functions_by_practice,
        people.findings,
    ),
    codes.WORKSHEET: (people.talks,),
    codes.METHOD: (people.respondents, people.method),
}


def tables_of(report: Report) -> tuple[Table, ...]:
    """Every table that has a row, the overview first; in the report's language, which has to be active."""
    made = dict.fromkeys(_makers(report))
    found = (make(report) for make in made)
    return (result.overview(report), *(one for one in found if one.rows))


def _makers(report: Report) -> Iterator[Maker]:
    for section in report.sections:
        if section.code != codes.ANSWERS:
            yield from BY_SECTION.get(section.code, ())
        elif report.has_answers:
            yield from (answers.practices, answers.answers)
            if any(one.counts for domain in report.answers for one in domain.questions):
                yield answers.spread
