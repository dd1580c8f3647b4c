"""The tables of the roadmap: the goal, what is tried, its numbers week by week, and what was decided."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from reports.exports.tables_shapes import Column, Row, Table, day, known, number, table, text
from reports.report import Report
from reports.report.roadmap_shapes import InitiativePart
from roadmaps.goal_page import GoalView


def initiatives(report: Report) -> Table:
    """Every initiative, those that gave their place up last."""
    rows = (_initiative(one) for one in _all(report))
    return table("roadmap", _("Roadmap"), _initiative_columns(), rows)


def _initiative_columns() -> tuple[Column, ...]:
    return (
        number(_("Number"), 9),
        text(_("Initiative"), 40),
        text(_("Domain")),
        number(_("From level")),
        number(_("To level")),
        text(_("Move"), 50),
        text(_("State"), 18),
        text(_("Owner"), 24),
        text(_("Manager who reinforces it"), 24),
        text(_("Weekly review"), 14),
        text(_("Effort"), 14),
        text(_("Pilot segment"), 30),
        text(_("Success criterion"), 40),
        number(_("Criterion")),
        text(_("Unit"), 12),
        day(_("Started")),
        day(_("Decision date")),
        day(_("Ended on")),
        text(_("Last check-in"), 50),
        text(_("Next step"), 50),
        text(_("Missed reviews"), 30),
        text(_("Claimed by the roadmap"), 40),
        text(_("Why this domain"), 40),
    )


def _initiative(one: InitiativePart) -> Row:
    return (
        *(one.number, one.title, one.name, one.current, one.target, one.move, one.state),
        *(known(line.value) for line in one.people),
        *(known(line.value) for line in one.pilot[:2]),
        *(one.criterion, "" if one.criterion is None else one.criterion_unit),
        *(one.started_on, one.decide_on, one.ended_on),
        *(one.last, one.next_step, one.missed, one.claim, one.origin),
    )


def _all(report: Report) -> tuple[InitiativePart, ...]:
    roadmap = report.roadmap
    return (*roadmap.initiatives, *roadmap.former) if roadmap else ()


def metrics(report: Report) -> Table:
    """The two numbers that each initiative moves."""
    columns = (
        text(_("Initiative"), 40),
        text(_("Kind"), 18),
        text(_("Metric"), 40),
        number(_("Baseline")),
        number(_("Latest")),
        number(_("Target")),
        text(_("Unit"), 14),
    )
    rows = (
        (
            *(one.title, row.kind, known(row.name)),
            *(row.baseline_number, row.latest_number, row.target_number, row.unit),
        )
        for one in _all(report)
        for row in one.metrics
    )
    return table("metrics", _("Metrics"), columns, rows)


def check_ins(report: Report) -> Table:
    """The weekly reviews that were held, by initiative, oldest first."""
    columns = (
        text(_("Initiative"), 40),
        day(_("Week of")),
        text(_("Pilot segment"), 30),
        text(_("Status"), 12),
        number(_("Leading activity")),
        text(_("Unit of the leading activity"), 14),
        number(_("Lagging metric")),
        text(_("Unit of the lagging metric"), 14),
        text(_("What happened"), 50),
        text(_("Next step"), 50),
        text(_("Who"), 24),
    )
    rows = (
        (
            *(one.title, row.week, row.pilot, row.status_label),
            *(row.leading_number, one.metrics[0].unit, row.lagging_number, one.metrics[1].unit),
            *(row.line, row.next_step, row.who),
        )
        for one in _all(report)
        for row in one.check_ins
    )
    return table("check-ins", _("Check-ins"), columns, rows)


def decisions(report: Report) -> Table:
    """What was decided on each pilot, and which gaps were swapped."""
    columns = (
        text(_("Initiative"), 40),
        text(_("Decision"), 16),
        text(_("Decided"), 50),
        day(_("Decided on")),
        number(_("Measured")),
        number(_("Criterion")),
        text(_("Unit"), 14),
        text(_("Result"), 50),
        text(_("Reason"), 50),
        text(_("Who"), 34),
    )
    return table("decisions", _("Decisions"), columns, _decisions(report))


def _decisions(report: Report) -> Iterator[Row]:
    for one in _all(report):
        for row in one.decisions:
            yield (
                *(one.title, row.decision, row.title, row.decided_on),
                *(row.measured_number, row.asked_number, row.unit),
                *(row.measured, row.reason, row.who),
            )
    for swap in report.roadmap.swaps if report.roadmap else ():
        swapped: Row = ("", _("Swapped"), swap.title, swap.on)
        yield (*swapped, None, None, "", "", swap.reason, swap.who)


def checklist(report: Report) -> Table:
    """What reaching the next level means, practice by practice, and what was shown for it."""
    columns = (
        text(_("Initiative"), 40),
        text(_("Practice"), 50),
        number(_("To level")),
        text(_("Has to become true"), 60),
        number(_("Reached level")),
        text(_("State"), 26),
        text(_("Evidence"), 50),
        text(_("Link"), 40),
    )
    rows = (
        (one.title, row.text, row.target, row.reach, row.reached, row.state, row.proof, row.link)
        for one in _all(report)
        for row in one.checklist
    )
    return table("checklist", _("Checklist"), columns, rows)


def goal(report: Report) -> Table:
    """What the roadmap serves, and how realistic it is."""
    columns = (
        text(_("Subject"), 34),
        number(_("Number")),
        text(_("Unit"), 14),
        day(_("Day")),
        text(_("In words"), 80),
    )
    found = report.roadmap.goal if report.roadmap else None
    return table("goal", _("Goal"), columns, _goal(found) if found else ())


def _goal(goal: GoalView) -> Iterator[Row]:
    numbers = goal.numbers
    yield _("Goal"), None, "", None, goal.name
    if goal.why:
        yield _("Why it matters"), None, "", None, goal.why
    if goal.metric:
        yield _("Metric"), None, numbers.unit, None, goal.metric
    (baseline, target, deadline), rest = goal.facts[:3], goal.facts[3:]
    yield baseline[0], numbers.baseline, numbers.unit, None, known(baseline[1])
    yield target[0], numbers.target, numbers.unit, None, known(target[1])
    yield deadline[0], None, "", numbers.deadline, known(deadline[1])
    for label, value in rest:
        yield label, None, "", None, known(value)
    realism = _("How realistic the target is")
    for said in (goal.verdict, goal.sentence, *goal.notes, goal.copied):
        if said:
            yield realism, None, "", None, said
    yield _("Progress towards the target"), None, "", None, goal.takeaway
    for letter in goal.smart:
        for lack in letter.lacks:
            yield letter.name, None, "", None, lack


def goal_values(report: Report) -> Table:
    """The values of the goal's metric, newest first, each with what was planned for it."""
    columns = (
        text(_("Period"), 18),
        day(_("First day")),
        number(_("Value")),
        number(_("Planned")),
        text(_("Unit"), 14),
    )
    found = report.roadmap.goal if report.roadmap else None
    rows = (
        [
            (shown[0], *numbers, found.numbers.unit)
            for shown, numbers in zip(found.values, found.numbers.values, strict=True)
        ]
        if found
        else ()
    )
    return table("goal-values", _("Values of the goal"), columns, rows)


def milestones(report: Report) -> Table:
    """What the metric should be by which day, and what it was."""
    columns = (
        day(_("By")),
        number(_("Milestone")),
        number(_("Measured")),
        text(_("Unit"), 14),
        text(_("In words"), 24),
        text(_("State"), 20),
    )
    found = report.roadmap.goal if report.roadmap else None
    unit = found.numbers.unit if found else ""
    rows = (
        (one.on, one.planned_number, one.measured_number, unit, one.planned, one.state)
        for one in (found.milestones if found else ())
    )
    return table("milestones", _("Milestones"), columns, rows)
