"""The JSON documents around scoring: answers in, the published result out, and sealed results stored."""

from dataclasses import fields, is_dataclass
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from scoring.parsing import parse_responses
from scoring.result import Blocker, Disagreement, DomainResult, Gap, OverallResult, ProveFirst, Result

__all__ = ["dump", "load", "parse_responses", "to_document"]

DECIMALS = 4


def to_document(result: Result) -> dict[str, Any]:
    """Return the `out` document of the `score` command: fractions rounded half-even to 4 decimals."""
    return {
        "overall": _overall(result.overall),
        "domains": [_domain(domain) for domain in result.domains],
        "gaps": [_gap(gap) for gap in result.gaps],
        "prove_first": [_prove_first(entry) for entry in result.prove_first],
        "disagreements": [_disagreement(entry) for entry in result.disagreements],
    }


def dump(result: Result) -> dict[str, Any]:
    """Return everything in the result as JSON values, fractions as "n/d"; `load` gives it back exactly."""
    stored: dict[str, Any] = _stored(result)
    return stored


def load(stored: dict[str, Any]) -> Result:
    """Return the result that `dump` made `stored` from; raises KeyError when an entry is missing."""
    result: Result = _loaded(Result, stored)
    return result


def _number(fraction: Fraction) -> float:
    return float(round(fraction, DECIMALS))


def _number_or_null(fraction: Fraction | None) -> float | None:
    return None if fraction is None else _number(fraction)


def _overall(overall: OverallResult) -> dict[str, Any]:
    return {
        "status": overall.status,
        "level": overall.level,
        "evidenced": overall.evidenced,
        "potential": overall.potential,
        "progress": _number_or_null(overall.progress),
    }


def _domain(domain: DomainResult) -> dict[str, Any]:
    return {
        "domain": domain.domain,
        "status": domain.status,
        "level": domain.level,
        "evidenced": domain.evidenced,
        "potential": domain.potential,
        "progress": _number_or_null(domain.progress),
        "shares": None if domain.shares is None else [_number(share) for share in domain.shares],
        "known_share": _number(domain.known_share),
        "not_applicable_share": _number(domain.not_applicable_share),
        "blockers": [_blocker(blocker) for blocker in domain.blockers],
    }


def _blocker(blocker: Blocker) -> dict[str, Any]:
    return {
        "question": blocker.question,
        "from": blocker.current,
        "to": blocker.target,
        "reason": blocker.reason,
    }


def _gap(gap: Gap) -> dict[str, Any]:
    return {
        "domain": gap.domain,
        "from": gap.current,
        "to": gap.target,
        "impact": _number(gap.impact),
        "factors": {
            "relevance": gap.factors.relevance,
            "need": _number(gap.factors.need),
            "signs": gap.factors.signs,
            "weakest": gap.factors.weakest,
        },
        "practices": list(gap.practices),
    }


def _prove_first(entry: ProveFirst) -> dict[str, Any]:
    return {
        "domain": entry.domain,
        "level": entry.level,
        "evidenced": entry.evidenced,
        "questions": list(entry.questions),
    }


def _disagreement(entry: Disagreement) -> dict[str, Any]:
    return {
        "question": entry.question,
        "median": entry.median,
        "spread": entry.spread,
        "average_deviation": _number(entry.average_deviation),
    }


def _stored(value: Any) -> Any:
    if isinstance(value, Fraction):
        return f"{value.numerator}/{value.denominator}"
    if isinstance(value, tuple):
        return [_stored(item) for item in value]
    if is_dataclass(value):
        return {field.name: _stored(getattr(value, field.name)) for field in fields(value)}
    return value


def _loaded(kind: Any, stored: Any) -> Any:
    origin, inner = get_origin(kind), get_args(kind)
    if origin is UnionType:
        return stored if stored is None else _loaded(inner[0], stored)
    if origin is tuple:
        return tuple([_loaded(inner[0], item) for item in stored])
    if kind is Fraction:
        return Fraction(stored)
    if hasattr(kind, "__dataclass_fields__"):
        return kind(**{name: _loaded(hint, stored[name]) for name, hint in _hints(kind).items()})
    return stored


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)
