"""The gaps with their arithmetic, what to do in each, and how to know that it works."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from reports.report.blockers import blockers
from reports.report.findings import finding
from reports.report.gap_shapes import Candidate, Factor, Gap, GapChart, Kpi
from reports.report.index import Index, domain_anchor, number_kept
from reports.report.wording import decimal, exact, exact_number, listed, rounded
from scoring import DomainResult
from scoring import Gap as Found
from scoring.levels import Unit, standing

NO_BONUS = Fraction(1)
_RELEVANCE = {1: gettext_noop("some"), 2: gettext_noop("strong"), 3: gettext_noop("decisive")}


def gaps(index: Index) -> tuple[Gap, ...]:
    """The picked gaps, highest impact first."""
    return tuple(_gap(index, number, found) for number, found in enumerate(index.result.gaps, 1))


def _gap(index: Index, number: int, found: Found) -> Gap:
    text = index.domains[found.domain]
    result = next(domain for domain in index.result.domains if domain.domain == found.domain)
    return Gap(
        number=number,
        domain=found.domain,
        anchor=f"gap-{found.domain}",
        domain_anchor=domain_anchor(found.domain),
        name=text.name,
        title=_("%(domain)s: from %(current)s to %(target)s")
        % {
            "domain": text.name,
            "current": index.inner_label(found.current),
            "target": index.inner_label(found.target),
        },
        finding=finding(result, index.top),
        current=found.current,
        target=found.target,
        current_label=index.label(found.current),
        target_label=index.label(found.target),
        impact=float(rounded(found.impact)),
        impact_label=decimal(found.impact),
        arithmetic=arithmetic(index, found),
        factors=_factors(index, found),
        signs=_signs(index, found.domain),
        steps=blockers(index, result),
        kpis=_kpis(index, found),
        reach=_reach(result, found.target),
        proof=_proof(index, result, found.target),
    )


def _reach(domain: DomainResult, target: int) -> str:
    return ngettext(
        "Raising this practice reaches level %(target)d as claimed.",
        "Raising these %(count)d practices reaches level %(target)d as claimed.",
        len(domain.blockers),
    ) % {"count": len(domain.blockers), "target": target}


def _proof(index: Index, domain: DomainResult, target: int) -> str:
    """What else needs proof where the blockers, raised and proven, do not carry the target as evidenced."""
    raised = {blocker.question: blocker.target for blocker in domain.blockers}
    practices = [
        practice
        for practice in index.practices_of(index.domains[domain.domain])
        if practice.result.status != "not_applicable"
    ]
    units = [
        Unit(practice.text.weight, rating, rating, rating, practice.text.key)
        for practice in practices
        for rating in [raised.get(practice.text.slug, practice.result.evidenced or 1)]
    ]
    if standing(units, index.top).level >= target:
        return ""
    missing = [
        practice.number
        for practice in practices
        if practice.text.slug not in raised and practice.result.evidenced != practice.result.rating
    ]
    return ngettext(
        "For level %(target)d to be evidenced, %(count)d practice that is not proven needs a note or link as "
        "well: %(numbers)s.",
        "For level %(target)d to be evidenced, %(count)d practices that are not proven need a note or link "
        "as well: %(numbers)s.",
        len(missing),
    ) % {"target": target, "count": len(missing), "numbers": listed(missing)}


def arithmetic(index: Index, found: Found) -> str:
    """The impact as a product that a reader can check."""
    parameters = index.content.parameters
    factors = found.factors
    numbers = {
        "impact": decimal(found.impact),
        "relevance": factors.relevance,
        "distance": exact(factors.need),
        "signs": exact(NO_BONUS + parameters.sign_bonus * factors.signs),
        "count": factors.signs,
        "weakest": exact(parameters.weakest_bonus if factors.weakest else NO_BONUS),
    }
    if factors.weakest:
        sentence = ngettext(
            "impact %(impact)s = relevance %(relevance)d × distance %(distance)s × signs %(signs)s "
            "(%(count)d warning sign) × weakest %(weakest)s",
            "impact %(impact)s = relevance %(relevance)d × distance %(distance)s × signs %(signs)s "
            "(%(count)d warning signs) × weakest %(weakest)s",
            factors.signs,
        )
    else:
        sentence = ngettext(
            "impact %(impact)s = relevance %(relevance)d × distance %(distance)s × signs %(signs)s "
            "(%(count)d warning sign) × weakest %(weakest)s (not among the weakest)",
            "impact %(impact)s = relevance %(relevance)d × distance %(distance)s × signs %(signs)s "
            "(%(count)d warning signs) × weakest %(weakest)s (not among the weakest)",
            factors.signs,
        )
    return sentence % numbers


def _factors(index: Index, found: Found) -> tuple[Factor, ...]:
    parameters, factors = index.content.parameters, found.factors
    return (
        _factor(
            _("Relevance to the goal"), Fraction(factors.relevance), _relevance(index, factors.relevance)
        ),
        _factor(
            _("Distance to the highest level"),
            factors.need,
            _("(%(top)d − %(level)d) ÷ (%(top)d − 1)") % {"top": index.top, "level": found.current},
        ),
        _factor(
            _("Warning signs"),
            NO_BONUS + parameters.sign_bonus * factors.signs,
            _("1 + %(bonus)s × %(count)d") % {"bonus": exact(parameters.sign_bonus), "count": factors.signs},
        ),
        _factor(
            _("Weakest domain"),
            parameters.weakest_bonus if factors.weakest else NO_BONUS,
            _("among the lowest-rated domains")
            if factors.weakest
            else _("not among the lowest-rated domains"),
        ),
    )


def _factor(label: str, number: Fraction, why: str) -> Factor:
    return Factor(label=label, value=exact(number), number=exact_number(number), why=why)


def _relevance(index: Index, relevance: int) -> str:
    if index.source.goal is None:
        return _("no business goal was chosen, so every domain counts the same")
    return _(_RELEVANCE[relevance])


def _signs(index: Index, domain: str) -> tuple[str, ...]:
    """The ticked warning signs that point at the domain."""
    return tuple(
        sign.text
        for sign in index.content.signs
        if sign.slug in index.source.signs and domain in sign.domains
    )


def _kpis(index: Index, found: Found) -> tuple[Kpi, ...]:
    """Leading ones first; those of the domain, or else those that fit every domain at this level."""
    fitting = [kpi for kpi in index.content.kpis if kpi.level == found.current]
    own = [kpi for kpi in fitting if kpi.domain == found.domain]
    chosen = own or [kpi for kpi in fitting if kpi.domain is None]
    words = {"leading": _("Leading"), "lagging": _("Lagging")}
    return tuple(
        Kpi(kind, words[kind], kpi.name, kpi.reveals, kpi.hides)
        for kind in ("leading", "lagging")
        for kpi in chosen
        if kpi.kind == kind
    )


def gaps_note(index: Index) -> str:
    """Why there are fewer than two gaps; "" otherwise."""
    if not index.result.candidates:
        return _(
            "There is no gap to pick: every rated domain is at the highest level. Prove what is claimed, and "
            "rate the rest first."
        )
    if len(index.result.gaps) == 1:
        return _("One domain has a gap; all the others are at the highest level or have no level.")
    return ""


def gap_chart(index: Index) -> GapChart:
    """Every domain with a gap, ranked."""
    return GapChart(
        title=_("Where closing a gap matters most"),
        takeaway=_takeaway(index),
        rows=tuple(_candidate(index, rank, found) for rank, found in enumerate(index.result.candidates, 1)),
        impact_name=_("Impact"),
    )


def _candidate(index: Index, rank: int, found: Found) -> Candidate:
    picked = found.domain in index.picked
    return Candidate(
        rank=rank,
        domain=found.domain,
        name=index.domains[found.domain].name,
        current=found.current,
        target=found.target,
        move=number_kept(_("Level %(current)d to %(target)d"))
        % {"current": found.current, "target": found.target},
        impact=float(rounded(found.impact)),
        impact_label=decimal(found.impact),
        arithmetic=arithmetic(index, found),
        picked=picked,
        picked_label=_("Picked") if picked else _("Not picked"),
    )


def _takeaway(index: Index) -> str:
    names = [index.domains[gap.domain].name for gap in index.result.gaps]
    goal = next((goal.name for goal in index.content.goals if goal.slug == index.source.goal), None)
    if not names:
        return gaps_note(index)
    if goal is None:
        return _("One level up in %(domains)s has the highest impact.") % {"domains": listed(names)}
    return _("One level up in %(domains)s has the highest impact on the goal “%(goal)s”.") % {
        "domains": listed(names),
        "goal": goal,
    }
