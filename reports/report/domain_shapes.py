"""A domain's page: its levels, why they are what they are, what blocks the next one, what people remarked."""

from dataclasses import dataclass
from datetime import date

from scoring import Status


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the three conditions for the next level.

    `name` is "majority", "none_behind" or "keys"; `state` says in words whether it holds; `sentence` gives
    its numbers.
    """

    name: str
    title: str
    holds: bool
    state: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Blocker:
    """A practice to raise for the next level: what is true today, what has to become true, and the next
    step.

    `reason` is the scorer's code (straggler, key, majority, finish), `reason_label` its words. Without a
    known rating (`current` None) `today` is "" and `next_step` says what to find out and where to look.
    `reach_intro` leads in `reach`; `weight_label` is "" for a weight of 1.
    """

    question: str
    anchor: str
    text: str
    key: bool
    weight: int
    weight_label: str
    reason: str
    reason_label: str
    current: int | None
    target: int
    current_label: str
    target_label: str
    today: str
    reach_intro: str
    reach: str
    next_step: str


@dataclass(frozen=True, slots=True)
class ProofItem:
    """A practice claimed above what evidence shows; `prompt` says which record would prove it, or, for an
    unknown one, where to look. `weight_label` is "" for a weight of 1.
    """

    question: str
    anchor: str
    text: str
    weight: int
    weight_label: str
    claimed: int | None
    evidenced: int | None
    claimed_label: str
    evidenced_label: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Reply:
    """The client's reply to a finding: agreed or `disputed`, in words, a note or "", by whom and when."""

    disputed: bool
    label: str
    note: str
    who: str


@dataclass(frozen=True, slots=True)
class Remark:
    """What a consultant wrote on a section.

    `label` says whether it is a finding or a comment, `who` who wrote it and when, `handed_over` when the
    client got it; `draft` says that they did not, "" otherwise. `outdated` says on which
    earlier result it was written, "" if on the present one. `reply` is None without one.
    """

    anchor: str
    label: str
    text: str
    who: str
    written_on: date
    handed_over: str
    handed_over_on: date | None
    draft: str
    outdated: str
    reply: Reply | None


@dataclass(frozen=True, slots=True)
class Domain:
    """One domain, enough for a page of its own.

    `finding` is a whole sentence usable as the page's title. `value` is level + progress and
    `evidenced_value` the same over evidenced ratings (1 to K), for drawing. `verdict` says claimed and
    evidenced in one line; `level_of` and its like are short ("2 of 4"). `progress` is rounded down ("40 % of
    the way to level 3"), "" at the top and without a level. `explanation` is for a domain that is not rated
    or not applicable: why, and what to do. `blocking` says which condition holds the next level back.
    `conditions` is empty at the top level and without a level. `proof` lists the practices that lack
    evidence when the evidenced level is below the claimed one. `gap` is the number of the picked gap (1 to
    3) or None. `change` compares with the previous round, "" without one.
    `seen_differently` names the functions that lie two levels or more apart here, "" without any. `claim`
    says since when the roadmap claims the next level, "" unless it does. `remarks` are the consultants'.
    """

    slug: str
    anchor: str
    number: int
    name: str
    question: str
    why: str
    status: Status
    level: int | None
    evidenced: int | None
    potential: int | None
    value: float | None
    evidenced_value: float | None
    level_label: str
    evidenced_label: str
    potential_label: str
    level_of: str
    evidenced_of: str
    potential_of: str
    progress: str
    progress_label: str
    progress_percent: int | None
    verdict: str
    finding: str
    explanation: str
    count: str
    left_out: str
    next_label: str
    blocking: str
    conditions: tuple[Condition, ...]
    blockers: tuple[Blocker, ...]
    proof: tuple[ProofItem, ...]
    find_out: tuple[ProofItem, ...]
    gap: int | None
    change: str
    claim: str
    seen_differently: str
    remarks: tuple[Remark, ...]


@dataclass(frozen=True, slots=True)
class Strength:
    """Something to build on: a practice rated and evidenced high. `statement` is what the team does."""

    domain: str
    question: str
    anchor: str
    text: str
    level: int
    level_label: str
    statement: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A domain that claims more than it proves, widest difference first."""

    domain: str
    anchor: str
    name: str
    sentence: str
    items: tuple[ProofItem, ...]
