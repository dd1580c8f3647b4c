"""What the log says about findings and comments, and about the client's replies."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from accounts.audit import Event
from accounts.models import AuditEvent
from assessments.models import Assessment, Domain
from reports.models import Finding, FindingReply

ON_DRAFTS = (Event.FINDING_WRITTEN, Event.FINDING_CHANGED, Event.FINDING_REMOVED)
Place = tuple[UUID, str]  # an assessment, and the slug of a domain


def said_of(event: AuditEvent) -> str:
    """What was done to a comment; "" for everything else, which the event's own words say."""
    if event.details.get("kind") != Finding.Kind.COMMENT:
        return ""
    words = {
        Event.FINDING_WRITTEN: _("wrote a comment"),
        Event.FINDING_CHANGED: _("changed a comment"),
        Event.FINDING_REMOVED: _("removed a comment"),
    }
    return words.get(Event(event.code), "") if event.code in ON_DRAFTS else ""


def domain_names(events: Iterable[AuditEvent]) -> Mapping[Place, str]:
    """The names of the domains that findings were answered on; one query if there are any."""
    places = {
        (event.assessment_id, event.details["domain"])
        for event in events
        if event.code == Event.FINDING_ANSWERED and event.assessment_id and event.details.get("domain")
    }
    if not places:
        return {}
    theirs = Assessment.objects.filter(pk__in={assessment for assessment, _slug in places}).order_by()
    versions = dict(theirs.values_list("pk", "version"))
    found = Domain.objects.filter(version__in=versions.values(), slug__in={slug for _pk, slug in places})
    names = {(one.version_id, one.slug): one.name for one in found}
    return {(pk, slug): names.get((versions[pk], slug), "") for pk, slug in places if pk in versions}


def reply_of(event: AuditEvent, domains: Mapping[Place, str]) -> str:
    """What the client said to a finding, and on which section; without the note."""
    verdict = event.details.get("verdict")
    if event.code != Event.FINDING_ANSWERED or verdict not in FindingReply.Verdict.values:
        return ""
    place = _place(event, domains)
    if verdict == FindingReply.Verdict.DISPUTED:
        return _("disputed, on “%(section)s”") % {"section": place} if place else _("disputed")
    return _("agreed, on “%(section)s”") % {"section": place} if place else _("agreed")


def _place(event: AuditEvent, domains: Mapping[Place, str]) -> str:
    section, slug = event.details.get("section"), event.details.get("domain")
    if event.assessment_id and slug:
        return domains.get((event.assessment_id, slug), "")
    return str(Finding.Section(section).label) if section in Finding.Section.values else ""
