"""The gated rule, which serves the questions of a domain and the domains of the whole alike.

A level l is reached when more than half of the weight is rated l or higher, nothing is rated below l - 1, and
every key practice is rated l or higher. Cumulative levels as in C2M2; "largely" is more than half as in
ISO/IEC 33020. All comparisons are of whole numbers.
"""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from scoring.exact import share


class Unit(NamedTuple):
    """A question in its domain, or a domain in the whole: three readings of its rating, each from 1 to K.

    An unknown rating reads 1 as level and evidenced, and K as potential.
    """

    weight: int
    level: int
    evidenced: int
    potential: int
    key: bool = False


class Standing(NamedTuple):
    """Where a set of units stands; the fields mean what they mean in `DomainResult`."""

    level: int
    evidenced: int
    potential: int
    progress: Fraction
    shares: tuple[Fraction, ...]
    majority_holds: bool | None
    none_behind_holds: bool | None
    keys_hold: bool | None


def standing(units: Sequence[Unit], top: int) -> Standing:
    """Return the levels of at least one unit under a rubric of `top` levels."""
    weights = [unit.weight for unit in units]
    ratings = [unit.level for unit in units]
    evidenced = [unit.evidenced for unit in units]
    potential = [unit.potential for unit in units]
    keys = [position for position, unit in enumerate(units) if unit.key]
    at = weight_at(ratings, weights, top)
    level = _gated_level(ratings, keys, at)
    following = level + 1
    last = level == top
    return Standing(
        level=level,
        evidenced=level if evidenced == ratings else gated_level(evidenced, weights, keys, top),
        potential=level if potential == ratings else gated_level(potential, weights, keys, top),
        progress=share(0, 1) if last else _progress(at, level),
        shares=tuple([share(weight, at[0]) for weight in at]),
        majority_holds=None if last else 2 * at[following - 1] > at[0],
        none_behind_holds=None if last else min(ratings) >= level,
        keys_hold=None if last else _lowest_key(ratings, keys, top) >= following,
    )


def gated_level(ratings: Sequence[int], weights: Sequence[int], keys: Sequence[int], top: int) -> int:
    """Return the highest level that the rule grants, 1 at least; `keys` are positions of key practices."""
    return _gated_level(ratings, keys, weight_at(ratings, weights, top))


def weight_at(ratings: Sequence[int], weights: Sequence[int], top: int) -> list[int]:
    """Return the weight rated l or higher for l = 1…`top`; the first is the whole weight."""
    at = [0] * top
    for rating, weight in zip(ratings, weights, strict=True):
        at[rating - 1] += weight
    for index in range(top - 1, 0, -1):
        at[index - 1] += at[index]
    return at


def _gated_level(ratings: Sequence[int], keys: Sequence[int], at: Sequence[int]) -> int:
    # Of the three conditions two are plain limits: one above the lowest rating, and the lowest key practice.
    level = min(min(ratings) + 1, _lowest_key(ratings, keys, len(at)))
    while 2 * at[level - 1] <= at[0]:
        level -= 1
    return level


def _lowest_key(ratings: Sequence[int], keys: Sequence[int], top: int) -> int:
    return min([ratings[position] for position in keys], default=top)


def _progress(at: Sequence[int], level: int) -> Fraction:
    """Return min(0.99, min(1, 2 A(level + 1)) A(level)), how far the next level is reached."""
    whole = at[0]
    reached = min(whole, 2 * at[level]) * at[level - 1]
    if 100 * reached >= 99 * whole * whole:
        return share(99, 100)
    return share(reached, whole * whole)
