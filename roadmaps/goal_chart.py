"""What the progress chart of a goal shows: places and scale; ``roadmaps.charts`` draws it."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.formats import date_format
from django.utils.translation import gettext

from roadmaps.charts import Progress, Svg, progress_chart
from roadmaps.goal_words import Figures, day_of, period_of
from roadmaps.goals.milestones import Milestone, Way
from roadmaps.goals.periods import first_day, index_of
from roadmaps.numbers import show
from roadmaps.plan import Aim

MOST_TICKS = 5
STEPS = (1, 2, 5, 10)
MOST_NAMES = 4


@dataclass(frozen=True, slots=True)
class Course:
    """A goal's metric so far, and where it should go; ``today`` is the day that it is."""

    aim: Aim
    way: Way | None
    milestones: tuple[Milestone, ...]
    today: date

    @property
    def known(self) -> tuple[tuple[int, Fraction], ...]:
        """The values by the number of their period."""
        interval = self.aim.interval
        return tuple((index_of(day, interval), Fraction(value)) for day, value in self.aim.values)

    @property
    def sign(self) -> int:
        return 1 if self.aim.direction == "up" else -1

    def is_low_season(self, one: Milestone) -> bool:
        """Whether only the season puts this milestone short of the baseline."""
        return self.aim.baseline is not None and self.sign * (one.value - Fraction(self.aim.baseline)) < 0

    def is_passed(self, one: Milestone) -> bool:
        """Whether the latest value is at a later milestone; seasons do not compare with each other."""
        if not self.known or self.way is None or any(self.way.season):
            return False
        index, value = self.known[-1]
        return index < one.index and self.sign * (value - one.value) >= 0

    def target_is_met(self) -> bool:
        """Whether the latest value since the goal was set is at the target or beyond it."""
        if not self.known or self.aim.target is None or self.way is None:
            return False
        index, value = self.known[-1]
        return index >= self.way.start and self.sign * (value - Fraction(self.aim.target)) >= 0


def takeaway_of(course: Course) -> str:
    """Where the metric stands against the way to the target, in a sentence."""
    aim, figures = course.aim, Figures(course.aim)
    if not course.known:
        return gettext("There is no value of the metric yet.")
    index, value = course.known[-1]
    parts = {"value": figures.value(value), "period": period_of(first_day(index, aim.interval), aim.interval)}
    parts["target"] = figures.value(aim.target) if aim.target is not None else ""
    if aim.target is not None and aim.deadline is not None and aim.set_on < aim.deadline < course.today:
        return _at_the_end(course, index_of(aim.deadline, aim.interval), parts)
    if course.way is None:
        return gettext("The latest value is %(value)s (%(period)s).") % parts
    return _on_the_way(course, course.way, parts)


def _on_the_way(course: Course, way: Way, parts: dict[str, str]) -> str:
    figures = Figures(course.aim)
    index, value = course.known[-1]
    if course.target_is_met():
        return gettext("The target of %(target)s is reached: %(value)s in %(period)s.") % parts
    if index <= way.start:
        ahead = next((one for one in course.milestones if not course.is_passed(one)), course.milestones[-1])
        parts = {**parts, "planned": figures.value(ahead.value), "day": day_of(ahead.day)}
        return gettext("From %(value)s in %(period)s, the next milestone is %(planned)s by %(day)s.") % parts
    planned = way.at(index)
    parts = {**parts, "planned": figures.value(planned)}
    if (value - planned) * figures.sign >= 0:
        return gettext("On course: %(value)s in %(period)s, where the plan is %(planned)s.") % parts
    return gettext("Behind: %(value)s in %(period)s, where the plan is %(planned)s.") % parts


def _at_the_end(course: Course, end: int, parts: dict[str, str]) -> str:
    """Once the deadline has passed: whether the target was met."""
    aim, figures = course.aim, Figures(course.aim)
    parts = {**parts, "period": period_of(first_day(end, aim.interval), aim.interval)}
    value = dict(course.known).get(end)
    if value is None or aim.target is None:
        return gettext("The deadline has passed. Add the value of %(period)s to see if it was met.") % parts
    parts["value"] = figures.value(value)
    if (value - Fraction(aim.target)) * figures.sign >= 0:
        return gettext("Met: %(value)s in %(period)s, for a target of %(target)s.") % parts
    return gettext("Not met: %(value)s in %(period)s, for a target of %(target)s.") % parts


def chart_of(course: Course, takeaway: str) -> Svg | None:
    """The picture; None where there is neither a value nor a way to draw."""
    way = _way(course)
    actual = tuple((float(index), float(value)) for index, value in course.known)
    if not way and not actual:
        return None
    interval = course.aim.interval
    today = index_of(course.today, interval)
    places = [int(x) for x, _y in (*actual, *way)]
    shown = today if min(places) <= today <= max(places) + 1 else None
    scale = ticks([y for _x, y in (*actual, *way)])
    end = max([*places, *([] if shown is None else [shown])])
    return progress_chart(
        Progress(
            title=gettext("Progress: %(goal)s") % {"goal": course.aim.name},
            takeaway=takeaway,
            actual=actual,
            way=way,
            ticks=scale,
            tick_names=tuple(show(Decimal(str(one))) for one in scale),
            periods=_names(min(places), max(end, min(places) + 1), interval),
            today=None if shown is None else float(shown),
            actual_name=gettext("Value"),
            way_name=gettext("Way to the target, with milestones"),
            today_name=gettext("Today"),
        )
    )


def _way(course: Course) -> tuple[tuple[float, float], ...]:
    if course.way is None:
        return ()
    start = (float(course.way.start), float(course.way.at(course.way.start)))
    later = [(float(one.index), float(one.value)) for one in course.milestones]
    return (start, *later) if course.way.end > course.way.start else tuple(later)


def _names(first: int, last: int, interval: str) -> tuple[tuple[float, str], ...]:
    """Some periods by name, the first and the last among them; the drawing leaves out what has no room."""
    step = max(1, -(-(last - first) // MOST_NAMES))
    places = [*range(first, last - step // 2, step), last]
    return tuple((float(place), _short(first_day(place, interval), interval)) for place in places)


def _short(day: date, interval: str) -> str:
    if interval == "month":
        return date_format(day, "m/Y")
    return period_of(day, interval)


def ticks(values: list[float]) -> tuple[float, ...]:
    """A scale of round numbers, at most five steps, that all values lie on."""
    low, high = Decimal(str(min(values))), Decimal(str(max(values)))
    if low == high:
        room = max(Decimal(1), abs(low) / 10)
        low, high = low - room, high + room
    rough = (high - low) / MOST_TICKS
    power = Decimal(10) ** rough.adjusted()
    found: tuple[Decimal, ...] = ()
    for step in (power * one for one in (*STEPS, 20)):
        first, last = low // step * step, -(-high // step) * step
        if first > low:  # division towards zero
            first -= step
        if last < high:
            last += step
        found = tuple(first + step * place for place in range(int((last - first) / step) + 1))
        if len(found) <= MOST_TICKS + 1:
            break
    return tuple(float(one) for one in found)
