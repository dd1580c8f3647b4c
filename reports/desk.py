"""The consultant's desk: what the clients' last assessments and the running ones say.

Read in a constant number of queries, however many clients; what a page does not show is not read.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Q
from django.utils import timezone

from accounts.models import Membership, Organisation, User
from assessments.models import Assessment, Domain, RespondentInvitation
from assessments.progress import counts_of
from reports.clients import CONSULTANT
from reports.desk_claims import claimed_in
from reports.desk_roadmaps import RunningRoadmap, roadmaps_of
from reports.desk_rows import Levels, Row, Running, Table, row_of, table_of
from reports.desk_search import OLD, Wanted, standing
from reports.levels import levels_of
from reports.models import Finding

Stands = TypeVar("Stands", Running, RunningRoadmap)


def tables(user: User, page: Iterable[Organisation], wanted: Wanted) -> list[Table]:
    """The clients of one page, those of one framework in one table; last those without a submitted one.

    A client stands in the table of each framework that it has a report of and that fits what is wanted.
    """
    organisations = list(page)
    read = _Read(user, organisations, wanted)
    groups: dict[str, list[Row]] = {}
    for organisation in organisations:
        for row in read.rows(organisation):
            groups.setdefault(row.latest.version.framework.slug if row.latest else "", []).append(row)
    return [
        table_of(_in_order(rows, wanted.sort, read.levels), read.domains)
        for _slug, rows in sorted(groups.items(), key=lambda group: (not group[0], group[0]))
    ]


def _in_order(rows: Sequence[Row], sort: str, levels: Mapping[UUID, Levels]) -> list[Row]:
    """By what each row itself shows; rows without it come last, equal ones stay in the clients' order."""
    keys: dict[str, Callable[[Assessment], Any]] = {
        "oldest": lambda one: one.submitted_at.timestamp() if one.submitted_at else None,
        "lowest": lambda one: levels[one.pk].overall.level if one.pk in levels else None,
    }
    keys["newest"], keys["highest"] = keys["oldest"], keys["lowest"]
    if sort not in keys:
        return sorted(rows, key=lambda row: row.organisation.name.lower())
    sign = -1 if sort in {"newest", "highest"} else 1

    def place(row: Row) -> tuple[bool, float]:
        value = keys[sort](row.latest) if row.latest else None
        return value is None, 0 if value is None else sign * value

    return sorted(rows, key=place)


class _Read:
    """Everything that the rows of one page show."""

    def __init__(self, user: User, organisations: list[Organisation], wanted: Wanted) -> None:
        self.old_from = timezone.now() - OLD
        self.wanted = wanted
        self.latest = standing_of(organisations)
        sealed = [one for found in self.latest.values() for one in found]
        self.levels = levels_with_former(sealed)
        self.domains = domains_of(sealed)
        self.claimed = claimed_in(one.pk for one in sealed)
        self.running = running_of(organisations)
        self.roadmaps = roadmaps_of(organisations)
        self.disputed = disputed_of(organisations)
        consulted = Membership.objects.filter(user=user, role=CONSULTANT, organisation__in=organisations)
        self.consulted = set(consulted.values_list("organisation", flat=True))

    def rows(self, organisation: Organisation) -> list[Row]:
        """One for each report that is shown, the newest first; one without a report where there is none.

        What runs stands in the row of its framework, or in the first where that has none.
        """
        shown = self._shown(organisation) or [None]
        own = {one.version.framework_id for one in shown if one is not None}
        running = self.running.get(organisation.pk, [])
        roadmaps = self.roadmaps.get(organisation.pk, [])
        found = []
        for number, latest in enumerate(shown):
            framework = latest.version.framework_id if latest else None
            others = own if number == 0 else None
            found.append(
                self._row(
                    organisation, latest, _of(running, framework, others), _of(roadmaps, framework, others)
                )
            )
        return found

    def _shown(self, organisation: Organisation) -> list[Assessment | None]:
        wanted = self.wanted
        fitting = [
            one
            for one in self.latest.get(organisation.pk, [])
            if wanted.fits(one, self.levels[one.pk].overall.level if one.pk in self.levels else None)
        ]
        if not wanted.words or wanted.words.casefold() in organisation.name.casefold():
            return [*fitting]
        return [*(one for one in fitting if wanted.names(one))] or [*fitting]

    def _is_due(self, organisation: Organisation) -> bool:
        """Whether the last report asks for the next round."""
        last_at: datetime | None = organisation.last_at  # type: ignore[attr-defined]
        return last_at is not None and last_at <= self.old_from and organisation.pk not in self.running

    def _row(
        self,
        organisation: Organisation,
        latest: Assessment | None,
        running: list[Running],
        roadmaps: list[RunningRoadmap],
    ) -> Row:
        return row_of(
            organisation=organisation,
            consults=organisation.pk in self.consulted,
            latest=latest,
            levels=self.levels,
            domains=self.domains,
            claimed=self.claimed,
            running=running,
            roadmaps=roadmaps,
            disputed=self.disputed.get(organisation.pk, 0),
            due=self._is_due(organisation),
        )


def _of(found: list[Stands], framework: int | None, own: set[int] | None) -> list[Stands]:
    """Those on the framework; with ``own`` also those on a framework that has no row."""
    return [
        one for one in found if one.framework == framework or (own is not None and one.framework not in own)
    ]


def standing_of(organisations: Iterable[Organisation]) -> Mapping[UUID, list[Assessment]]:
    """The newest submitted assessment of each framework, the newest first, by organisation."""
    pks = list(standing().filter(organisation__in=list(organisations)).values_list("pk", flat=True))
    rows = sorted(sealed_of(pks).values(), key=lambda one: (one.submitted_at, one.pk), reverse=True)
    found: dict[UUID, list[Assessment]] = {}
    for one in rows:
        if one.organisation_id is not None:
            found.setdefault(one.organisation_id, []).append(one)
    return found


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
        .select_related("organisation", "version")
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
