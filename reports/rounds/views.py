"""Pages about several rounds: the trend over all, and any two beside each other."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from assessments.access import Visitor, fetch, refuse, visitor_of
from assessments.models import Assessment, Domain, StoredResult
from assessments.views.common import may_run
from reports.charts import radar
from reports.charts.metric import metric
from reports.charts.steps import steps
from reports.levels import levels_of
from reports.report.rounds import comparison
from reports.report.rounds_shapes import Comparison
from reports.report.wording import day
from reports.rounds.chain import rounds_of
from reports.rounds.sides import reworded_between, side_of
from reports.rounds.trend import Trend, metric_course, trend
from roadmaps.plan import aims_of, plans_of
from scoring import load

BEFORE, AFTER = "before", "after"
PAIR = 2


@dataclass(frozen=True)
class Choice:
    """The two rounds to compare, out of those that the visitor may read."""

    rounds: tuple[tuple[str, str], ...]  # id and label, the oldest first
    action: str
    before: str
    after: str
    error: str = ""


@require_safe
@cache_control(private=True)
def trend_page(request: HttpRequest, assessment_id: UUID) -> HttpResponse:
    """The levels of all rounds that the visitor may read, one small chart a domain."""
    assessment = fetch(request, assessment_id, "reported_to")
    visitor = visitor_of(request)
    rounds = rounds_of(visitor, assessment)
    context = _trend_of(assessment, rounds) if len(rounds) >= PAIR else {}
    return render(
        request,
        "reports/rounds/trend.html",
        {**context, "assessment": assessment, "renewable": _renewable(visitor, assessment)},
    )


def _trend_of(assessment: Assessment, rounds: list[Assessment]) -> dict[str, Any]:
    pks = [one.pk for one in rounds]
    domains = list(Domain.objects.filter(version=rounds[-1].version_id).order_by("position"))
    found: Trend = trend(rounds, levels_of(pks), domains)
    aims = aims_of(pks)
    course = metric_course([aims[pk] for pk in pks if pk in aims])
    return {
        "trend": found,
        "courses": [(one, steps(one)) for one in found.courses],
        "metric": course,
        "metric_chart": metric(course) if course else "",
        "choice": _choice(rounds, assessment, rounds[-2], rounds[-1]),
    }


def _renewable(visitor: Visitor, assessment: Assessment) -> bool:
    """Whether this visitor may start the next round, which there is none of."""
    return may_run(visitor, assessment) and not assessment.next_rounds.exists()


@require_safe
@cache_control(private=True)
def compare(request: HttpRequest, assessment_id: UUID, other_id: UUID) -> HttpResponse:
    """Two rounds of one chain, the earlier one first; a form chooses two others."""
    assessment = fetch(request, assessment_id, "reported_to")
    visitor = visitor_of(request)
    rounds = rounds_of(visitor, assessment)
    readable = {str(one.pk) for one in rounds}
    if str(other_id) not in readable:
        refuse(visitor)
    if other_id == assessment.pk:
        return redirect("trend", assessment.pk)
    wanted = [request.GET.get(name, "") for name in (BEFORE, AFTER)]
    if wanted[0] != wanted[1]:
        return redirect("compare", *wanted) if readable.issuperset(wanted) else refuse(visitor)
    ends = [place for place, one in enumerate(rounds) if one.pk in {assessment.pk, other_id}]
    before, *_between, after = among = rounds[ends[0] : ends[-1] + 1]
    found = compared(among)
    error = _("Choose two different rounds.") if wanted[0] else ""
    context = {
        "assessment": assessment,
        "before": before,
        "after": after,
        "comparison": found,
        "radar": radar(found.profile) if found.profile else "",
        "choice": _choice(rounds, assessment, before, after, error),
        "summary": [("id_after", error)] if error else [],
    }
    status = HTTPStatus.UNPROCESSABLE_ENTITY if error else HTTPStatus.OK
    return render(request, "reports/rounds/compare.html", context, status=status)


def compared(rounds: list[Assessment]) -> Comparison:
    """The first and the last of these submitted rounds in the active language, with all roadmaps between.

    Nine queries for any number, and seven more on different versions.
    """
    pks = [one.pk for one in rounds]
    results = {row.pk: load(row.data) for row in StoredResult.objects.filter(pk__in=pks)}
    plans = plans_of(pks)
    before, *between, after = (side_of(one, results[one.pk], plans[one.pk]) for one in rounds)
    return comparison(before, after, reworded_between(rounds[0], rounds[-1]), tuple(between))


def _choice(
    rounds: list[Assessment], assessment: Assessment, before: Assessment, after: Assessment, error: str = ""
) -> Choice:
    other = after if before.pk == assessment.pk else before
    return Choice(
        rounds=tuple((str(one.pk), _label(one)) for one in rounds),
        action=reverse("compare", args=[assessment.pk, other.pk]),
        before=str(before.pk),
        after=str(after.pk),
        error=error,
    )


def _label(one: Assessment) -> str:
    date = day(localtime(one.submitted_at or one.opened_at))
    return " · ".join(part for part in (date, one.title) if part)
