"""Exact shares, made once."""

from fractions import Fraction
from functools import lru_cache


@lru_cache(maxsize=4096)
def share(part: int, whole: int) -> Fraction:
    """Return part / whole, exactly.

    Remembered, because making a fraction was a third of the time that an assessment takes, and the same
    few come again and again.
    """
    return Fraction(part, whole)
