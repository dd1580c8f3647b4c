"""The weekly rhythm of an initiative: which reviews were held, what its numbers do, and what is due next.

Pure: a roadmap as it was read (``roadmaps.plan``) and the day that it is in, frozen views out. A week is an
ISO week and known by its Monday.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from roadmaps.course import Course, course_of
from roadmaps.plan import Planned, Stretch, Week

WEEK = timedelta(weeks=1)
FILLED_IN_LATER = 4  # weeks; after that nobody remembers what the numbers were
LOOKED_AHEAD = timedelta(weeks=26)
STUCK, AT_RISK = "stuck", "at_risk"
RUNNING, ENDED = "running", ("done", "stopped")


class Review(StrEnum):
    """What became of a week's review; it is due from its day until the week is over."""

    DONE = "done"
    MISSED = "missed"
    DUE = "due"
    UPCOMING = "upcoming"


@dataclass(frozen=True, slots=True)
class ReviewWeek:
    """One week; ``noted`` is its check-in."""

    week: date
    review_on: date
    state: Review
    noted: Week | None


@dataclass(frozen=True, slots=True)
class Rhythm:
    """The weeks since the first pilot began, up to the decision date; empty before the start.

    ``next_review`` is the next day to meet, which may lie in this week's past while its review is still open.
    ``measured`` is the last known value of the pilot that goes on by the metric of its criterion, None while
    there is none.
    """

    planned: Planned
    today: date
    weeks: tuple[ReviewWeek, ...]
    next_review: date | None
    leading: Course
    lagging: Course
    measured: Course

    @property
    def is_running(self) -> bool:
        return self.planned.state == RUNNING

    @property
    def past(self) -> tuple[ReviewWeek, ...]:
        """The weeks whose review was held, missed, or is due."""
        return tuple(week for week in self.weeks if week.state != Review.UPCOMING)

    @property
    def missed(self) -> int:
        return sum(week.state == Review.MISSED for week in self.weeks)

    @property
    def is_due(self) -> bool:
        return any(week.state == Review.DUE for week in self.weeks)

    @property
    def last(self) -> Week | None:
        """The newest check-in."""
        return self.planned.check_ins[-1] if self.planned.check_ins else None

    @property
    def status(self) -> str:
        """Of the newest check-in; "" before the first, and once it is over."""
        return self.last.status if self.last and self.is_running else ""

    @property
    def first_review(self) -> date | None:
        """The first review day on or after the start."""
        began, review_day = self.planned.pilots[0].started_on, self.planned.review_day
        if began is None or review_day is None:
            return None
        return began + timedelta(days=(review_day - began.weekday()) % 7)

    @property
    def is_new(self) -> bool:
        """It runs, but its first review is still to come and nothing was written before it."""
        first = self.first_review
        return self.is_running and self.last is None and first is not None and self.today < first

    @property
    def stuck_in_a_row(self) -> int:
        """How many of the newest check-ins say stuck, one after the other."""
        count = 0
        for check_in in reversed(self.planned.check_ins):
            if check_in.status != STUCK:
                break
            count += 1
        return count

    @property
    def keeps_stuck(self) -> bool:
        """Stuck twice in a row: the plan will not free itself."""
        return self.is_running and self.stuck_in_a_row > 1

    @property
    def decision_due(self) -> bool:
        """Its decision date has come and nobody decided."""
        pilot = self.planned.pilot
        return (
            self.is_running
            and not pilot.decision
            and pilot.decide_on is not None
            and pilot.decide_on <= self.today
        )

    @property
    def open_weeks(self) -> tuple[date, ...]:
        """The Mondays of the weeks whose check-in can be written or changed, oldest first."""
        return open_weeks(self.planned, self.today)

    @property
    def to_change(self) -> tuple[ReviewWeek, ...]:
        """Those weeks that can still be filled in or changed."""
        weeks = self.open_weeks
        return tuple(one for one in self.past if one.week in weeks)


def monday_of(day: date) -> date:
    """The Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())


def rhythm_of(planned: Planned, today: date) -> Rhythm:
    """What the pages show of an initiative's weeks on the day ``today``, in its organisation's time zone."""
    weeks = _weeks(planned, today)
    pilot = planned.pilot
    metric = planned.leading if pilot.measure == "leading" else planned.lagging
    own = tuple(one for one in planned.check_ins if one.pilot == pilot.number)
    measured = tuple((one.week, one.leading if pilot.measure == "leading" else one.lagging) for one in own)
    return Rhythm(
        planned=planned,
        today=today,
        weeks=weeks,
        next_review=_next_review(planned, weeks, today),
        leading=course_of(planned.leading, tuple((one.week, one.leading) for one in planned.check_ins)),
        lagging=course_of(planned.lagging, tuple((one.week, one.lagging) for one in planned.check_ins)),
        measured=course_of(metric, measured),
    )


def open_weeks(planned: Planned, today: date) -> tuple[date, ...]:
    """This week and the four before it, as far as the pilot that goes on had begun; none unless it runs.

    A week that an earlier pilot's check-in took stays that pilot's.
    """
    began = planned.pilot.started_on
    if planned.state != RUNNING or planned.pilot.decision or began is None:
        return ()
    taken = {one.week for one in planned.check_ins if one.pilot != planned.pilot.number}
    this = monday_of(today)
    weeks = (this - back * WEEK for back in range(FILLED_IN_LATER, -1, -1))
    return tuple(week for week in weeks if week >= monday_of(began) and week not in taken)


def _weeks(planned: Planned, today: date) -> tuple[ReviewWeek, ...]:
    first: Stretch = planned.pilots[0]
    if first.started_on is None or planned.review_day is None:
        return ()
    noted = {one.week: one for one in planned.check_ins}
    last, weeks = _last_day(planned, today), []
    week = monday_of(first.started_on)
    while week <= max([last, *noted]):
        review_on = week + timedelta(days=planned.review_day)
        # Nobody meets before the start, nor once it has ended.
        if week in noted or first.started_on <= review_on <= last:
            state = _state(planned, noted.get(week), review_on, today)
            # A check-in before the first review day belongs to the week of the start, not to a day before it.
            weeks.append(ReviewWeek(week, max(review_on, first.started_on), state, noted.get(week)))
        week += WEEK
    return tuple(weeks)


def _last_day(planned: Planned, today: date) -> date:
    if planned.state in ENDED and planned.ended_at is not None:
        return planned.ended_at.date() - timedelta(days=1)
    end_of_week = monday_of(today) + timedelta(days=6)
    decide_on = planned.pilot.decide_on or end_of_week
    return max(end_of_week, min(decide_on, today + LOOKED_AHEAD))


def _state(planned: Planned, noted: Week | None, review_on: date, today: date) -> Review:
    if noted is not None:
        return Review.DONE
    if review_on > today:
        return Review.UPCOMING
    is_open = planned.state == RUNNING and monday_of(review_on) == monday_of(today)
    return Review.DUE if is_open else Review.MISSED


def _next_review(planned: Planned, weeks: tuple[ReviewWeek, ...], today: date) -> date | None:
    if planned.state != RUNNING or planned.review_day is None or planned.pilots[0].started_on is None:
        return None
    ahead = (one.review_on for one in weeks if one.state in (Review.DUE, Review.UPCOMING))
    return next(ahead, None) or monday_of(today) + WEEK + timedelta(days=planned.review_day)
