"""All rounds of an assessment in a row: how each domain's level went, and the goal's metric beneath."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from assessments.models import Assessment, Domain
from reports.levels import Levels, Standing
from reports.report.plain_shapes import Fact
from reports.report.rounds_plan import merged_values, period
from reports.report.wording import day, sentences
from roadmaps.goal_words import day_of, short_metric
from roadmaps.goals.periods import index_of
from roadmaps.numbers import show
from roadmaps.plan import Aim


@dataclass(frozen=True, slots=True)
class Step:
    """One round in a course; without a level (not rated, not asked, another ladder) both are None."""

    at: datetime
    label: str
    level: int | None
    evidenced: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """The levels of a domain, or overall, from 1 to ``top``, round by round.

    ``versions`` are the framework's version numbers, one a step, so that a change of them can be marked.
    """

    name: str
    takeaway: str
    top: int
    steps: tuple[Step, ...]
    versions: tuple[int, ...]
    claimed_name: str
    evidenced_name: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table: a round with a cell for each course; ``note`` says what sets the round apart."""

    assessment: Assessment
    label: str
    version: str
    note: str
    cells: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class MetricCourse:
    """The goal's metric by period; ``values`` in words, ``points`` for drawing, ``target`` likewise.

    ``places`` are the numbers of the points' periods; the line of the target goes from the period ``set_at``
    to that of the deadline, ``due_at``, where there is one.
    """

    name: str
    takeaway: str
    values: tuple[Fact, ...]
    points: tuple[float, ...]
    places: tuple[int, ...]
    value_name: str
    target: float | None
    target_name: str
    set_at: int
    due_at: int | None


@dataclass(frozen=True, slots=True)
class Trend:
    """``note`` says that rounds on another ladder are not drawn, "" where there are none."""

    courses: tuple[Course, ...]
    lines: tuple[Line, ...]
    versions: str
    note: str


def trend(
    rounds: Sequence[Assessment],
    levels: Mapping[UUID, Levels],
    domains: Sequence[Domain],
) -> Trend:
    """The rounds, the oldest first, on the ladder and with the domains of the last one."""
    last = levels[rounds[-1].pk]
    drawn = [one for one in rounds if _is_on(levels[one.pk], last)]
    names = [("", _("Overall")), *((domain.slug, domain.name) for domain in domains)]
    return Trend(
        courses=tuple(_course(name, slug, drawn, levels, last.top) for slug, name in names),
        lines=tuple(_line(one, before, names, levels, last) for one, before in _pairs(rounds)),
        versions=_versions(rounds),
        note=""
        if len(drawn) == len(rounds)
        else _("Rounds on another rubric are in the table and not drawn: their levels do not compare."),
    )


def _pairs(rounds: Sequence[Assessment]) -> list[tuple[Assessment, Assessment | None]]:
    return list(zip(rounds, [None, *rounds[:-1]], strict=True))


def _is_on(levels: Levels, last: Levels) -> bool:
    return (levels.rubric, levels.top) == (last.rubric, last.top)


def _standing(levels: Levels, slug: str) -> Standing | None:
    return levels.domains.get(slug) if slug else levels.overall


def _day(assessment: Assessment) -> str:
    return day(localtime(assessment.submitted_at or assessment.opened_at))


def _course(
    name: str, slug: str, rounds: Sequence[Assessment], levels: Mapping[UUID, Levels], top: int
) -> Course:
    found = [(one, _standing(levels[one.pk], slug)) for one in rounds]
    steps = tuple(
        Step(
            at=one.submitted_at or one.opened_at,
            label=_day(one),
            level=standing.level if standing else None,
            evidenced=standing.evidenced if standing else None,
        )
        for one, standing in found
    )
    return Course(
        name=name,
        takeaway=_takeaway([step for step in steps if step.level is not None]),
        top=top,
        steps=steps,
        versions=tuple(one.version.number for one in rounds),
        claimed_name=_("Claimed"),
        evidenced_name=_("Evidenced"),
    )


def _takeaway(rated: Sequence[Step]) -> str:
    if not rated:
        return _("No round has a level here.")
    first, last = rated[0].level or 0, rated[-1].level or 0
    words = {
        1: _("Up from level %(first)d to level %(last)d."),
        0: _("At level %(last)d, as in the first round."),
        -1: _("Down from level %(first)d to level %(last)d."),
    }
    way = (last > first) - (last < first)
    said = words[way] if len(rated) > 1 else _("At level %(last)d.")
    evidenced = rated[-1].evidenced
    proven = "" if evidenced in {None, last} else _("Evidenced: level %(level)d.") % {"level": evidenced}
    return sentences(said % {"first": first, "last": last}, proven)


def _line(
    one: Assessment,
    before: Assessment | None,
    names: Sequence[tuple[str, str]],
    levels: Mapping[UUID, Levels],
    last: Levels,
) -> Line:
    found = levels[one.pk]
    changed = before is not None and before.version_id != one.version_id
    return Line(
        assessment=one,
        label=_day(one),
        version=_("Version %(number)d") % {"number": one.version.number},
        note=sentences(
            _("The framework’s version changed.") if changed else "",
            "" if _is_on(found, last) else _("Another rubric: its levels do not compare."),
        ),
        cells=tuple(Fact(name, _cell(_standing(found, slug), found.top)) for slug, name in names),
    )


def _cell(standing: Standing | None, top: int) -> str:
    if standing is None:
        return _("Not asked")
    if standing.level is None:
        return _("Not applicable") if standing.status == "not_applicable" else _("Not rated")
    if standing.evidenced in {None, standing.level}:
        return _("%(level)d of %(top)d") % {"level": standing.level, "top": top}
    return _("%(level)d of %(top)d, evidenced %(evidenced)d") % {
        "level": standing.level,
        "top": top,
        "evidenced": standing.evidenced,
    }


def _versions(rounds: Sequence[Assessment]) -> str:
    if len({one.version_id for one in rounds}) == 1:
        return ""
    return _("A dashed upright line marks a new version of the framework: a level can change with it.")


def metric_course(aims: Sequence[Aim]) -> MetricCourse | None:
    """Of the newest goal with a metric, the oldest goal first; None without a value."""
    aim = next((aim for aim in reversed(aims) if aim.metric), None)
    values = merged_values(aim, list(aims)) if aim else ()
    if aim is None or not values:
        return None
    words = {
        "metric": short_metric(aim.metric),
        "first": show(values[0][1], aim.unit),
        "last": show(values[-1][1], aim.unit),
        "since": period(values[0][0], aim.interval),
        "target": show(aim.target, aim.unit),
    }
    said = (
        _("%(metric)s: from %(first)s in %(since)s to %(last)s.") % words
        if len(values) > 1
        else _("%(metric)s: %(last)s.") % words
    )
    aimed = "" if aim.target is None else _("The target is %(target)s.") % words
    return MetricCourse(
        name=short_metric(aim.metric),
        takeaway=sentences(said, aimed),
        values=tuple(Fact(period(at, aim.interval), show(value, aim.unit)) for at, value in values),
        points=tuple(float(value) for _at, value in values),
        places=tuple(index_of(at, aim.interval) for at, _value in values),
        value_name=_("Value"),
        target=None if aim.target is None else float(aim.target),
        target_name=_("Target by %(date)s") % {"date": day_of(aim.deadline)} if aim.deadline else _("Target"),
        set_at=index_of(aim.set_on, aim.interval),
        due_at=index_of(aim.deadline, aim.interval) if aim.deadline else None,
    )
