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
    """The finding by what stands between the domain and its next level, the most telling cause first."""
    reasons = [blocker.reason for blocker in domain.blockers]
    behind, count = reasons.count("straggler"), len(reasons)
    numbers = {"count": count, "behind": behind, "more": count - behind, "level": level, "next": level + 1}
    if reasons.count("key") == count:
        return _only_keys(count) % numbers
    if behind == count:
        return _only_behind(count) % numbers
    if behind:
        return _behind_and_more(behind) % numbers
    return _more(count, keys="key" in reasons) % numbers


def _only_keys(count: int) -> str:
    return ngettext(
        "One key practice is all that keeps the domain from level %(next)d",
        "%(count)d key practices are all that keeps the domain from level %(next)d",
        count,
    )


def _only_behind(count: int) -> str:
    return ngettext(
        "Most practices are at level %(next)d, but one that lags behind holds the domain at level %(level)d",
        "Most practices are at level %(next)d, but %(count)d that lag behind hold the domain at level "
        "%(level)d",
        count,
    )


def _behind_and_more(behind: int) -> str:
    return ngettext(
        "One practice has not reached level %(level)d yet; with it and %(more)d more, the domain "
        "reaches level %(next)d",
        "%(behind)d practices have not reached level %(level)d yet; with them and %(more)d more, the domain "
        "reaches level %(next)d",
        behind,
    )


def _more(count: int, *, keys: bool) -> str:
    if keys:
        return ngettext(
            "One key practice to raise for level %(next)d",
            "Level %(level)d stands firm; %(count)d practices, key ones among them, would carry it to level "
            "%(next)d",
            count,
        )
    return ngettext(
        "Level %(level)d stands firm; one practice more would carry the domain to level %(next)d",
        "Level %(level)d stands firm; %(count)d practices more would carry the domain to level %(next)d",
        count,
    )
