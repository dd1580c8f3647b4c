"""What a roadmap's page says of the rounds beside it: the last one's roadmap, and that a newer one exists."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.access import Visitor
from assessments.models import Assessment
from roadmaps.models import Initiative
from roadmaps.pages import wording
from roadmaps.plan import Plan, Planned, plan_of


@dataclass(frozen=True, slots=True)
class Former:
    """The last round's roadmap; ``stopped`` have their reason. ``by_domain``: what runs or stopped there.

    ``goal`` is the name of its goal, "" without one.
    """

    pk: UUID
    sentence: str
    running: tuple[tuple[UUID, str], ...]
    stopped: tuple[tuple[UUID, str, str], ...]
    by_domain: dict[str, str]
    goal: str


@dataclass(frozen=True, slots=True)
class Following:
    """A newer round that the visitor may open; its roadmap can be read once it was submitted."""

    assessment: Assessment
    opened_on: date
    is_submitted: bool


def former_of(visitor: Visitor, assessment: Assessment) -> Former | None:
    """None without a last round that this visitor may read, or where that one has no roadmap."""
    if assessment.previous_id is None:
        return None
    last = Assessment.objects.reported_to(visitor).filter(pk=assessment.previous_id).first()
    plan = plan_of(last) if last else None
    if last is None or plan is None or plan.is_empty:
        return None
    every = (*plan.initiatives, *plan.former)
    running = [one for one in every if one.state == Initiative.State.RUNNING]
    stopped = [one for one in every if one.state == Initiative.State.STOPPED]
    return Former(
        pk=last.pk,
        sentence=_sentence(last, plan, len(running)),
        running=tuple((one.pk, one.title) for one in running),
        stopped=tuple((one.pk, one.title, one.pilot.reason) for one in stopped),
        by_domain={one.domain: _note(one) for one in (*stopped, *running)},
        goal=plan.goal.name if plan.goal else "",
    )


def following_of(visitor: Visitor, assessment: Assessment) -> Following | None:
    """The newest round after this one, as far as the visitor may open it."""
    rows = Assessment.objects.filter(previous=assessment).order_by("-opened_at")
    readable = rows.filter(pk__in=Assessment.objects.reported_to(visitor).values("pk")).first()
    found = readable or rows.filter(pk__in=Assessment.objects.run_by(visitor).values("pk")).first()
    return Following(found, localtime(found.opened_at).date(), readable is not None) if found else None


def still_running(assessment: Assessment) -> str:
    """What starting the next round leaves running, in a sentence; "" where nothing is."""
    count = Initiative.objects.filter(assessment=assessment).running().count()
    if not count:
        return ""
    return ngettext(
        "%(count)d initiative of this round’s roadmap is still running. It stays there and goes on.",
        "%(count)d initiatives of this round’s roadmap are still running. They stay there and go on.",
        count,
    ) % {"count": count}


def _sentence(last: Assessment, plan: Plan, running: int) -> str:
    if not plan.initiatives and not plan.former:
        return ""
    words = {"date": wording.day(localtime(last.submitted_at or last.opened_at)), "count": running}
    if not running:
        return _("Nothing runs any more on the roadmap of the last round (%(date)s).") % words
    return (
        ngettext(
            "On the roadmap of the last round (%(date)s) %(count)d initiative is still running.",
            "On the roadmap of the last round (%(date)s) %(count)d initiatives are still running.",
            running,
        )
        % words
    )


def _note(one: Planned) -> str:
    if one.state == Initiative.State.RUNNING:
        return _("The last round’s roadmap still works on this: %(title)s.") % {"title": one.title}
    words = {"title": one.title, "reason": one.pilot.reason}
    if not one.pilot.reason:
        return _("The last round’s roadmap stopped here: %(title)s.") % words
    return _("The last round’s roadmap stopped here: %(title)s. The reason: %(reason)s") % words
