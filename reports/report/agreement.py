"""Where the evidence is missing, and where the respondents see different things."""

from collections.abc import Collection, Mapping
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.agreement_shapes import Agreement, Disagreement, Share, Spread
from reports.report.blockers import proof_items
from reports.report.domain_shapes import Proof
from reports.report.functions import columns, function_ratings, people, rows, who_sees_it_higher
from reports.report.index import Index, Practice, domain_anchor, number_kept
from reports.report.wording import decimal, listed, number_of
from reports.source import Given
from scoring import Disagreement as Found
from scoring import ProveFirst

HUNDRED = 100
FEW = 12
"""So many names fit beside a number."""
COMPARED_PEOPLE = 3


def proofs(index: Index) -> tuple[Proof, ...]:
    """The domains that claim more than they prove, widest difference first."""
    return tuple(_proof(index, found) for found in index.result.prove_first)


def _proof(index: Index, found: ProveFirst) -> Proof:
    sentence = ngettext(
        "%(claimed)s is claimed, the evidence carries %(evidenced)s: %(count)d practice lacks a note or "
        "link.",
        "%(claimed)s is claimed, the evidence carries %(evidenced)s: %(count)d practices lack a note or "
        "link.",
        len(found.questions),
    ) % {
        "claimed": index.label(found.level),
        "evidenced": index.inner_label(found.evidenced),
        "count": len(found.questions),
    }
    return Proof(
        domain=found.domain,
        anchor=domain_anchor(found.domain),
        name=index.domains[found.domain].name,
        sentence=sentence,
        items=proof_items(index, found.questions),
    )


def proofs_note(index: Index) -> str:
    """Said when there is nothing to prove first."""
    if index.result.prove_first:
        return ""
    return _("No domain claims a higher level than its evidence carries.")


def disagreements(index: Index) -> tuple[Disagreement, ...]:
    """Practices on which the respondents are two levels or more apart.

    The widest first, then by average deviation, then in framework order.
    """
    found = sorted(index.result.disagreements, key=lambda one: (-one.spread, -one.average_deviation))
    return tuple(_disagreement(index, index.practices[one.question], one) for one in found)


def _disagreement(index: Index, practice: Practice, found: Found) -> Disagreement:
    result = practice.result
    lowest, highest = result.lowest or 1, result.highest or 1
    return Disagreement(
        domain=practice.domain.name,
        question=found.question,
        anchor=practice.anchor,
        text=practice.text.text,
        median=found.median,
        median_label=index.label(found.median),
        lowest=lowest,
        highest=highest,
        range_label=number_kept(_("Level %(lowest)d to %(highest)d"))
        % {"lowest": lowest, "highest": highest},
        spread=found.spread,
        spread_label=ngettext("%(count)d level apart", "%(count)d levels apart", found.spread)
        % {"count": found.spread},
        average_deviation=number_of(found.average_deviation),
        deviation=_("%(number)s from the median on average") % {"number": decimal(found.average_deviation)},
        sentence=_("Answers run from %(lowest)s to %(highest)s; the report reckons with %(rating)s.")
        % {
            "lowest": index.inner_label(lowest),
            "highest": index.inner_label(highest),
            "rating": index.inner_label(result.rating or found.median),
        },
        shares=shares(index, practice),
        functions=function_ratings(index, found.question),
        consensus=consensus_label(index, found.question),
        dissent=_dissent(index, practice),
    )


def shares(index: Index, practice: Practice) -> tuple[Share, ...]:
    """How many chose each level, and who where they are named."""
    counts = practice.result.counts
    return tuple(
        Share(
            label=index.label(rank),
            count=count,
            counted=people(count),
            share=HUNDRED * count // max(1, practice.result.known),
            who=listed(_who(index, practice.text.slug, {rank})) if count <= FEW else "",
        )
        for rank, count in enumerate(counts, 1)
    )


def _who(index: Index, question: str, levels: Collection[int]) -> list[str]:
    """The names of those who gave one of the levels; nobody's where respondents are anonymous, or answers
    left out.
    """
    if index.source.names_hidden or index.source.answers_hidden:
        return []
    return [
        name
        for name, given in zip(respondent_names(index), index.given, strict=True)
        if question in given and given[question].level in levels
    ]


