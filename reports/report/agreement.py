"""Where the evidence is missing, and where the respondents see different things."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.blockers import proof_items
from reports.report.index import Index, Practice, domain_anchor, number_kept
from reports.report.shapes import Disagreement, Fact, Proof
from scoring import Disagreement as Found
from scoring import ProveFirst


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
    """Practices on which the respondents are two levels or more apart, in framework order."""
    return tuple(
        _disagreement(index, index.practices[found.question], found) for found in index.result.disagreements
    )


def _disagreement(index: Index, practice: Practice, found: Found) -> Disagreement:
    result = practice.result
    lowest, highest = result.lowest or 1, result.highest or 1
    return Disagreement(
        domain=practice.domain.name,
        question=found.question,
        anchor=practice.anchor,
        text=practice.text.text,
        median_label=index.label(found.median),
        range_label=number_kept(_("Level %(lowest)d to %(highest)d"))
        % {"lowest": lowest, "highest": highest},
        spread=found.spread,
        spread_label=ngettext("%(count)d level apart", "%(count)d levels apart", found.spread)
        % {"count": found.spread},
        sentence=_("Answers run from %(lowest)s to %(highest)s; the report reckons with %(rating)s.")
        % {
            "lowest": index.inner_label(lowest),
            "highest": index.inner_label(highest),
            "rating": index.inner_label(result.rating or found.median),
        },
        counts=_counts(index, result.counts),
        functions=_functions(index, found.question),
        consensus=consensus_label(index, found.question),
    )


def _counts(index: Index, counts: Sequence[int]) -> tuple[Fact, ...]:
    return tuple(
        Fact(
            index.label(rank),
            ngettext("%(count)d respondent", "%(count)d respondents", count) % {"count": count},
        )
        for rank, count in enumerate(counts, 1)
        if count
    )


def _functions(index: Index, question: str) -> tuple[Fact, ...]:
    """The lower median per function, when several functions rated the practice."""
    ratings: dict[str, list[int]] = {}
    for answerer, answers in zip(index.source.answerers, index.given, strict=True):
        given = answers.get(question)
        if given is not None and given.level is not None:
            ratings.setdefault(answerer.function or _("Function not given"), []).append(given.level)
    if len(ratings) == 1:
        return ()
    return tuple(
        Fact(function, index.label(sorted(levels)[(len(levels) - 1) // 2]))
        for function, levels in ratings.items()
    )


def consensus_label(index: Index, question: str) -> str:
    """The recorded agreement with its reason; "" without one."""
    agreed = index.agreed.get(question)
    if agreed is None:
        return ""
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
