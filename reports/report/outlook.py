"""The board's second page: levels by domain, what is done about the gaps, and what the levels rest on."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.answer_shapes import Respondent
from reports.report.built_shapes import Move, Outlook, OutlookRow
from reports.report.domain_shapes import Domain
from reports.report.gap_shapes import Gap
from reports.report.roadmap_shapes import InitiativePart, Roadmap
from reports.report.wording import listed
from roadmaps.numbers import NOTHING

NAMED = 8


def outlook(
    *,
    domains: tuple[Domain, ...],
    gaps: tuple[Gap, ...],
    gaps_note: str,
    roadmap: Roadmap | None,
    evidence: tuple[str, ...],
) -> Outlook:
    """`evidence` are the report's sentences on claims, proof and agreement; empty ones are left out."""
    return Outlook(
        rows=tuple(map(_row, domains)),
        moves_title=_("Roadmap") if roadmap else _("Gaps to close first"),
        moves_note=roadmap.takeaway if roadmap else gaps_note,
        moves=tuple(map(_initiative, roadmap.initiatives)) if roadmap else tuple(map(_gap, gaps)),
        evidence_title=_("How well it is evidenced, and who said so"),
        evidence=tuple(filter(None, evidence)),
    )


def _row(domain: Domain) -> OutlookRow:
    return OutlookRow(
        name=domain.name,
        anchor=domain.anchor,
        claimed=domain.level_label,
        evidenced=domain.evidenced_label,
        next=domain.next_label or (_("Held at the top level") if domain.level else NOTHING),
    )


def _initiative(part: InitiativePart) -> Move:
    """By its lagging metric, which comes last: what the board asks for is the result."""
    metric = part.metrics[-1] if part.metrics else None
    target = NOTHING
    if metric and metric.target != NOTHING:
        target = _("%(baseline)s → %(target)s") % {"baseline": metric.baseline, "target": metric.target}
    return Move(
        number=part.number or 0,
        title=part.title,
        move=part.move,
        owner=part.owner,
        metric=metric.name if metric else NOTHING,
        target=target,
        decision_date=part.decision_date,
    )


def _gap(gap: Gap) -> Move:
    undecided = _("to be decided")
    lagging = [kpi.name for kpi in gap.kpis if kpi.kind == "lagging"]
    return Move(
        number=gap.number,
        title=gap.name,
        move=f"{gap.current_label} → {gap.target_label}",
        owner=undecided,
        metric=next(iter(lagging), undecided),
        target=undecided,
        decision_date=undecided,
    )


def who_answered(respondents: tuple[Respondent, ...], note: str) -> str:
    """Names and functions of those who answered, the first eight of them; `note` where nobody is named."""
    if note:
        return note
    people = list(map(_person, respondents[:NAMED]))
    more = len(respondents) - NAMED
    if more > 0:
        people.append(ngettext("%(count)d more", "%(count)d more", more) % {"count": more})
    return _("Answered by %(names)s.") % {"names": listed(people)}


def _person(respondent: Respondent) -> str:
    if not respondent.function:
        return respondent.name
    return _("%(name)s (%(function)s)") % {"name": respondent.name, "function": respondent.function}
