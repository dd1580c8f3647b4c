"""An initiative in the report: who runs it, what it moves, how it stands, and what was decided."""

from datetime import date
from decimal import Decimal

from django.utils.dates import WEEKDAYS
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from reports.report.check_ins import bare_or_none, check_ins
from reports.report.index import Index, domain_anchor
from reports.report.roadmap_shapes import ChecklistRow, Decided, InitiativePart, Line, MetricRow
from reports.report.wording import day
from roadmaps.claims import claims_of
from roadmaps.course import Course
from roadmaps.models import CheckIn, Initiative, Pilot
from roadmaps.numbers import NOTHING, show
from roadmaps.plan import Item, Metric, Planned, Stretch
from roadmaps.rhythm import Rhythm, rhythm_of


def initiative(index: Index, planned: Planned, number: int | None, today: date) -> InitiativePart:
    """One initiative as it stands on that day."""
    rhythm = rhythm_of(planned, today)
    pilot = planned.pilot
    over = pilot.decided_at or planned.ended_at
    return InitiativePart(
        number=number,
        anchor=f"initiative-{planned.pk}",
        domain=planned.domain,
        domain_anchor=domain_anchor(planned.domain),
        name=domain_name(index, planned.domain),
        title=planned.title,
        current=planned.current,
        target=planned.target,
        move=_("%(domain)s: from %(current)s to %(target)s")
        % {
            "domain": domain_name(index, planned.domain),
            "current": index.inner_label(planned.current),
            "target": index.inner_label(planned.target),
        },
        origin=_origin(index, planned),
        state=_("Decision due") if rhythm.decision_due else str(Initiative.State(planned.state).label),
        owner=planned.owner or NOTHING,
        decision_date=_date(pilot.decide_on),
        people=_people(planned),
        metrics=(
            _metric(_("Leading activity"), planned.leading, rhythm.leading),
            _metric(_("Lagging metric"), planned.lagging, rhythm.lagging),
        ),
        pilot=_pilot(planned, pilot),
        started_on=pilot.started_on,
        decide_on=pilot.decide_on,
        ended_on=localtime(over).date() if over else None,
        criterion=bare_or_none(pilot.criterion),
        criterion_unit=_measure(planned, pilot).unit,
        check_ins=check_ins(planned),
        last=_last(rhythm),
        next_step=rhythm.last.next_step if rhythm.last else "",
        missed=_missed(rhythm.missed),
        claim=claim_of(index, planned.domain) if planned.state == Initiative.State.DONE else "",
        decisions=tuple(_decided(planned, one) for one in planned.pilots if one.decision),
        checklist=tuple(row for item in planned.checklist for row in _item(index, item)),
    )


def domain_name(index: Index, slug: str) -> str:
    return index.domains[slug].name if slug in index.domains else slug


def _origin(index: Index, planned: Planned) -> str:
    """Why an initiative is about a gap that the report did not pick; "" where it did."""
    plan = index.source.plan
    swap = next((one for one in plan.swaps if one.taken_id == planned.pk), None) if plan else None
    if swap is not None:
        return _("Taken instead of %(domain)s: %(reason)s") % {
            "domain": domain_name(index, swap.given_up),
            "reason": swap.reason,
        }
    if planned.domain in {gap.domain for gap in index.result.gaps}:
        return ""
    return _("Added by the team: not among the gaps to close first.")


def claim_of(index: Index, domain: str) -> str:
    """Which level a done initiative claims in a domain, and until when it only does so; "" without one."""
    plan = index.source.plan
    claim = claims_of(plan).get(domain) if plan else None
    if claim is None or claim.at is None:
        return ""
    return _("%(level)s claimed by the roadmap since %(date)s, until the next assessment confirms it.") % {
        "level": index.label(claim.level),
        "date": day(localtime(claim.at)),
    }


def _date(found: date | None) -> str:
    return day(found) if found else NOTHING


def _people(planned: Planned) -> tuple[Line, ...]:
    review = NOTHING if planned.review_day is None else str(WEEKDAYS[planned.review_day])
    return (
        Line(_("Owner"), planned.owner or NOTHING),
        Line(_("Manager who reinforces it"), planned.manager or NOTHING),
        Line(_("Weekly review"), review),
        Line(_("Effort"), str(Initiative.Effort(planned.effort).label) if planned.effort else NOTHING),
    )


