"""Why a domain has its level: the three conditions for the next one, each with its numbers."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext, pgettext

from reports.report.domain_shapes import Condition
from reports.report.index import Practice
from scoring import DomainResult

MAJORITY, NONE_BEHIND, KEYS = "majority", "none_behind", "keys"


_BLOCKING = {
    frozenset({MAJORITY}): gettext_noop(
        "For level %(next)d, practices that carry more than half of the weight have to be there."
    ),
    frozenset({NONE_BEHIND}): gettext_noop(
        "For level %(next)d, what lags behind has to catch up with level %(level)d."
    ),
    frozenset({KEYS}): gettext_noop("For level %(next)d, every key practice has to be there."),
    frozenset({MAJORITY, NONE_BEHIND}): gettext_noop(
        "For level %(next)d, practices that carry more than half of the weight have to be there, "
        "and what lags behind has to catch up with level %(level)d."
    ),
    frozenset({MAJORITY, KEYS}): gettext_noop(
        "For level %(next)d, practices that carry more than half of the weight have to be there, "
        "every key practice among them."
    ),
    frozenset({NONE_BEHIND, KEYS}): gettext_noop(
        "For level %(next)d, every key practice has to be there, and what lags behind has to catch up "
        "with level %(level)d."
    ),
    frozenset({MAJORITY, NONE_BEHIND, KEYS}): gettext_noop(
        "For level %(next)d, all three conditions are still open: practices that carry more than half of "
        "the weight, every key practice among them, and nothing below level %(level)d."
    ),
}


def conditions(practices: Sequence[Practice], domain: DomainResult) -> tuple[Condition, ...]:
    """The conditions for the level above; none at the top or without a level."""
    if domain.level is None or domain.majority_holds is None:
        return ()
    applicable = [practice for practice in practices if practice.result.status != "not_applicable"]
    return (
        _condition(
            MAJORITY,
            _("More than half of the weight at level %(level)d") % {"level": domain.level + 1},
            domain.majority_holds,
            _majority(applicable, domain.level + 1, domain.majority_holds),
        ),
        _condition(
            NONE_BEHIND,
            _("Nothing below level %(level)d") % {"level": domain.level},
            bool(domain.none_behind_holds),
            _none_behind(applicable, domain.level),
        ),
        _condition(
            KEYS,
            _("Every key practice at level %(level)d") % {"level": domain.level + 1},
            bool(domain.keys_hold),
            _keys(applicable, domain.level + 1),
        ),
    )


def blocking(found: Sequence[Condition], domain: DomainResult) -> str:
    """Which conditions stand between the domain and its next level, in one sentence; "" where none can."""
    if domain.level is None or not found:
        return ""
    missing = frozenset(condition.name for condition in found if not condition.holds)
    return _(_BLOCKING[missing]) % {"level": domain.level, "next": domain.level + 1}


def _condition(name: str, title: str, holds: bool, sentence: str) -> Condition:
    state = pgettext("condition", "Met") if holds else pgettext("condition", "Not met")
    return Condition(name=name, title=title, holds=holds, state=state, sentence=sentence)


def counted_as(practice: Practice) -> int:
    """The rating that the level reckons with: an unknown one counts as 1."""
    return practice.result.rating or 1


def _majority(practices: Sequence[Practice], level: int, holds: bool) -> str:
    there = [practice for practice in practices if counted_as(practice) >= level]
    numbers = {
        "there": len(there),
        "all": len(practices),
        "level": level,
        "weight": sum(practice.text.weight for practice in there),
        "whole": sum(practice.text.weight for practice in practices),
    }
    if holds:
        return (
            ngettext(
                "The only practice that applies is at level %(level)d or higher.",
                "At level %(level)d or higher: %(there)d of %(all)d practices, with %(weight)d of %(whole)d "
                "points of weight. That is more than half.",
                len(practices),
            )
            % numbers
        )
    return (
        ngettext(
            "The only practice that applies is below level %(level)d.",
            "At level %(level)d or higher: %(there)d of %(all)d practices, with %(weight)d of %(whole)d "
            "points of weight. More than half is needed.",
            len(practices),
        )
        % numbers
    )


def _none_behind(practices: Sequence[Practice], level: int) -> str:
    behind = [practice for practice in practices if counted_as(practice) < level]
    unknown = sum(practice.result.rating is None for practice in behind)
    numbers = {"behind": len(behind), "level": level, "unknown": unknown}
    if not behind:
        return _("No practice is below level %(level)d.") % numbers
    if unknown:
        return (
            ngettext(
                "%(behind)d practice is below level %(level)d: it is unknown and counts as level 1.",
                "%(behind)d practices are below level %(level)d, counting %(unknown)d unknown as level 1.",
                len(behind),
            )
            % numbers
        )
    return (
        ngettext(
            "%(behind)d practice is below level %(level)d.",
            "%(behind)d practices are below level %(level)d.",
            len(behind),
        )
        % numbers
    )


def _keys(practices: Sequence[Practice], level: int) -> str:
    keys = [practice for practice in practices if practice.text.key]
    if not keys:
        return _("This domain has no key practice.")
    there = sum(counted_as(practice) >= level for practice in keys)
    only = (
        _("The key practice is at level %(level)d or higher.")
        if there
        else _("The key practice is below level %(level)d.")
    )
    several = _("At level %(level)d or higher: %(there)d of %(all)d key practices.")
    numbers = {"there": there, "all": len(keys), "level": level}
    return (only if len(keys) == 1 else several) % numbers