def _dissent(index: Index, practice: Practice) -> str:
    """What stands against a recorded consensus; "" without one. Where names are hidden, the counts say it."""
    agreed = index.agreed.get(practice.text.slug)
    if agreed is None:
        return ""
    others = {rank for rank in range(1, index.top + 1) if rank != agreed.level}
    names = _who(index, practice.text.slug, others)
    if not names:
        return _("What everybody answered before stays beside it.")
    return ngettext(
        "%(names)s had answered with another level, which stays beside it.",
        "%(names)s had answered with other levels, which stay beside it.",
        len(names),
    ) % {"names": listed(names) if len(names) <= FEW else people(len(names))}


def consensus_label(index: Index, question: str) -> str:
    """The recorded agreement with its reason; "" without one."""
    agreed = index.agreed.get(question)
    if agreed is None:
        return ""
    if not agreed.why:
        return _("Agreed on %(level)s") % {"level": index.inner_label(agreed.level)}
    return _("Agreed on %(level)s: %(why)s") % {
        "level": index.inner_label(agreed.level),
        "why": agreed.why,
    }


def disagreements_note(index: Index) -> str:
    """Said when there is no disagreement to show."""
    if index.result.disagreements:
        return ""
    if len(index.source.answerers) == 1:
        return _(
            "One person answered, so nothing can differ. Ask two or three colleagues in other functions the "
            "same questions: where they see it differently is a finding in itself."
        )
    return _("No practice has answers that are two levels or more apart.")


def respondent_names(index: Index) -> list[str]:
    """Names as the source has them; who has none is numbered."""
    return [
        answerer.name or _("Respondent %(number)d") % {"number": number}
        for number, answerer in enumerate(index.source.answerers, 1)
    ]


def agreement(index: Index) -> Agreement:
    """How far the respondents see the same, as a whole."""
    return Agreement(
        takeaway=_takeaway(index),
        furthest=_furthest(index),
        columns=columns(index),
        rows=rows(index),
        functions_note=_functions_note(index),
        spreads=spreads(index),
    )


def spreads(index: Index) -> tuple[Spread, ...]:
    """How far apart the ratings of each practice lie; none where one person answered."""
    if len(index.source.answerers) == 1:
        return ()
    return tuple(_spread(practice) for practice in index.practices.values() if practice.result.known)


def _spread(practice: Practice) -> Spread:
    result = practice.result
    return Spread(
        number=practice.number,
        question=practice.text.slug,
        domain=practice.domain.name,
        text=practice.text.text,
        rating=result.rating or 1,
        median=result.median or 1,
        lowest=result.lowest or 1,
        highest=result.highest or 1,
        spread=result.spread,
        average_deviation=number_of(result.average_deviation),
        counts=result.counts,
    )


def _takeaway(index: Index) -> str:
    """Which function sees it higher; else where the answers lie furthest apart."""
    by_function = who_sees_it_higher(index)
    if by_function or not index.result.disagreements:
        return by_function
    widest = disagreements(index)[0]
    return _("The answers lie furthest apart in %(domain)s: “%(practice)s” (%(spread)s).") % {
        "domain": widest.domain,
        "practice": widest.text,
        "spread": widest.spread_label,
    }


def _furthest(index: Index) -> str:
    """Whose answers lie furthest from the medians, of three or more named people; "" where they are level."""
    if index.source.names_hidden or index.source.answers_hidden:
        return ""
    means = {
        name: mean
        for name, given in zip(respondent_names(index), index.given, strict=True)
        if (mean := _distance(index, given)) is not None
    }
    if len(means) < COMPARED_PEOPLE or not max(means.values()):
        return ""
    most = max(means.values())
    names = [name for name, mean in means.items() if mean == most]
    if len(names) == len(means):
        return ""
    return ngettext(
        "The answers of %(names)s lie furthest from the median: %(number)s levels on average.",
        "The answers of %(names)s lie furthest from the median: %(number)s levels each on average.",
        len(names),
    ) % {"names": listed(names), "number": decimal(most)}


def _distance(index: Index, given: Mapping[str, Given]) -> Fraction | None:
    """The mean distance of one respondent's ratings from the medians; None without a rating."""
    distances = [
        abs(answer.level - median)
        for slug, answer in given.items()
        if answer.level is not None and (median := index.practices[slug].result.median) is not None
    ]
    return Fraction(sum(distances), len(distances)) if distances else None


def _functions_note(index: Index) -> str:
    unknown = any(not answerer.function for answerer in index.source.answerers)
    if index.functions or not index.source.names_hidden or not unknown:
        return ""
    return _(
        "Functions are not shown side by side: the respondents are anonymous, and a function needs at least "
        "three people."
    )
