"""Weeks of an initiative, what its numbers do, and what done initiatives claim; without a database."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from roadmaps.claims import claims_of
from roadmaps.course import course_of
from roadmaps.plan import Metric, Plan, Planned, Stretch, Week
from roadmaps.rhythm import WEEK, Review, Rhythm, monday_of, open_weeks, rhythm_of

MONDAY = date(2026, 3, 2)
WIN_RATE = Metric("Win rate", "%", Decimal(18), Decimal(22))
REVIEWS = Metric("Deal reviews", "a week", Decimal(1), Decimal(5))
CYCLE = Metric("Sales cycle", "days", Decimal(90), Decimal(70))
PILOT = Stretch(
    1, "pilot", "North", "lagging", Decimal(21), MONDAY + 6 * WEEK, MONDAY, "", None, "", "", None
)


def week(monday: date, *, lagging: object = 19, status: str = "on_track", pilot: int = 1) -> Week:
    value = None if lagging is None else Decimal(str(lagging))
    return Week(monday, pilot, Decimal(3), value, status, "", "", "Maria")


def planned(*weeks: Week, **fields: object) -> Planned:
    whole = Planned(
        pk=UUID(int=1),
        slot=1,
        domain="d1",
        current=2,
        target=3,
        state="running",
        title="Raise d1",
        owner="Maria",
        manager="",
        effort="",
        leading=REVIEWS,
        lagging=WIN_RATE,
        basis="",
        also_watched=(),
        steps=("", "", "", ""),
        review_day=0,
        started_at=datetime(2026, 3, 2, tzinfo=UTC),
        ended_at=None,
        checklist=(),
        pilots=(PILOT,),
        check_ins=weeks,
    )
    return replace(whole, **fields)  # type: ignore[arg-type]


def states(rhythm: Rhythm) -> list[str]:
    return [one.state.value for one in rhythm.weeks]


def test_rhythm_before_the_start_is_empty() -> None:
    waiting = planned(state="planned", pilots=(replace(PILOT, started_on=None),))
    rhythm = rhythm_of(waiting, MONDAY)
    assert (rhythm.weeks, rhythm.next_review, rhythm.is_due, rhythm.decision_due) == ((), None, False, False)


def test_rhythm_names_done_missed_due_and_upcoming_weeks() -> None:
    rhythm = rhythm_of(planned(week(MONDAY)), MONDAY + 2 * WEEK)
    assert states(rhythm) == ["done", "missed", "due", *["upcoming"] * 4]
    assert rhythm.missed == 1
    assert rhythm.next_review == MONDAY + 2 * WEEK
    assert [one.week for one in rhythm.to_change] == [MONDAY, MONDAY + WEEK, MONDAY + 2 * WEEK]


def test_rhythm_keeps_a_review_due_until_its_week_is_over() -> None:
    sunday = MONDAY + timedelta(days=6)
    assert rhythm_of(planned(), sunday).weeks[0].state == Review.DUE
    assert rhythm_of(planned(), sunday + timedelta(days=1)).weeks[0].state == Review.MISSED


def test_rhythm_does_not_miss_a_review_day_before_the_start() -> None:
    wednesday = MONDAY + timedelta(days=2)
    started = planned(pilots=(replace(PILOT, started_on=wednesday),))
    rhythm = rhythm_of(started, MONDAY + timedelta(days=3))
    assert rhythm.weeks[0].week == MONDAY + WEEK
    assert rhythm.next_review == MONDAY + WEEK
    assert open_weeks(started, wednesday) == (MONDAY,)


def test_check_in_before_the_first_review_day_belongs_to_the_start() -> None:
    sunday = MONDAY + timedelta(days=6)
    started = planned(pilots=(replace(PILOT, started_on=sunday),))
    new = rhythm_of(started, sunday)
    assert (new.is_new, new.first_review, new.next_review) == (True, MONDAY + WEEK, MONDAY + WEEK)
    noted = rhythm_of(replace(started, check_ins=(week(MONDAY),)), sunday)
    assert (noted.is_new, noted.weeks[0].week, noted.weeks[0].review_on) == (False, MONDAY, sunday)
    assert not rhythm_of(started, MONDAY + WEEK).is_new


def test_status_is_left_away_once_it_is_over() -> None:
    ended = datetime(2026, 3, 17, 12, tzinfo=UTC)
    assert rhythm_of(planned(week(MONDAY)), MONDAY).status == "on_track"
    assert rhythm_of(planned(week(MONDAY), state="done", ended_at=ended), MONDAY + 9 * WEEK).status == ""


def test_rhythm_of_a_done_week_leads_to_the_next_review() -> None:
    friday_reviews = planned(week(MONDAY), review_day=4)
    assert rhythm_of(friday_reviews, MONDAY).next_review == MONDAY + WEEK + timedelta(days=4)


def test_rhythm_goes_on_after_the_decision_date() -> None:
    late = rhythm_of(planned(), MONDAY + 10 * WEEK)
    assert (len(late.weeks), late.decision_due, late.missed) == (11, True, 10)
    assert rhythm_of(planned(week(MONDAY)), MONDAY).next_review == MONDAY + WEEK


def test_rhythm_ends_with_the_initiative() -> None:
    ended = planned(week(MONDAY), state="done", ended_at=datetime(2026, 3, 17, 12, tzinfo=UTC))
    rhythm = rhythm_of(ended, MONDAY + 9 * WEEK)
    assert states(rhythm) == ["done", "missed", "missed"]
    assert (rhythm.next_review, rhythm.open_weeks, rhythm.decision_due) == (None, (), False)


def test_open_weeks_go_back_four_weeks_and_no_further_than_the_pilot() -> None:
    assert open_weeks(planned(), MONDAY + 10 * WEEK) == tuple(MONDAY + n * WEEK for n in range(6, 11))
    assert open_weeks(planned(), MONDAY + WEEK) == (MONDAY, MONDAY + WEEK)
    decided = replace(PILOT, decision="adjust")
    following = replace(PILOT, number=2, started_on=MONDAY + WEEK)
    second = planned(week(MONDAY + WEEK), pilots=(decided, following))
    assert open_weeks(second, MONDAY + 2 * WEEK) == (MONDAY + 2 * WEEK,)


def test_stuck_twice_in_a_row_is_told() -> None:
    def stuck(number: int) -> Week:
        return week(MONDAY + number * WEEK, status="stuck")

    assert rhythm_of(planned(stuck(0)), MONDAY).keeps_stuck is False
    assert rhythm_of(planned(stuck(0), stuck(1)), MONDAY + WEEK).keeps_stuck is True
    freed = planned(stuck(0), stuck(1), week(MONDAY + 2 * WEEK))
    assert rhythm_of(freed, MONDAY + 2 * WEEK).keeps_stuck is False


@pytest.mark.parametrize(
    ("metric", "values", "expected"),
    [
        (WIN_RATE, [], ("", False, False, None)),
        (WIN_RATE, [None], ("", False, False, None)),
        (WIN_RATE, [19], ("better", False, False, 25)),
        (WIN_RATE, [17], ("worse", False, False, -25)),
        (WIN_RATE, [19, None, 19], ("same", False, False, 25)),
        (WIN_RATE, [20, 19, 18], ("worse", True, False, 0)),
        (WIN_RATE, [26, 24, 22], ("worse", False, True, 100)),
        (CYCLE, [80], ("better", False, False, 50)),
        (CYCLE, [95, 96], ("worse", True, False, -30)),
        (CYCLE, [69], ("better", False, True, 105)),
        (Metric("Churn", "%", Decimal(2), Decimal(2)), [1], ("worse", False, False, None)),
        (Metric("Churn", "%", None, Decimal(2)), [1, 3], ("better", False, True, None)),
    ],
)
def test_course_tells_where_the_numbers_go(
    metric: Metric, values: list[int | None], expected: tuple[str, bool, bool, int | None]
) -> None:
    dated = [(MONDAY + n * WEEK, None if value is None else Decimal(value)) for n, value in enumerate(values)]
    course = course_of(metric, dated)
    assert (course.trend, course.moves_away, course.is_reached, course.way) == expected


def test_criterion_is_at_least_or_at_most_as_the_target_lies() -> None:
    rising, falling = course_of(WIN_RATE, [(MONDAY, Decimal(21))]), course_of(CYCLE, [(MONDAY, Decimal(80))])
    assert (rising.meets(Decimal(21)), rising.meets(Decimal("21.1"))) == (True, False)
    assert (falling.meets(Decimal(80)), falling.meets(Decimal(79))) == (True, False)
    assert (rising.meets(None), course_of(WIN_RATE, []).meets(Decimal(1))) == (None, None)
    assert rising.meets(Decimal(21), Decimal(20)) is False


def test_rhythm_measures_the_pilot_that_goes_on_only() -> None:
    decided = replace(PILOT, decision="adjust")
    following = replace(PILOT, number=2, started_on=MONDAY + WEEK)
    both = planned(week(MONDAY, lagging=22), pilots=(decided, following))
    assert rhythm_of(both, MONDAY + WEEK).measured.last is None
    assert rhythm_of(both, MONDAY + WEEK).lagging.last == 22


def test_claims_are_those_of_done_initiatives() -> None:
    done = planned(state="done", ended_at=datetime(2026, 4, 1, tzinfo=UTC))
    plan = Plan(goal=None, initiatives=(done, planned(domain="d2")), former=(), swaps=())
    claims = claims_of(plan)
    assert [(claim.domain, claim.level, claim.at) for claim in claims.values()] == [("d1", 3, done.ended_at)]


days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


@given(start=days, later=st.integers(0, 400), review_day=st.integers(0, 6), held=st.sets(st.integers(0, 60)))
def test_rhythm_holds_for_any_start_and_day(start: date, later: int, review_day: int, held: set[int]) -> None:
    today = start + timedelta(days=later)
    mondays = sorted(monday_of(start) + number * WEEK for number in held)
    noted = tuple(week(monday) for monday in mondays if monday <= today)
    pilot = replace(PILOT, started_on=start, decide_on=start + 6 * WEEK)
    rhythm = rhythm_of(planned(*noted, review_day=review_day, pilots=(pilot,)), today)
    weeks = [one.week for one in rhythm.weeks]
    assert weeks == sorted(set(weeks))
    assert all(one.weekday() == 0 for one in weeks)
    assert sum(one.noted is not None for one in rhythm.weeks) == len(noted)
    assert all(one.review_on > today for one in rhythm.weeks if one.state == Review.UPCOMING)
    assert all(monday_of(one.review_on) < monday_of(today) for one in rhythm.weeks if one.state == "missed")
    assert sum(one.state == Review.DUE for one in rhythm.weeks) <= 1
    assert rhythm.next_review is not None
    assert rhythm.next_review >= (start if rhythm.is_due else today)


@given(start=days, later=st.integers(0, 100), held=st.integers(0, 14))
def test_checking_in_never_makes_a_week_missed(start: date, later: int, held: int) -> None:
    today, monday = start + timedelta(days=later), monday_of(start) + held * WEEK
    pilot = replace(PILOT, started_on=start)
    before = rhythm_of(planned(pilots=(pilot,)), today)
    after = rhythm_of(planned(week(monday), pilots=(pilot,)), today)
    was_missed = any(one.week == monday and one.state == Review.MISSED for one in before.weeks)
    assert after.missed == before.missed - was_missed
