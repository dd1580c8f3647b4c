"""The weekly reviews of an initiative, one by one."""

from decimal import Decimal

from reports.report.roadmap_shapes import CheckInRow
from reports.report.wording import day
from roadmaps.models import CheckIn
from roadmaps.numbers import bare, show
from roadmaps.plan import Planned, Week


def check_ins(planned: Planned) -> tuple[CheckInRow, ...]:
    """Every check-in, the oldest first."""
    return tuple(_row(planned, week) for week in planned.check_ins)


def bare_or_none(number: Decimal | None) -> Decimal | None:
    """The number as ``show`` writes it."""
    return None if number is None else bare(number)


def _row(planned: Planned, week: Week) -> CheckInRow:
    pilot = next((one for one in planned.pilots if one.number == week.pilot), planned.pilot)
    return CheckInRow(
        week=week.week,
        week_label=day(week.week),
        pilot=pilot.segment,
        leading=show(week.leading, planned.leading.unit),
        leading_number=bare_or_none(week.leading),
        lagging=show(week.lagging, planned.lagging.unit),
        lagging_number=bare_or_none(week.lagging),
        status=week.status,
        status_label=str(CheckIn.Status(week.status).label),
        line=week.line,
        next_step=week.next_step,
        who=week.author,
    )
