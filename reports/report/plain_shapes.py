"""Labels with values, headings with texts, and the logo: the shapes that others are made of."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, for lists of facts: ("Rubric", "Four levels")."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Point:
    """A short heading with its explanation."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The organisation's logo: which one, its size in pixels, and what stands for it where it is not seen."""

    digest: str
    width: int
    height: int
    alt: str
