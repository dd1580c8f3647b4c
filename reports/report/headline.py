"""The answer that the report begins with: the level of the whole, what it means, what to do first."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from reports.report.domain_shapes import Blocker
from reports.report.domains import change
from reports.report.gap_shapes import Gap
from reports.report.index import Index
from reports.report.shapes import Headline, LevelRow
from reports.report.wording import left_out, listed, sentences
from scoring import OverallResult

COMPARED_FROM = 2


def headline(index: Index, gaps: tuple[Gap, ...]) -> Headline:
    """The overall result in words."""
    overall = index.result.overall
    text = None if overall.level is None else index.content.levels[overall.level - 1]
    return Headline(
        status=overall.status,
        level=overall.level,
        evidenced=overall.evidenced,
        potential=overall.potential,
        claimed_label=_label(index, overall, overall.level),
        evidenced_label=_label(index, overall, overall.evidenced),
        potential_label=_label(index, overall, overall.potential),
        answer=_answer(index, overall),
        meaning=_meaning(index, overall, gaps),
        disagreement=_disagreement(index),
        count=_count(overall),
        left_out="" if overall.level is None else left_out(len(index.practices) - overall.applicable),
        progress=_progress(index, overall),
        why=_why(index, overall),
        typical="" if overall.level is None else _typical(index, overall.level),
        today="" if text is None else text.today,
        risk="" if text is None else text.risk,
        improve_first="" if text is None else text.improve_first,
        next_step=_next_step(index, gaps),
        change=_change(index, overall),
    )


def _label(index: Index, overall: OverallResult, level: int | None) -> str:
    if level is not None:
        return index.label(level)
    return _("Not applicable") if overall.status == "not_applicable" else _("Not rated")


def _answer(index: Index, overall: OverallResult) -> str:
    if overall.level is None or overall.evidenced is None:
        return (
            _("No domain applies to this team")
            if overall.status == "not_applicable"
            else _("Too little is known for an overall level")
        )
    labels = {
        "claimed": index.label(overall.level),
        "evidenced": index.inner_label(overall.evidenced),
    }
    if overall.evidenced == overall.level:
        return _("%(claimed)s, claimed and evidenced") % labels
    return _("%(claimed)s claimed, %(evidenced)s evidenced") % labels


def _meaning(index: Index, overall: OverallResult, gaps: tuple[Gap, ...]) -> str:
    if overall.level is None or overall.evidenced is None or overall.potential is None:
        return _(
            "The rated domains carry less than half of the weight, so a level of the whole would be a "
            "guess. Find out what is unknown; each domain below says which practices."
        )
    if overall.evidenced == overall.level:
        return sentences(_agreed(index), _potential(overall))
    missing = overall.level - overall.evidenced
    return sentences(_ranked(missing) if gaps else _unproven(missing), _potential(overall))


def _agreed(index: Index) -> str:
    """Claim and evidence agree overall; a domain may still claim more."""
    higher = [text.name for text, result in index.pairs() if result.evidenced != result.level]
    if not higher:
        return sentences(
            _("The claimed and the evidenced levels agree, overall and in every rated domain."),
            _single_ratings(index),
        )
    return _("Overall, claim and evidence agree; in %(domains)s the claim is higher.") % {
        "domains": listed(higher)
    }


def _single_ratings(index: Index) -> str:
    """How many ratings lack evidence although no level does; "" where none lacks it."""
    rated = [practice.result for practice in index.practices.values() if practice.result.rating is not None]
    count = sum(result.evidenced != result.rating for result in rated)
    if not count:
        return ""
    return ngettext(
        "%(count)d of %(all)d single ratings is not proven.",
        "%(count)d of %(all)d single ratings are not proven.",
        count,
    ) % {"count": count, "all": len(rated)}


def _ranked(missing: int) -> str:
    """Gaps start from the claimed levels, which is said where evidence carries less."""
    return ngettext(
        "The evidence carries one level less than the answers claim. The gaps are ranked on the claimed "
        "levels: prove the claim first, or read the roadmap one level lower.",
        "The evidence carries %(count)d levels less than the answers claim. The gaps are ranked on the "
        "claimed levels: prove the claim first, or read the roadmap %(count)d levels lower.",
        missing,
    ) % {"count": missing}


def _unproven(missing: int) -> str:
    return ngettext(
        "The evidence carries one level less than the answers claim: prove the claim first.",
        "The evidence carries %(count)d levels less than the answers claim: prove the claim first.",
        missing,
    ) % {"count": missing}


def _disagreement(index: Index) -> str:
    """How far the respondents see the same; "" where one person answered."""
    if sum(bool(answerer.answers) for answerer in index.source.answerers) < COMPARED_FROM:
        return ""
    count, asked = len(index.result.disagreements), len(index.practices)
    if not count:
        return _("No practice differs by two levels or more between respondents.")
    return ngettext(
        "%(count)d of %(all)d practices differs by two levels or more between respondents.",
        "%(count)d of %(all)d practices differ by two levels or more between respondents.",
        count,
    ) % {"count": count, "all": asked}


def _typical(index: Index, level: int) -> str:
    """The rubric's texts describe the level, not this team."""
    return _("Typical of %(level)s") % {"level": index.inner_label(level)}


