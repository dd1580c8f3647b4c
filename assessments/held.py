"""What a browser or an account holds: where a visitor can go on, and what is in no account yet."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext

from assessments.access import SESSION_KEY, Visitor
from assessments.models import Assessment, Respondent
from assessments.progress import own_counts_of

MOST = 3


@dataclass(frozen=True)
class WayBack:
    """A link to something that was started, or to a report that is in no account."""

    assessment: Assessment
    words: str


def ways_back(visitor: Visitor) -> list[WayBack]:
    """The newest open assessments that this visitor answers, then reports that only this browser opens.

    At most three of each; four queries, and none for a visitor who holds nothing.
    """
    if visitor.user is None and not visitor.opened:
        return []
    reports = unclaimed(visitor).exclude(submitted_at=None)[:MOST] if visitor.opened else ()
    return [
        *_open(visitor),
        *(
            WayBack(assessment, gettext("Report: %(team)s") % {"team": assessment.team})
            for assessment in reports
        ),
    ]


def _open(visitor: Visitor) -> list[WayBack]:
    mine = Respondent.objects.of(visitor).filter(assessment__submitted_at=None)
    newest = list(mine.select_related("assessment").order_by("-assessment__opened_at", "pk")[:MOST])
    counts = own_counts_of(newest) if newest else {}
    return [
        WayBack(
            one.assessment,
            gettext("Continue: %(team)s, %(counted)s")
            % {"team": one.assessment.team, "counted": counts[one.pk].words},
        )
        for one in newest
    ]


def unclaimed(visitor: Visitor) -> QuerySet[Assessment]:
    """Assessments that belong to this browser and to no account, newest first."""
    return Assessment.objects.filter(pk__in=visitor.opened, owner=None, organisation=None).order_by(
        "-opened_at", "pk"
    )


def forget(request: HttpRequest, assessments: Iterable[Assessment]) -> None:
    """From now on the browser's own memory opens these no more; an account may."""
    gone = {str(assessment.pk) for assessment in assessments}
    opened = request.session.get(SESSION_KEY, [])
    if gone.intersection(opened):
        request.session[SESSION_KEY] = [pk for pk in opened if pk not in gone]
