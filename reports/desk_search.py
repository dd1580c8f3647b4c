"""Whom and what the desk shows: search, filters and order, over the reports that stand for a client.

For each framework that is the newest submitted assessment of the client; older ones are on its own page.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Organisation, User
from assessments.models import Assessment, Framework
from reports.clients import CONSULTANT, LEAD
from reports.desk_roadmaps import decision_is_due
from reports.models import Finding
from roadmaps.models import Initiative

OLD = timedelta(days=105)  # a quarter, and two weeks to get round to the next
SORTS: dict[str, tuple[OrderBy, ...]] = {
    "name": (),
    "oldest": (F("shown_at").asc(nulls_last=True),),
    "newest": (F("shown_at").desc(nulls_last=True),),
    "lowest": (F("overall").asc(nulls_last=True),),
    "highest": (F("overall").desc(nulls_last=True),),
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """What the visitor looks for; empty values ask for everything. ``state`` is a key of ``_states``."""

    words: str = ""
    framework: str = ""
    state: str = ""
    level: int | None = None
    sort: str = "name"

    def fits(self, assessment: Assessment, overall: int | None) -> bool:
        """Whether a report on the level is of the framework and on the level that are asked for."""
        if self.framework and assessment.version.framework.slug != self.framework:
            return False
        return self.level is None or overall == self.level

    def names(self, assessment: Assessment) -> bool:
        """Whether what is searched for is in the team or the title."""
        said = f"{assessment.team}\n{assessment.title}".casefold()
        return self.words.casefold() in said


def standing() -> "QuerySet[Assessment]":
    """The newest submitted assessment of each organisation and framework."""
    same = Assessment.objects.filter(
        organisation=OuterRef("organisation"),
        version__framework=OuterRef("version__framework"),
        submitted_at__isnull=False,
    )
    later = Q(submitted_at__gt=OuterRef("submitted_at")) | Q(
        submitted_at=OuterRef("submitted_at"), pk__gt=OuterRef("pk")
    )
    sealed = Assessment.objects.filter(submitted_at__isnull=False, organisation__isnull=False)
    return sealed.filter(~Exists(same.filter(later)))


def clients(user: User, wanted: Wanted) -> QuerySet[Organisation]:
    """The organisations that the user runs, in the order wanted, those of one framework together.

    ``last_at`` is when an assessment was submitted last; ``shown_at``, ``overall`` and ``framework`` are of
    the newest report that fits what is wanted.
    """
    theirs = {"organisation": OuterRef("pk")}
    last = Assessment.objects.filter(**theirs, submitted_at__isnull=False).order_by("-submitted_at", "-pk")
    narrow = wanted.framework or wanted.level is not None
    fitting = _fitting(wanted).filter(**theirs).order_by("-submitted_at", "-pk") if narrow else last
    found = Organisation.objects.of(user, CONSULTANT, LEAD).annotate(
        last_at=Subquery(last.values("submitted_at")[:1]),
        shown_at=Subquery(fitting.values("submitted_at")[:1]),
        overall=Subquery(fitting.values("stored_result__overall")[:1]),
        framework=Subquery(fitting.values("version__framework__slug")[:1]),
    )
    order: tuple[OrderBy | Lower | str, ...] = (
        F("framework").asc(nulls_last=True),
        *SORTS[wanted.sort],
        Lower("name"),
        "pk",
    )
    return _narrowed(found, user, wanted).order_by(*order)


def _fitting(wanted: Wanted) -> "QuerySet[Assessment]":
    """The standing reports of the framework and on the level wanted; of all clients."""
    found = standing()
    if wanted.framework:
        found = found.filter(version__framework__slug=wanted.framework)
    return found if wanted.level is None else found.filter(stored_result__overall=wanted.level)


def _narrowed(found: "QuerySet[Any]", user: User, wanted: Wanted) -> "QuerySet[Any]":
    theirs = {"organisation": OuterRef("pk")}
    running = Assessment.objects.filter(**theirs, submitted_at=None)
    if wanted.framework:
        running = running.filter(version__framework__slug=wanted.framework)
    if wanted.words:
        named = Q(team__icontains=wanted.words) | Q(title__icontains=wanted.words)
        shown = _fitting(wanted).filter(named, **theirs)
        found = found.filter(Q(name__icontains=wanted.words) | Exists(shown) | Exists(running.filter(named)))
    if wanted.level is not None:
        found = found.filter(shown_at__isnull=False)
    elif wanted.framework:
        found = found.filter(Q(shown_at__isnull=False) | Exists(running))
    return found.filter(_states(user, timezone.now())[wanted.state]) if wanted.state else found


def _states(user: User, now: datetime) -> dict[str, Q | Exists]:
    theirs = Assessment.objects.filter(organisation=OuterRef("pk"))
    running = Exists(theirs.filter(submitted_at=None))
    late = Exists(theirs.filter(submitted_at=None, closes_at__lte=now))
    zones = Organisation.objects.of(user, CONSULTANT, LEAD).order_by().values_list("time_zone", flat=True)
    tried = Initiative.objects.running().filter(assessment__organisation=OuterRef("pk"))
    disputed = Finding.objects.disputed().filter(assessment__organisation=OuterRef("pk"))
    return {
        "running": running | Exists(tried),
        "overdue": Q(late) | Q(last_at__lte=now - OLD) & ~Q(running) | Q(decision_is_due(zones.distinct())),
        "disputed": Exists(disputed),
        "unsubmitted": Q(last_at=None),
    }


def frameworks(user: User) -> list[tuple[str, str]]:
    """Slugs and names of the frameworks that any of the user's clients has an assessment of."""
    rows = Assessment.objects.filter(organisation__in=_mine(user)).order_by()
    used = rows.values_list("version__framework", flat=True).distinct()
    return [(one.slug, one.name) for one in Framework.objects.filter(pk__in=used).order_by("slug")]


def levels(user: User) -> list[int]:
    """The overall levels that reports of the user's clients came to, from the lowest."""
    rows = Assessment.objects.filter(organisation__in=_mine(user), stored_result__overall__isnull=False)
    found = rows.order_by().values_list("stored_result__overall", flat=True).distinct()
    return sorted(one for one in found if one is not None)


def _mine(user: User) -> "QuerySet[Any]":
    return Organisation.objects.of(user, CONSULTANT, LEAD).order_by().values("pk")
