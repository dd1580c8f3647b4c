"""A domain's part of the report: level, what it rests on, why not higher, what to do."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.content import DomainText
from reports.report.blockers import blockers, find_out_items, proof_items, unknown, unproven
from reports.report.conditions import blocking, conditions
from reports.report.domain_shapes import Domain
from reports.report.findings import finding
from reports.report.functions import seen_differently
from reports.report.index import Index, domain_anchor
from reports.report.initiatives import claim_of
from reports.report.remarks import remarks
from reports.report.wording import left_out, percent
from scoring import DomainResult
from scoring.levels import Unit, standing


def domains(index: Index) -> tuple[Domain, ...]:
    """Every domain in framework order."""
    return tuple(
        _domain(index, number, text, result) for number, (text, result) in enumerate(index.pairs(), 1)
    )


def _domain(index: Index, number: int, text: DomainText, result: DomainResult) -> Domain:
    found = conditions(index.practices_of(text), result)
    claims_more = result.level is not None and result.evidenced != result.level
    return Domain(
        slug=text.slug,
        anchor=domain_anchor(text.slug),
        number=number,
        name=text.name,
        question=text.question,
        why=text.why,
        status=result.status,
        level=result.level,
        evidenced=result.evidenced,
        potential=result.potential,
        value=claimed_value(result),
        evidenced_value=evidenced_value(index, text, result),
        level_label=status_label(index, result, result.level),
        evidenced_label=status_label(index, result, result.evidenced),
        potential_label=status_label(index, result, result.potential),
        level_of=_of_top(index, result, result.level),
        evidenced_of=_of_top(index, result, result.evidenced),
        potential_of=_of_top(index, result, result.potential),
        progress=_progress(index, result),
        progress_label=_progress_label(index, result),
        progress_percent=_progress_percent(index, result),
        verdict=_verdict(index, result),
        finding=finding(result, index.top),
        explanation=_explanation(result),
        count=_count(result),
        left_out="" if result.level is None else left_out(len(result.questions) - result.applicable),
        next_label=_next_label(index, result),
        blocking=blocking(found, result),
        conditions=found,
        blockers=blockers(index, result),
        proof=proof_items(index, unproven(result)) if claims_more else (),
        find_out=find_out_items(index, unknown(result)),
        gap=index.picked.get(text.slug),
        change=_change(index, result),
        claim=claim_of(index, text.slug),
        seen_differently=seen_differently(index, text),
        remarks=remarks(index, "domain", text.slug),
    )


def status_label(index: Index, domain: DomainResult, level: int | None) -> str:
    """The level in words, or why there is none."""
    if level is not None:
        return index.label(level)
    return _("Not applicable") if domain.status == "not_applicable" else _("Not rated")


def _of_top(index: Index, domain: DomainResult, level: int | None) -> str:
    if level is None:
        return status_label(index, domain, level)
    return _("%(level)d of %(top)d") % {"level": level, "top": index.top}


def claimed_value(domain: DomainResult) -> float | None:
    """Level + progress, which the radar draws."""
    if domain.level is None or domain.progress is None:
        return None
    return float(domain.level + domain.progress)


def evidenced_value(index: Index, text: DomainText, domain: DomainResult) -> float | None:
    """Level + progress by the same rule over the evidenced ratings, so that both outlines compare."""
    if domain.level is None:
        return None
    units = [
        Unit(question.weight, rating, rating, rating, question.key)
        for question, result in zip(text.questions, domain.questions, strict=True)
        if result.status != "not_applicable"
        for rating in [result.evidenced or 1]
    ]
    found = standing(units, index.top)
    return float(found.level + found.progress)


def _progress_percent(index: Index, domain: DomainResult) -> int | None:
    if domain.level is None or domain.progress is None or domain.level == index.top:
        return None
    return percent(domain.progress)


def _progress(index: Index, domain: DomainResult) -> str:
    found = _progress_percent(index, domain)
    if found is None or domain.level is None:
        return ""
    return _("%(percent)d%% of the way to level %(next)d") % {"percent": found, "next": domain.level + 1}


def _progress_label(index: Index, domain: DomainResult) -> str:
    found = _progress_percent(index, domain)
    return "" if found is None else _("%(percent)d%%") % {"percent": found}


def _verdict(index: Index, domain: DomainResult) -> str:
    if domain.level is None or domain.evidenced is None:
        return status_label(index, domain, None)
    if domain.evidenced == domain.level:
        return _("%(level)s, claimed and evidenced") % {"level": index.label(domain.level)}
    return _("%(claimed)s claimed, %(evidenced)s evidenced") % {
        "claimed": index.label(domain.level),
        "evidenced": index.inner_label(domain.evidenced),
    }


def _explanation(domain: DomainResult) -> str:
    if domain.status == "not_rated":
        return _(
            "Less than half of the weight of this domain is known, so it has no level; for the overall "
            "level it counts as level 1. Find out first: the practices marked unknown are listed below."
        )
    if domain.status == "not_applicable":
        return _(
            "Every practice was answered with “does not apply”, so the domain leaves the overall level. "
            "Check the reasons in the answers when the way of selling changes."
        )
    return ""


def _count(domain: DomainResult) -> str:
    if domain.level is None:
        return ""
    return ngettext(
        "%(at)d of %(all)d practice at this level or higher",
        "%(at)d of %(all)d practices at this level or higher",
        domain.applicable,
    ) % {"at": domain.at_level, "all": domain.applicable}


def _next_label(index: Index, domain: DomainResult) -> str:
    if domain.level is None or domain.level == index.top:
        return ""
    return index.label(domain.level + 1)


def _change(index: Index, domain: DomainResult) -> str:
    if index.source.previous is None:
        return ""
    return change(index, dict(index.source.previous.domains).get(domain.domain), domain.level)


def change(index: Index, before: int | None, now: int | None) -> str:
    """How a level compares with the last round's."""
    if before is None or now is None:
        return _("It cannot be compared with the last round.")
    label = index.inner_label(before)
    if now > before:
        return _("Up from %(level)s in the last round.") % {"level": label}
    if now < before:
        return _("Down from %(level)s in the last round.") % {"level": label}
    return _("The same level as in the last round.")
