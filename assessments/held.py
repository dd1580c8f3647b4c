"""What a browser or an account holds: where a visitor can go on, and what is in no account yet."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.http import HttpRequest

from assessments.access import SESSION_KEY, Visitor
from assessments.models import Assessment


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