def _potential(overall: OverallResult) -> str:
    if overall.potential == overall.level:
        return ""
    return _("Once what is unknown is found out, it can turn out as high as level %(level)d.") % {
        "level": overall.potential
    }


def _count(overall: OverallResult) -> str:
    if overall.level is None:
        return ""
    return ngettext(
        "%(at)d of %(all)d practice at this level or higher",
        "%(at)d of %(all)d practices at this level or higher",
        overall.applicable,
    ) % {"at": overall.at_level, "all": overall.applicable}


def _progress(index: Index, overall: OverallResult) -> str:
    """How many domains are at the next level, and what it still needs. The overall percentage says less: it
    is 0 while no domain is there, however near they all are.
    """
    if overall.level is None or overall.level == index.top:
        return ""
    counted = [
        (text.weight, result.level or 1)
        for text, result in index.pairs()
        if result.status != "not_applicable"
    ]
    there = [weight for weight, level in counted if level > overall.level]
    numbers = {"at": len(there), "all": len(counted), "level": overall.level, "next": overall.level + 1}
    if 2 * sum(there) > sum(weight for weight, _level in counted):
        return (
            _(
                "%(at)d of %(all)d domains at level %(next)d or higher; the others have to be at level "
                "%(level)d at least"
            )
            % numbers
        )
    return (
        ngettext(
            "The only domain is below level %(next)d",
            "%(at)d of %(all)d domains at level %(next)d or higher; more than half of the weight is needed",
            len(counted),
        )
        % numbers
    )


def _why(index: Index, overall: OverallResult) -> str:
    """The overall level by its domains; one without a level counts as level 1, one that does not apply is
    left out.
    """
    if overall.level is None:
        return ""
    counted = [
        (result.level or 1, text.name) for text, result in index.pairs() if result.status != "not_applicable"
    ]
    at = sum(level >= overall.level for level, _name in counted)
    lowest = min(level for level, _name in counted)
    first = ngettext(
        "The only domain is at level %(level)d or higher.",
        "At level %(level)d or higher: %(at)d of %(all)d domains.",
        len(counted),
    ) % {"at": at, "all": len(counted), "level": overall.level}
    if lowest >= overall.level:
        return first
    behind = [name for level, name in counted if level == lowest]
    return sentences(
        first,
        _("The whole can stand at most one level above its lowest domain: %(domains)s, at level %(level)d.")
        % {"domains": listed(behind), "level": lowest},
    )


def _next_step(index: Index, gaps: tuple[Gap, ...]) -> str:
    """The first step of the first gap; without a gap, what to prove or keep."""
    steps: tuple[Blocker, ...] = gaps[0].steps if gaps else ()
    if steps and steps[0].current is None:
        return _("Start with %(domain)s: “%(question)s” %(step)s") % {
            "domain": gaps[0].name,
            "question": steps[0].text,
            "step": steps[0].next_step,
        }
    if steps:
        return _("Start with %(domain)s. %(step)s") % {"domain": gaps[0].name, "step": steps[0].next_step}
    if index.result.prove_first:
        name = index.domains[index.result.prove_first[0].domain].name
        return _("Prove what is claimed, beginning with %(domain)s.") % {"domain": name}
    return _("Keep the level by asking again next quarter.")


def _change(index: Index, overall: OverallResult) -> str:
    if index.source.previous is None:
        return ""
    return change(index, index.source.previous.overall, overall.level)


def level_rows(index: Index) -> tuple[LevelRow, ...]:
    """The rubric's ladder, with what stands where."""
    overall = index.result.overall
    return tuple(
        LevelRow(
            rank=level.rank,
            name=level.name,
            label=index.label(level.rank),
            today=level.today,
            risk=level.risk,
            improve_first=level.improve_first,
            marks=tuple(
                mark
                for mark, rank in ((_("Claimed"), overall.level), (_("Evidenced"), overall.evidenced))
                if rank == level.rank
            ),
        )
        for level in index.content.levels
    )
