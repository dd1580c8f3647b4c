"""What only built reports have: the board's second page, and the sheet to work on in a meeting."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OutlookRow:
    """A domain's levels in words; `next` is one level up, or that there is none."""

    name: str
    anchor: str
    claimed: str
    evidenced: str
    next: str


@dataclass(frozen=True, slots=True)
class Move:
    """What is done about a gap: an initiative of the roadmap, or, before there is one, the gap itself.

    What nobody has decided yet reads so.
    """

    number: int
    title: str
    move: str
    owner: str
    metric: str
    target: str
    decision_date: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """Levels and the way ahead on one page. `moves_note` says where they stand, or why there are none;
    `evidence` holds sentences on how well the levels are evidenced and who said so.
    """

    rows: tuple[OutlookRow, ...]
    moves_title: str
    moves_note: str
    moves: tuple[Move, ...]
    evidence_title: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Talk:
    """Something to discuss: a gap or a practice seen differently, the question, and what is known of it."""

    title: str
    question: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Worksheet:
    """`columns` are those of the table of actions, which has `rows` empty rows to fill in."""

    intro: str
    talks: tuple[Talk, ...]
    actions_title: str
    columns: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Section:
    """A section of a built report: its code (``reports.report.choices``) and its heading."""

    code: str
    title: str


@dataclass(frozen=True, slots=True)
class SummaryPart:
    """A paragraph of the executive summary. `draft` is what the result says by itself, `text` what stands:
    the draft, or what somebody made of it (`is_edited`).
    """

    code: str
    title: str
    text: str
    draft: str
    is_edited: bool


@dataclass(frozen=True, slots=True)
class Issue:
    """A kept report's number and who built it when: "Report 3", "Built on 22 November 2026 by Ann Lee"."""

    number: int
    label: str
    made: str
