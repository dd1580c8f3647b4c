"""How a report is made up besides its source: choices, the edited summary, and whose letterhead it has."""

from dataclasses import dataclass
from datetime import datetime

from reports.report.choices import FULL, Choices


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The consultancy that hands the report over. `accent` is "#1f5c57" or ""; `logo` is the digest of its
    PNG or "", with its size in pixels.
    """

    name: str
    disclaimer: str = ""
    accent: str = ""
    logo: str = ""
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Edition:
    """`summary` holds the texts of the executive summary that somebody edited, by the codes of its parts
    (``reports.report.summary``). `number`, `issued_at` and `issued_by` are those of a kept report.
    """

    choices: Choices = FULL
    summary: tuple[tuple[str, str], ...] = ()
    letterhead: Letterhead | None = None
    number: int | None = None
    issued_at: datetime | None = None
    issued_by: str = ""


PLAIN = Edition()
