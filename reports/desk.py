"""The consultant's desk: which clients there are, and what their last assessments and the running ones say.

Read in a constant number of queries, however many clients; what a page does not show is not read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.expressions import OrderBy
from django.db.models.functions import Lower
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.models import Assessment, Domain, Framework, RespondentInvitation
from assessments.progress import counts_of
from reports.clients import CONSULTANT, LEAD
from reports.desk_rows import Levels, Row, Running, Table, row_of, table_of
from reports.levels import levels_of
from reports.models import Finding

OLD = timedelta(days=105)  # a quarter, and two weeks to get round to the next
SORTS: dict[str, tuple[OrderBy, ...]] = {
    "name": (),
    "oldest": (F("last_at").asc(nulls_last=True),),
    "newest": (F("last_at").desc(nulls_last=True),),
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


def clients(user: User, wanted: Wanted) -> QuerySet[Organisation]:
    """The organisations that the user runs, in the order wanted, those of one framework together.

    ``latest`` is the id of the assessment that was submitted last.
    """
    sealed = Assessment.objects.filter(organisation=OuterRef("pk"), submitted_at__isnull=False)
    last = sealed.order_by("-submitted_at", "-pk")
    found = Organisation.objects.of(user, CONSULTANT, LEAD).annotate(
        latest=Subquery(last.values("pk")[:1]),
        last_at=Subquery(last.values("submitted_at")[:1]),
        overall=Subquery(last.values("stored_result__overall")[:1]),
        framework=Subquery(last.values("version__framework__slug")[:1]),
    )
    order: tuple[OrderBy | Lower | str, ...] = (
        F("framework").asc(nulls_last=True),
        *SORTS[wanted.sort],
        Lower("name"),
        "pk",
    )
    return _narrowed(found, wanted).order_by(*order)


def _narrowed(found: "QuerySet[Any]", wanted: Wanted) -> "QuerySet[Any]":
    theirs = Assessment.objects.filter(organisation=OuterRef("pk"))
    if wanted.words:
        named = Q(team__icontains=wanted.words) | Q(title__icontains=wanted.words)
        found = found.filter(Q(name__icontains=wanted.words) | Exists(theirs.filter(named)))
    if wanted.framework:
        found = found.filter(framework=wanted.framework)
    if wanted.level is not None:
        found = found.filter(overall=wanted.level)
    return found.filter(_states(timezone.now())[wanted.state]) if wanted.state else found


def _states(now: datetime) -> dict[str, Q | Exists]:
    theirs = Assessment.objects.filter(organisation=OuterRef("pk"))
    running = Exists(theirs.filter(submitted_at=None))
    late = Exists(theirs.filter(submitted_at=None, closes_at__lte=now))
    disputed = Finding.objects.disputed().filter(assessment__organisation=OuterRef("pk"))
    return {
        "running": running,
        "overdue": Q(late) | Q(last_at__lte=now - OLD) & ~Q(running),
        "disputed": Exists(disputed),
        "unsubmitted": Q(last_at=None),
    }


def frameworks(user: User) -> list[tuple[str, str]]:
    """Slugs and names of the frameworks that any of the user's clients submitted an assessment of."""
    mine = Organisation.objects.of(user, CONSULTANT, LEAD).order_by().values("pk")
    rows = Assessment.objects.filter(organisation__in=mine, submitted_at__isnull=False).order_by()
    used = rows.values_list("version__framework", flat=True).distinct()
    return [(one.slug, one.name) for one in Framework.objects.filter(pk__in=used).order_by("slug")]


def tables(user: User, page: Iterable[Organisation]) -> list[Table]:
    """The clients of one page, those of one framework in one table; last those without a submitted one."""
    organisations = list(page)
    read = _Read(user, organisations)
    groups: dict[int | None, list[Row]] = {}
    for organisation in organisations:
        row = read.row(organisation)
        groups.setdefault(row.latest.version.framework_id if row.latest else None, []).append(row)
    return [table_of(rows, read.domains) for rows in groups.values()]


class _Read:
    """Everything that the rows of one page show."""

    def __init__(self, user: User, organisations: list[Organisation]) -> None:
        self.now = timezone.now()
        wanted = [organisation.latest for organisation in organisations]  # type: ignore[attr-defined]
        self.latest = sealed_of(pk for pk in wanted if pk is not None)
        self.levels = levels_with_former(self.latest.values())
        self.domains = domains_of(self.latest.values())
        self.running = running_of(organisations)
        self.disputed = disputed_of(organisations)
        consulted = Membership.objects.filter(user=user, role=CONSULTANT, organisation__in=organisations)
        self.consulted = set(consulted.values_list("organisation", flat=True))

    def row(self, organisation: Organisation) -> Row:
        return row_of(
            organisation=organisation,
            consults=organisation.pk in self.consulted,
            latest=self.latest.get(organisation.latest),  # type: ignore[attr-defined]
            levels=self.levels,
            domains=self.domains,
            running=self.running.get(organisation.pk, []),
            disputed=self.disputed.get(organisation.pk, 0),
            old_from=self.now - OLD,
        )


def sealed_of(pks: Iterable[UUID]) -> dict[UUID, Assessment]:
    """Submitted assessments by id, with what their rows print."""
    rows = Assessment.objects.filter(pk__in=list(pks)).select_related("version__framework", "rubric")
    return {one.pk: one for one in rows.prefetch_related("rubric__levels").order_by()}


def levels_with_former(assessments: Iterable[Assessment]) -> Mapping[UUID, Levels]:
    """The levels of submitted assessments and of the rounds before them."""
    rows = list(assessments)
    return levels_of([one.pk for one in rows] + [one.previous_id for one in rows if one.previous_id])


def domains_of(assessments: Iterable[Assessment]) -> Mapping[UUID, list[Domain]]:
    """The domains of the assessments' versions, in framework order, by version."""
    versions = {one.version_id for one in assessments}
    found: dict[UUID, list[Domain]] = {}
    for domain in Domain.objects.filter(version__in=versions).order_by("position"):
        found.setdefault(domain.version_id, []).append(domain)
    return found


def running_of(organisations: Iterable[Organisation]) -> Mapping[UUID, list[Running]]:
    """The assessments that are not submitted yet, with how far they are, by organisation."""
    rows = list(
        Assessment.objects.filter(organisation__in=list(organisations), submitted_at=None)
        .select_related("organisation")
        .order_by("-opened_at", "pk")
    )
    counts = counts_of([one for one in rows if not one.names_hidden])
    asked = _asked([one.pk for one in rows if one.names_hidden])
    found: dict[UUID, list[Running]] = {}
    for one in rows:
        if one.organisation_id is not None:
            finished, invited = asked.get(one.pk, (0, 0))
            running = Running.of(one, counts.get(one.pk, ""), finished=finished, invited=invited)
            found.setdefault(one.organisation_id, []).append(running)
    return found


def _asked(assessments: list[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many have finished of how many invited; of anonymous ones nobody learns more."""
    rows = RespondentInvitation.objects.filter(assessment__in=assessments, revoked_at=None).order_by()
    counted = rows.values("assessment").annotate(
        ready=Count("pk", filter=Q(finished=True)), everybody=Count("pk")
    )
    return {row["assessment"]: (row["ready"], row["everybody"]) for row in counted}


def disputed_of(organisations: Iterable[Organisation]) -> Mapping[UUID, int]:
    """How many findings each organisation disputes."""
    rows = Finding.objects.disputed().filter(assessment__organisation__in=list(organisations)).order_by()
    return dict(rows.values_list("assessment__organisation").annotate(Count("pk")))
