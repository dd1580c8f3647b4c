"""One sentence a domain that says what the matter is: the title of its page. Computed from the result
alone.
"""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from scoring import DomainResult


def finding(domain: DomainResult, top: int) -> str:
    """The domain's finding, without its name, which always stands beside it."""
    if domain.status == "not_applicable":
        return _("Nothing of this domain applies to the team")
    if domain.level is None:
        return _not_rated(domain)
    if domain.level == top:
        return _at_top(domain)
    return _unknown(domain) or _held(domain, domain.level)


def _not_rated(domain: DomainResult) -> str:
    unknown = sum(question.status == "unknown" for question in domain.questions)
    return ngettext(
        "Too little is known to rate this domain: %(count)d practice is unknown",
        "Too little is known to rate this domain: %(count)d practices are unknown",
        unknown,
    ) % {"count": unknown}


def _at_top(domain: DomainResult) -> str:
    if not domain.blockers:
        return _("Every practice is at the highest level")
    return ngettext(
        "At the highest level, with %(count)d practice left to finish",
        "At the highest level, with %(count)d practices left to finish",
        len(domain.blockers),
    ) % {"count": len(domain.blockers)}


def _unknown(domain: DomainResult) -> str:
    """The finding when answers that nobody knows are enough to explain the level; else ""."""
    unknown = sum(blocker.current is None for blocker in domain.blockers)
    if not unknown or domain.potential == domain.level:
        return ""
    return ngettext(
        "%(count)d unknown practice keeps the domain at level %(level)d; known, it could be at level "
        "%(potential)d",
        "%(count)d unknown practices keep the domain at level %(level)d; known, it could be at level "
        "%(potential)d",
        unknown,
    ) % {"count": unknown, "level": domain.level, "potential": domain.potential}


def _held(domain: DomainResult, level: int) -> str:
    """The finding by the conditions that are missing for the next level; at least one always is."""
    count = len(domain.blockers)
    numbers = {"count": count, "level": level, "next": level + 1, "at": _at(domain, level + 1)}
    if not domain.majority_holds:
        return _without_majority(domain, count) % numbers
    if domain.none_behind_holds:
        return (
            ngettext(
                "Most practices are at level %(next)d; %(count)d key practice holds the domain at level "
                "%(level)d",
                "Most practices are at level %(next)d; %(count)d key practices hold the domain at level "
                "%(level)d",
                count,
            )
            % numbers
        )
    return (
        ngettext(
            "Most practices are at level %(next)d; %(count)d that lags behind holds the domain at level "
            "%(level)d",
            "Most practices are at level %(next)d; %(count)d others hold the domain at level %(level)d",
            count,
        )
        % numbers
    )


def _without_majority(domain: DomainResult, count: int) -> str:
    if domain.keys_hold:
        return ngettext(
            "%(count)d practice stands between level %(level)d and level %(next)d",
            "%(count)d practices stand between level %(level)d and level %(next)d",
            count,
        )
    return ngettext(
        "%(count)d practice stands between level %(level)d and level %(next)d, and it is a key one",
        "%(count)d practices stand between level %(level)d and level %(next)d, key ones among them",
        count,
    )


def _at(domain: DomainResult, level: int) -> int:
    return sum(question.rating is not None and question.rating >= level for question in domain.questions)
