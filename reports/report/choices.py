"""What a built report holds, in which order, and what it leaves out: the sender's choices.

Choices are data: they are stored with a kept report and with a saved preset, and read back strictly.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from django.conf import settings

COVER, SUMMARY, OUTLOOK, HEATMAP, PROFILE = "cover", "summary", "outlook", "heatmap", "profile"
DOMAINS, GAPS, INITIATIVES, ROUNDS = "domains", "gaps", "initiatives", "rounds"
DIFFERENCES, WORKSHEET, ANSWERS, METHOD = "differences", "worksheet", "answers", "method"
SECTIONS = (
    COVER,
    SUMMARY,
    OUTLOOK,
    HEATMAP,
    PROFILE,
    DOMAINS,
    GAPS,
    INITIATIVES,
    ROUNDS,
    DIFFERENCES,
    WORKSHEET,
    ANSWERS,
    METHOD,
)
"""Every section there is; ``outlook`` is the board's second page, ``worksheet`` the one to write on."""
LOOKS = ("organisation", "consultancy", "product")
"""Whose colour the report has."""


class ChoicesError(ValueError):
    """Stored or sent choices that do not fit; the text names the key."""


@dataclass(frozen=True, slots=True)
class Choices:
    """`sections` in their order, each at most once, at least one. `preset` is the code of the preset that
    the choices came from. `answers`: each respondent's answers; `names`: of people; `evidence`: notes,
    links, dates and reasons; `notes`: what consultants and the team wrote in words of their own (findings,
    replies, reasons, check-in lines); `identity`: organisation, team and logo; `consultancy`: its name,
    logo and disclaimer.
    """

    preset: str = "full"
    sections: tuple[str, ...] = tuple(code for code in SECTIONS if code not in {OUTLOOK, WORKSHEET})
    language: str = "en"
    answers: bool = True
    names: bool = True
    evidence: bool = True
    notes: bool = True
    identity: bool = True
    consultancy: bool = True
    look: str = "organisation"

    def __post_init__(self) -> None:
        if not self.sections or not set(self.sections) <= set(SECTIONS):
            raise ChoicesError("sections")
        if len(set(self.sections)) < len(self.sections):
            raise ChoicesError("sections")
        if self.language not in dict(settings.LANGUAGES):
            raise ChoicesError("language")
        if self.look not in LOOKS:
            raise ChoicesError("look")

    def as_data(self) -> dict[str, Any]:
        """For a JSON column; ``from_data`` reads it back."""
        return {**asdict(self), "sections": list(self.sections)}


def from_data(data: Any) -> Choices:
    """Choices as stored. Raises ChoicesError for keys that are unknown or of another type.

    A key that is missing, because it came later, has its usual value.
    """
    if not isinstance(data, Mapping):
        raise ChoicesError("choices")
    known = {field.name: field for field in fields(Choices)}
    for key, value in data.items():
        if key not in known:
            raise ChoicesError(str(key))
        if key == "sections":
            fits = isinstance(value, list | tuple) and all(isinstance(one, str) for one in value)
        else:
            fits = type(value) is type(known[key].default)
        if not fits:
            raise ChoicesError(key)
    given = dict(data)
    if "sections" in given:
        given["sections"] = tuple(given["sections"])
    return Choices(**given)


FULL = Choices()
BOARD = replace(FULL, preset="board", sections=(SUMMARY, OUTLOOK), answers=False, evidence=False)
WORKSHOP = replace(
    FULL,
    preset="workshop",
    sections=(SUMMARY, HEATMAP, DIFFERENCES, GAPS, WORKSHEET),
    answers=False,
    notes=False,
)
REDACTED = replace(
    FULL,
    preset="redacted",
    sections=(COVER, SUMMARY, HEATMAP, PROFILE, DOMAINS, GAPS, INITIATIVES, ROUNDS, METHOD),
    answers=False,
    names=False,
    evidence=False,
    notes=False,
    identity=False,
    consultancy=False,
    look="product",
)
PRESETS: Mapping[str, Choices] = {one.preset: one for one in (FULL, BOARD, WORKSHOP, REDACTED)}
"""The product's presets by their codes; each in the reader's language once that is put in."""