def _pilot(planned: Planned, pilot: Stretch) -> tuple[Line, ...]:
    return (
        Line(_("Pilot segment"), pilot.segment or NOTHING),
        Line(_("Success criterion"), criterion(planned, pilot)),
        Line(_("Started"), _date(pilot.started_on)),
        _decision_line(planned, pilot),
    )


def _decision_line(planned: Planned, pilot: Stretch) -> Line:
    over = pilot.decided_at or planned.ended_at
    if over is not None:
        return Line(_("Ended on"), day(localtime(over)))
    return Line(_("Decision date"), _date(pilot.decide_on))


def criterion(planned: Planned, pilot: Stretch) -> str:
    """ "Win rate: at least 21 %"; a dash while there is none."""
    if pilot.criterion is None:
        return NOTHING
    metric = _measure(planned, pilot)
    words = (
        _("%(metric)s: at most %(value)s") if metric.rises is False else _("%(metric)s: at least %(value)s")
    )
    return words % {"metric": metric.name, "value": show(pilot.criterion, metric.unit)}


def _measure(planned: Planned, pilot: Stretch) -> Metric:
    return planned.leading if pilot.measure == Pilot.Measure.LEADING else planned.lagging


def _metric(kind: str, metric: Metric, course: Course) -> MetricRow:
    def shown(value: Decimal | None) -> str:
        return show(value, metric.unit)

    return MetricRow(
        kind=kind,
        name=metric.name or NOTHING,
        baseline=shown(metric.baseline),
        latest=shown(course.last),
        target=shown(metric.target),
        unit=metric.unit,
        baseline_number=bare_or_none(metric.baseline),
        latest_number=bare_or_none(course.last),
        target_number=bare_or_none(metric.target),
    )


def _last(rhythm: Rhythm) -> str:
    found = rhythm.last
    if found is None:
        return ""
    words = (
        _("%(status)s in the week of %(week)s: %(line)s")
        if found.line
        else _("%(status)s in the week of %(week)s")
    )
    return words % {"status": CheckIn.Status(found.status).label, "week": day(found.week), "line": found.line}


def _missed(count: int) -> str:
    if not count:
        return ""
    return ngettext("%(count)d weekly review was missed.", "%(count)d weekly reviews were missed.", count) % {
        "count": count
    }


def _decided(planned: Planned, pilot: Stretch) -> Decided:
    metric = _measure(planned, pilot)
    asked = criterion(planned, pilot)
    words = _("Not measured. Asked for: %(criterion)s")
    if pilot.measured is not None:
        words = _("Measured: %(measured)s. Asked for: %(criterion)s")
    decided_on = localtime(pilot.decided_at).date() if pilot.decided_at else None
    when = _date(decided_on)
    who = _("%(name)s, on %(date)s") % {"name": pilot.decided_by, "date": when}
    return Decided(
        title=_("%(pilot)s “%(segment)s”: %(decision)s")
        % {
            "pilot": Pilot.Kind(pilot.kind).label,
            "segment": pilot.segment,
            "decision": Pilot.Decision(pilot.decision).label,
        },
        measured=words % {"measured": show(pilot.measured, metric.unit), "criterion": asked},
        reason=pilot.reason,
        who=who if pilot.decided_by else when,
        decision=str(Pilot.Decision(pilot.decision).label),
        decided_on=decided_on,
        measured_number=bare_or_none(pilot.measured),
        asked_number=bare_or_none(pilot.criterion),
        unit=metric.unit,
    )


def _item(index: Index, item: Item) -> list[ChecklistRow]:
    """The row of a practice; none where the framework does not know it."""
    practice = index.practices.get(item.question)
    if practice is None:
        return []
    safe = item.link.startswith(("http://", "https://"))
    return [
        ChecklistRow(
            text=practice.text.text,
            anchor=practice.anchor,
            target=item.target,
            target_label=index.label(item.target),
            reached=item.reached,
            reach=practice.text.anchor(item.target).statement,
            is_met=item.is_met,
            state=_state(index, item),
            proof=item.note if safe else f"{item.note}\n{item.link}".strip(),
            link=item.link if safe else "",
        )
    ]


def _state(index: Index, item: Item) -> str:
    if item.reached is None:
        return pgettext("checklist", "Open")
    if item.is_met:
        return _("Reached, with evidence")
    if item.reached >= item.target:
        return _("Reached, without evidence")
    return _("Not reached yet: %(level)s") % {"level": index.inner_label(item.reached)}
