"""Roadmaps on the desk: which initiatives run, what is to be decided, which reviews were missed.

A client's day is the one that it is in its own time zone.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import ngettext

from accounts.models import Organisation
from accounts.time_zones import today_in, zone_named, zone_of
from assessments.models import Assessment
from reports.report.roadmap_plan import next_decision
from roadmaps.models import Initiative, Pilot
from roadmaps.plan import Plan, plans_of
from roadmaps.rhythm import Review, Rhythm, monday_of, rhythm_of

LATELY = timedelta(weeks=4)


@dataclass(frozen=True)
class RunningRoadmap:
    """A roadmap with a running initiative: how many run, are to be decided, went without review, in words.

    ``due`` and ``missed`` are "" where there is none; ``missed`` counts the last four weeks that are over.
    """

    assessment: Assessment
    running: str
    due: str
    missed: str
    decision: str

    @property
    def framework(self) -> int:
        """The id of the framework that its report is on."""
        return self.assessment.version.framework_id


def roadmaps_of(organisations: Iterable[Organisation]) -> Mapping[UUID, list[RunningRoadmap]]:
    """Those with a running initiative, by organisation, the newest report first; in constant queries."""
    running = Initiative.objects.running().filter(assessment=OuterRef("pk"))
    rows = list(
        Assessment.objects.filter(Exists(running), organisation__in=list(organisations))
        .select_related("organisation", "version")
        .order_by("-submitted_at", "-pk")
    )
    plans = plans_of([one.pk for one in rows]) if rows else {}
    found: dict[UUID, list[RunningRoadmap]] = {}
    for one in rows:
        if one.organisation_id is not None:
            today = today_in(zone_of(one.organisation))
            found.setdefault(one.organisation_id, []).append(_roadmap(one, plans[one.pk], today))
    return found


def decision_is_due(zones_used: Iterable[str]) -> Exists:
    """Whether an organisation has a decision that is due; takes the time zones that they are in."""
    zones: dict[date, list[str]] = {}
    for zone in zones_used:
        zones.setdefault(today_in(zone_named(zone)), []).append(zone)
    come = Q(pk__in=[])
    for today, names in zones.items():
        come |= Q(decide_on__lte=today, initiative__assessment__organisation__time_zone__in=names)
    pilots = Pilot.objects.filter(
        come,
        decision="",
        initiative__state=Initiative.State.RUNNING,
        initiative__assessment__organisation=OuterRef("pk"),
    )
    return Exists(pilots)


def _roadmap(assessment: Assessment, plan: Plan, today: date) -> RunningRoadmap:
    rhythms = [rhythm_of(one, today) for one in plan.initiatives if one.state == Initiative.State.RUNNING]
    due = sum(rhythm.decision_due for rhythm in rhythms)
    missed = sum(_missed(rhythm, today) for rhythm in rhythms)
    return RunningRoadmap(
        assessment=assessment,
        running=ngettext("%(count)d initiative runs", "%(count)d initiatives run", len(rhythms))
        % {"count": len(rhythms)},
        due=ngettext("%(count)d decision due", "%(count)d decisions due", due) % {"count": due}
        if due
        else "",
        missed=ngettext("%(count)d review missed in 4 weeks", "%(count)d reviews missed in 4 weeks", missed)
        % {"count": missed}
        if missed
        else "",
        decision=next_decision(plan, today),
    )


def _missed(rhythm: Rhythm, today: date) -> int:
    first = monday_of(today) - LATELY
    return sum(week.state == Review.MISSED and week.week >= first for week in rhythm.weeks)
