"""How links and their openings are shown to whoever shares a report, and to its readers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from zoneinfo import ZoneInfo

from django.db.models import Count, Max, Q
from django.utils import timezone
from django.utils.translation import gettext

from accounts.time_zones import zone_of
from reports.kept.files import LABELS
from reports.models import KeptFile, KeptReport, ShareLink, ShareOpening
from reports.sharing.forms import in_order

MOST_OPENINGS = 300  # listed, of all links of a report together
Outcome = ShareOpening.Outcome


@dataclass(frozen=True, slots=True)
class Use:
    """One time that a link was used: when, and what happened, in words."""

    at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Shown:
    """A link for the list. `state` is "alive", "expired" or "revoked", `until` its last day."""

    link: ShareLink
    state: str
    until: date
    kinds: tuple[str, ...]
    opened: int
    downloaded: int
    refused: int
    last: datetime | None
    uses: tuple[Use, ...]


def last_day(link: ShareLink, zone: ZoneInfo) -> date:
    """The last day on which the link works, where the organisation is."""
    return (link.expires_at - timedelta(microseconds=1)).astimezone(zone).date()


def links_of(report: KeptReport, zone: ZoneInfo) -> list[Shown]:
    """All links of the report, the newest first: two queries, however many there are."""

    def times(outcome: str) -> Count:
        return Count("openings", filter=Q(openings__outcome=outcome))

    rows = ShareLink.objects.filter(report=report).annotate(
        opened=times(Outcome.OPENED),
        downloaded=times(Outcome.DOWNLOADED),
        refused=times(Outcome.REFUSED),
        last=Max("openings__at", filter=Q(openings__outcome=Outcome.OPENED)),
    )
    uses = ShareOpening.objects.filter(link__report=report).order_by("-at", "-pk")[:MOST_OPENINGS]
    ordered = sorted(uses, key=lambda use: str(use.link_id))  # stable: the newest stay first
    by_link = {key: tuple(map(_use, group)) for key, group in groupby(ordered, key=lambda use: use.link_id)}
    return [_shown(link, zone, by_link.get(link.pk, ())) for link in rows]


def _use(opening: ShareOpening) -> Use:
    if opening.outcome == Outcome.DOWNLOADED:
        label = LABELS.get(opening.kind, opening.kind)
        return Use(opening.at, gettext("Downloaded: %(file)s") % {"file": label})
    if opening.outcome == Outcome.REFUSED:
        return Use(opening.at, gettext("Wrong passphrase"))
    return Use(opening.at, gettext("Opened"))


def _shown(link: ShareLink, zone: ZoneInfo, uses: Sequence[Use]) -> Shown:
    state = "revoked" if link.revoked_at else "alive" if link.expires_at > timezone.now() else "expired"
    return Shown(
        link=link,
        state=state,
        until=last_day(link, zone),
        kinds=tuple(str(LABELS[kind]) for kind in in_order(link.kinds)),
        opened=link.opened,  # type: ignore[attr-defined]
        downloaded=link.downloaded,  # type: ignore[attr-defined]
        refused=link.refused,  # type: ignore[attr-defined]
        last=link.last,  # type: ignore[attr-defined]
        uses=tuple(uses),
    )


@dataclass(frozen=True, slots=True)
class Download:
    """A file that a link lets its reader have."""

    kind: str
    label: str
    size: int


@dataclass(frozen=True, slots=True)
class ForReader:
    """What the reader of a link is told, without the names that the report leaves out."""

    link: ShareLink
    title: str
    organisation: str
    sender: str
    number: int
    built_on: date
    until: date
    has_page: bool
    downloads: tuple[Download, ...]


def title_of(report: KeptReport) -> str:
    """What its readers call it; the name, by which its sender tells it from others, stays with the sender."""
    if not report.choices.get("identity", True):
        return gettext("Sales maturity report")
    return gettext("Sales maturity: %(team)s") % {"team": report.assessment.team_and_title}


def for_reader(link: ShareLink) -> ForReader:
    report, assessment = link.report, link.report.assessment
    zone = zone_of(assessment.organisation)
    identity, names = report.choices.get("identity", True), report.choices.get("names", True)
    files = KeptFile.objects.filter(report=report, kind__in=link.kinds).exclude(kind=KeptFile.Kind.PAGE)
    sizes = dict(files.values_list("kind", "size"))
    return ForReader(
        link=link,
        title=title_of(report),
        organisation=str(assessment.organisation or "") if identity else "",
        sender=link.created_by_name if names else "",
        number=report.number,
        built_on=report.built_at.astimezone(zone).date(),
        until=last_day(link, zone),
        has_page=KeptFile.Kind.PAGE in link.kinds,
        downloads=tuple(Download(kind, str(LABELS[kind]), sizes[kind]) for kind in in_order(sizes)),
    )
