"""An initiative in short, as the roadmap shows it, with every string."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import Content
from roadmaps.actions.changing import FIXED_ONCE_STARTED
from roadmaps.cautions import cautions_of
from roadmaps.course import Course
from roadmaps.numbers import show
from roadmaps.pages import wording
from roadmaps.plan import Metric, Planned, Stretch
from roadmaps.readiness import missing_of
from roadmaps.rhythm import Rhythm, rhythm_of

WHOLE = 100
FEW = 3


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a field of the form; ``changeable`` unless the start has fixed that field."""

    field: str
    text: str
    changeable: bool = True


@dataclass(frozen=True, slots=True)
class Line:
    """A metric with its values; ``bar`` is how far it has come, 0 to 100, None before the first value."""

    name: str
    baseline: str
    latest: str
    target: str
    bar: int | None
    way: str


@dataclass(frozen=True, slots=True)
class Card:
    """What one initiative says; "" and () where there is nothing to say."""

    pk: UUID
    state: str
    title: str
    domain: str
    move: str
    state_label: str
    state_tag: str
    owner: str
    manager: str
    effort: str
    leading: Line
    lagging: Line
    review_day: str
    segment: str
    criterion: str
    decision: str
    decision_due: bool
    status: str
    status_tag: str
    last_line: str
    last_week: str
    next_review: str
    missed: str
    missing: tuple[Note, ...]
    cautions: tuple[Note, ...]
    rhythm: Rhythm

    @property
    def names_domain(self) -> bool:
        """Whether the title says already what it is about."""
        return self.title.startswith(self.domain)

    @property
    def is_planned(self) -> bool:
        return self.state == "planned"

    @property
    def is_running(self) -> bool:
        return self.state == "running"

    @property
    def in_short(self) -> tuple[Note, ...]:
        """The warnings for the roadmap: not of a draft that somebody still fills in."""
        return () if self.missing else self.cautions

    @property
    def nearly_there(self) -> bool:
        """Little enough is missing to list it at once."""
        return len(self.missing) <= FEW

    @property
    def can_start(self) -> bool:
        return self.is_planned and not self.missing


def card_of(content: Content, planned: Planned, today: date) -> Card:
    """What the roadmap shows of it on that day."""
    rhythm, pilot = rhythm_of(planned, today), planned.pilot
    missing = missing_of(planned, today) if planned.state == "planned" else ()
    return Card(
        pk=planned.pk,
        state=planned.state,
        title=planned.title,
        domain=wording.domain_name(content, planned.domain),
        move=wording.move(content, planned.current, planned.target),
        state_label=wording.state_label(planned.state),
        state_tag=wording.STATE_TAGS.get(planned.state, ""),
        owner=planned.owner,
        manager=planned.manager,
        effort=wording.effort_label(planned.effort),
        leading=line_of(rhythm.leading),
        lagging=line_of(rhythm.lagging),
        review_day=wording.weekday(planned.review_day),
        segment=pilot.segment,
        criterion=criterion_of(planned, pilot),
        decision=_decision(planned, today),
        decision_due=rhythm.decision_due,
        status=wording.status_label(rhythm.status),
        status_tag=wording.STATUS_TAGS.get(rhythm.status, ""),
        last_line=rhythm.last.line if rhythm.last else "",
        last_week=wording.day(rhythm.last.week) if rhythm.last else "",
        next_review=wording.day(rhythm.next_review) if rhythm.next_review else "",
        missed=_missed(rhythm.missed),
        missing=tuple(_note(planned, wording.MISSING[code]) for code in missing),
        cautions=tuple(_note(planned, wording.CAUTIONS[code]) for code in cautions_of(planned, today)),
        rhythm=rhythm,
    )


def _note(planned: Planned, said: tuple[str, object]) -> Note:
    field, text = said
    return Note(field, str(text), planned.state == "planned" or field not in FIXED_ONCE_STARTED)


def line_of(course: Course) -> Line:
    metric = course.metric
    return Line(
        name=metric.name,
        baseline=_value(metric, metric.baseline),
        latest=_value(metric, course.last),
        target=_value(metric, metric.target),
        bar=None if course.way is None else min(max(course.way, 0), WHOLE),
        way=_way(course.way),
    )


def _way(way: int | None) -> str:
    if way is None:
        return ""
    if way < 0:
        return _("further from the target than at the start")
    if way >= WHOLE:
        return _("target reached")
    return _("%(percent)d %% of the way to the target") % {"percent": way}


def _value(metric: Metric, value: Decimal | None) -> str:
    return "" if value is None else show(value, metric.unit)


def criterion_of(planned: Planned, pilot: Stretch) -> str:
    """The success criterion of a pilot as a sentence; "" while there is none."""
    if pilot.criterion is None:
        return ""
    metric = planned.leading if pilot.measure == "leading" else planned.lagging
    named = {"metric": metric.name, "value": show(pilot.criterion, metric.unit)}
    if metric.rises is False:
        return _("%(metric)s: at most %(value)s") % named
    return _("%(metric)s: at least %(value)s") % named


def _decision(planned: Planned, today: date) -> str:
    """The decision date of the pilot; how far off it is as long as it is to be decided."""
    pilot = planned.pilot
    if pilot.decide_on is None:
        return ""
    if pilot.decision or planned.state not in ("planned", "running"):
        return wording.day(pilot.decide_on)
    days = (pilot.decide_on - today).days
    named = {"date": wording.day(pilot.decide_on), "days": abs(days)}
    if days < 0:
        sentence = ngettext("%(date)s, %(days)d day ago", "%(date)s, %(days)d days ago", -days)
        return sentence % named
    if days == 0:
        return _("%(date)s, today") % named
    return ngettext("%(date)s, in %(days)d day", "%(date)s, in %(days)d days", days) % named


def _missed(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d week missed", "%(count)d weeks missed", count) % {"count": count}
