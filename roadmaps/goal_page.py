"""The goal as its page and the roadmap show it: every string of it is decided here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext

from roadmaps import goal_words as words
from roadmaps.charts import Svg
from roadmaps.goal_chart import Course, chart_of, takeaway_of
from roadmaps.goals.milestones import Milestone, milestones, way_of
from roadmaps.goals.periods import first_day
from roadmaps.goals.realism import Realism, Verdict, judge
from roadmaps.goals.series import Run, run_of
from roadmaps.goals.smart import COPIED, Facts, lacks_of
from roadmaps.models.fields import Basis
from roadmaps.numbers import NOTHING, bare
from roadmaps.plan import Aim, Plan

TONES = {
    Verdict.ALREADY_REACHED: "warn",
    Verdict.WITHIN_TREND: "good",
    Verdict.STRETCH: "warn",
    Verdict.OUT_OF_REACH: "bad",
    Verdict.UNKNOWN: "",
}


@dataclass(frozen=True, slots=True)
class Letter:
    """One of S, M, A, R, T: its word, and what is missing of it (nothing where it is there)."""

    letter: str
    name: str
    lacks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MilestoneRow:
    """With the day and the numbers as they are written; ``measured_number`` is None without a value."""

    day: str
    planned: str
    measured: str
    state: str
    on: date
    planned_number: Decimal
    measured_number: Decimal | None


@dataclass(frozen=True, slots=True)
class GoalNumbers:
    """The numbers of a goal as they are written, in ``unit``; ``values`` by the first day of their period,
    newest first, each with what the plan was for it, None without one.
    """

    unit: str
    baseline: Decimal | None
    target: Decimal | None
    deadline: date | None
    values: tuple[tuple[date, Decimal, Decimal | None], ...]


@dataclass(frozen=True, slots=True)
class GoalView:
    """``tone`` is "good", "warn", "bad" or "" and belongs to the ``verdict``; ``chart`` may be None.

    ``values`` are the metric's, newest first, each with its period and what the plan was for it.
    """

    name: str
    why: str
    metric: str
    facts: tuple[tuple[str, str], ...]
    verdict: str
    tone: str
    sentence: str
    notes: tuple[str, ...]
    smart: tuple[Letter, ...]
    is_smart: bool
    copied: str
    milestones: tuple[MilestoneRow, ...]
    chart: Svg | None
    chart_title: str
    takeaway: str
    values: tuple[tuple[str, str, str], ...]
    numbers: GoalNumbers


def realism_of(aim: Aim) -> Realism:
    """How realistic the target was on the day that the goal was set, by the values up to then."""
    return judge(
        run_of(aim.values, aim.interval, aim.set_on),
        direction=aim.direction,
        target=aim.target,
        deadline=aim.deadline,
        as_of=aim.set_on,
    )


def goal_view(plan: Plan, today: date) -> GoalView | None:
    """The goal of a plan on a day; None where it has none."""
    aim = plan.goal
    if aim is None:
        return None
    found = realism_of(aim)
    course = course_of(aim, today)
    takeaway = takeaway_of(course)
    smart = _smart(aim, found, {one.domain for one in plan.initiatives})
    return GoalView(
        name=aim.name,
        why=aim.why,
        metric=aim.metric,
        facts=_facts(aim),
        verdict=str(words.VERDICTS[found.verdict]),
        tone=TONES[found.verdict],
        sentence=words.verdict_sentence(found, aim),
        notes=(*words.notes_on(found, aim), *filter(None, [_without_milestones(aim)])),
        smart=smart,
        is_smart=not any(letter.lacks for letter in smart),
        copied=copied_warning() if aim.basis == COPIED else "",
        milestones=tuple(_milestone(one, course) for one in course.milestones),
        chart=chart_of(course, takeaway),
        chart_title=gettext("Progress towards the target"),
        takeaway=takeaway,
        values=_values(course),
        numbers=_numbers(course),
    )


def copied_warning() -> str:
    return gettext(
        "This target was copied from elsewhere. Market, deal size, sales cycle and buying committee decide "
        "what fits you: derive it from your own past values."
    )


def course_of(aim: Aim, today: date) -> Course:
    """The way to the target as it was planned when the goal was set, and the values so far."""
    run: Run = run_of(aim.values, aim.interval, aim.set_on)
    way = way_of(run, baseline=aim.baseline, target=aim.target, deadline=aim.deadline, set_on=aim.set_on)
    if way is None or aim.deadline is None or _without_milestones(aim):
        return Course(aim, None, (), today)
    return Course(aim, way, milestones(way, aim.interval, aim.deadline, aim.set_on), today)


def _without_milestones(aim: Aim) -> str:
    """Why no way leads to the target; "" where one does, or where nothing can be said yet."""
    if aim.baseline is None or aim.target is None or aim.deadline is None:
        return ""
    if (aim.target - aim.baseline) * (1 if aim.direction == "up" else -1) <= 0:
        return gettext("There are no milestones: the target does not lie ahead of the baseline.")
    if realism_of(aim).verdict == Verdict.ALREADY_REACHED:
        return gettext("There are no milestones: the target was reached already when it was set.")
    return ""


def _smart(aim: Aim, found: Realism, domains: set[str]) -> tuple[Letter, ...]:
    facts = Facts(
        name=aim.name,
        metric=aim.metric,
        unit=aim.unit,
        direction=aim.direction,
        baseline=aim.baseline,
        target=aim.target,
        deadline=aim.deadline,
        set_on=aim.set_on,
        basis=aim.basis,
        why=aim.why,
        is_relevant=bool(domains & set(aim.serves)),
    )
    return tuple(
        Letter(letter, str(words.LETTERS[letter]), tuple(str(words.LACKS[lack]) for lack in lacks))
        for letter, lacks in lacks_of(facts, found.verdict).items()
    )


def _facts(aim: Aim) -> tuple[tuple[str, str], ...]:
    figures = words.Figures(aim)
    return (
        (gettext("Baseline"), NOTHING if aim.baseline is None else figures.value(aim.baseline)),
        (gettext("Target"), NOTHING if aim.target is None else figures.value(aim.target)),
        (gettext("Deadline"), words.day_of(aim.deadline) if aim.deadline else NOTHING),
        (gettext("Owner"), aim.owner or NOTHING),
        (gettext("Where the target comes from"), str(Basis(aim.basis).label) if aim.basis else NOTHING),
    )


def _milestone(one: Milestone, course: Course) -> MilestoneRow:
    figures = words.Figures(course.aim)
    measured = dict(course.known).get(one.index)
    planned = figures.value(one.value)
    if course.is_low_season(one):
        planned = gettext("%(value)s (seasonal)") % {"value": planned}
    return MilestoneRow(
        day=words.day_of(one.day),
        planned=planned,
        measured=NOTHING if measured is None else figures.value(measured),
        state=_state(one, measured, figures.sign, course),
        on=one.day,
        planned_number=figures.number(one.value),
        measured_number=None if measured is None else figures.number(measured),
    )


def _state(one: Milestone, measured: Fraction | None, sign: int, course: Course) -> str:
    if measured is not None:
        return gettext("Reached") if sign * (measured - one.value) >= 0 else gettext("Missed")
    if one.day < course.today:
        return gettext("No value")
    return gettext("Reached already") if course.is_passed(one) else gettext("To come")


def _values(course: Course) -> tuple[tuple[str, str, str], ...]:
    aim, figures = course.aim, words.Figures(course.aim)
    return tuple(
        (
            words.period_of(first_day(index, aim.interval), aim.interval),
            figures.value(value),
            NOTHING if planned is None else figures.value(planned),
        )
        for index, value, planned in _known(course)
    )


def _known(course: Course) -> Iterator[tuple[int, Fraction, Fraction | None]]:
    """The values by their periods, newest first, with what the way to the target asks for."""
    way = course.way
    for index, value in reversed(course.known):
        yield index, value, way.at(index) if way and way.start <= index <= way.end else None


def _numbers(course: Course) -> GoalNumbers:
    aim, figures = course.aim, words.Figures(course.aim)
    return GoalNumbers(
        unit=aim.unit,
        baseline=None if aim.baseline is None else bare(aim.baseline),
        target=None if aim.target is None else bare(aim.target),
        deadline=aim.deadline,
        values=tuple(
            (
                first_day(index, aim.interval),
                figures.number(value),
                None if planned is None else figures.number(planned),
            )
            for index, value, planned in _known(course)
        ),
    )
