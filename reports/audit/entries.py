"""The log's entries: what people did, and, in named assessments, who saved an answer to which question.

What was answered is in neither; an anonymous assessment's answers are not in it at all.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, Value
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.audit import Event
from accounts.models import AuditEvent, Membership, Organisation
from assessments.models import AnswerRevision, Assessment
from reports.audit.kinds import Kind, codes_of
from reports.audit.on_findings import ON_DRAFTS, Place, domain_names, reply_of, said_of
from reports.models import Finding

EVENT, ANSWER = "event", "answer"
Key = tuple[datetime, str, str]  # when, which kind of row, its id


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the log is narrowed down to; None and "" for everything. The days are those of the site's zone."""

    person: str = ""
    kind: str = ""
    assessment: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """Who did what to what, in words; ``assessment`` is the name of the one that it belongs to."""

    at: datetime
    who: str
    what: str
    subject: str
    more: str
    assessment: str


def keys_of(organisation: Organisation, wanted: Wanted, *, drafts: bool) -> Any:
    """A query of the entries, the newest first, as keys for ``entries_of``.

    With ``drafts`` also what consultants did to findings that were not handed over: for their eyes only.
    """
    found_events = _events(organisation, wanted)
    events = _keys(found_events if drafts else found_events.filter(_told(organisation)), EVENT, "at")
    answers = _keys(_answers(organisation, wanted), ANSWER, "saved_at")
    if wanted.kind:
        found = answers if wanted.kind == Kind.ANSWERS else events
    else:
        found = events.union(answers, all=True)
    return found.order_by("-moment", "row", "key")


def _keys(rows: Any, row: str, moment: str) -> Any:
    """Named alike whatever the table, as a union wants it."""
    named = rows.order_by().annotate(
        moment=F(moment), row=Value(row), key=Cast("pk", CharField(max_length=36))
    )
    return named.values_list("moment", "row", "key")


def _events(organisation: Organisation, wanted: Wanted) -> QuerySet[AuditEvent]:
    found = AuditEvent.objects.filter(_period("at", wanted), organisation=organisation)
    if wanted.kind and wanted.kind != Kind.ANSWERS:
        found = found.filter(code__in=codes_of(wanted.kind))
    if wanted.assessment:
        found = found.filter(assessment_id=wanted.assessment)
    return found.filter(actor_name__icontains=wanted.person) if wanted.person else found


def _told(organisation: Organisation) -> Q:
    """All but what happened to drafts that the client has not got."""
    handed_over = Finding.objects.handed_over().filter(assessment__organisation=organisation).order_by()
    theirs = [str(pk) for pk in handed_over.values_list("pk", flat=True)]
    return ~Q(code__in=ON_DRAFTS) | Q(details__finding__in=theirs)


def _answers(organisation: Organisation, wanted: Wanted) -> QuerySet[AnswerRevision]:
    of = "answer__respondent__assessment"
    named = Q(**{f"{of}__organisation": organisation, f"{of}__names_hidden": False})
    found = AnswerRevision.objects.filter(named, _period("saved_at", wanted))
    if wanted.assessment:
        found = found.filter(**{of: wanted.assessment})
    if not wanted.person:
        return found
    person = {"saved_by__name", "saved_by__email", "answer__respondent__name"}
    called = [Q(**{f"{name}__icontains": wanted.person}) for name in sorted(person)]
    return found.filter(called[0] | called[1] | called[2])


def _period(moment: str, wanted: Wanted) -> Q:
    found = Q()
    if wanted.since:
        found &= Q(**{f"{moment}__gte": _midnight(wanted.since)})
    if wanted.until:
        found &= Q(**{f"{moment}__lt": _midnight(date.fromordinal(wanted.until.toordinal() + 1))})
    return found


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def entries_of(keys: Sequence[Key]) -> list[Entry]:
    """The entries with these keys, in their order; four queries at most, however many there are."""
    events = AuditEvent.objects.in_bulk([UUID(key) for _at, row, key in keys if row == EVENT])
    answers = AnswerRevision.objects.select_related(
        "saved_by", "answer__question", "answer__respondent__assessment"
    ).in_bulk([int(key) for _at, row, key in keys if row == ANSWER])
    names, domains = _names(events.values()), domain_names(events.values())
    return [
        _event(events[UUID(key)], names, domains) if row == EVENT else _answer(answers[int(key)])
        for _at, row, key in keys
    ]


def _names(events: Iterable[AuditEvent]) -> dict[UUID, str]:
    wanted = {event.assessment_id for event in events if event.assessment_id}
    found = Assessment.objects.filter(pk__in=wanted).only("team", "title")
    return {assessment.pk: assessment.team_and_title for assessment in found}


def _event(event: AuditEvent, names: dict[UUID, str], domains: Mapping[Place, str]) -> Entry:
    known = event.code in Event.values
    assessment = names.get(event.assessment_id, "") if event.assessment_id else ""
    return Entry(
        at=event.at,
        who=event.actor_name or _("Somebody without an account"),
        what=said_of(event) or (str(Event(event.code).label) if known else event.code),
        subject=event.subject,
        more=_role(event.details) or reply_of(event, domains),
        assessment="" if assessment == event.subject else assessment,
    )


def _role(details: dict[str, Any]) -> str:
    """The role that it was about, in words; roles are the only details that the sentence needs."""
    labels = {str(role): str(role.label).partition(":")[0] for role in Membership.Role}
    before, after = labels.get(details.get("before", "")), labels.get(details.get("after", ""))
    if before and after:
        return _("from “%(before)s” to “%(after)s”") % {"before": before, "after": after}
    role = after or labels.get(details.get("role", ""))
    return _("as “%(role)s”") % {"role": role} if role else ""


def _answer(revision: AnswerRevision) -> Entry:
    respondent = revision.answer.respondent
    who = str(revision.saved_by) if revision.saved_by else respondent.name
    return Entry(
        at=revision.saved_at,
        who=who or _("Somebody without an account"),
        what=_("saved an answer"),
        subject=revision.answer.question.text,
        more="",
        assessment=respondent.assessment.team_and_title,
    )
