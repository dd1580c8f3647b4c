"""What a report consists of: frozen values that page, charts, PDF and exports print as they are.

Every ``str`` is a finished text in the report's language, without markup; rows and lists are in reading
order. Levels as ``int`` run from 1 to ``Report.top`` and are None where there is no level; ``float`` values
are for drawing only. ``int``, ``Decimal`` and ``date`` beside a text are its number or day, rounded as the
text says it, None where the text has none. Slugs and anchors identify, they are not shown.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from reports.report.agreement_shapes import Agreement, Disagreement
from reports.report.built_shapes import Outlook, Worksheet
from reports.report.edition import Letterhead
from reports.report.roadmap_shapes import Roadmap
from reports.report.rounds_shapes import Comparison
from scoring import Status


@dataclass(frozen=True, slots=True)
class Fact:
    """A label with its value, for lists of facts: ("Rubric", "Four levels")."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Logo:
    """The organisation's logo: which one, its size in pixels, and what stands for it where it is not seen."""

    digest: str
    width: int
    height: int
    alt: str


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


@dataclass(frozen=True, slots=True)
class Point:
    """A short heading with its explanation."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class LevelRow:
    """One level of the rubric, and which of the overall levels stand on it (`marks`: "Claimed",
    "Evidenced").
    """

    rank: int
    name: str
    label: str
    today: str
    risk: str
    improve_first: str
    marks: tuple[str, ...]


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
class Headline:
    """The answer, first of all: where the team stands as a whole.

    `answer` says both levels in one line ("Level 2 Structured claimed, level 1 Reactive evidenced"), or that
    there is no level. `meaning` says what the difference means. `disagreement` counts the
    practices on which respondents differ, "" with one respondent. `count` is "12 of 29 practices at this
    level or higher", `left_out` "1 practice does not apply" or "". `why` explains the overall level by its
    domains, `progress` counts those at the next level; `next_step` is the one thing to do first. `today`,
    `risk` and `improve_first` describe the level in general, under the heading `typical`. Texts that need a
    level (those, `count`, `left_out`, `progress`) are "" without one.
    """

    status: Status
    level: int | None
    evidenced: int | None
    potential: int | None
    claimed_label: str
    evidenced_label: str
    potential_label: str
    answer: str
    meaning: str
    disagreement: str
    count: str
    left_out: str
    progress: str
    why: str
    typical: str
    today: str
    risk: str
    improve_first: str
    next_step: str
    change: str


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
class Factor:
    """One factor of a gap's impact: "Relevance to the goal", "3", and why it is that; `number` is None where
    the value is a fraction ("2/3").
    """

    label: str
    value: str
    number: Decimal | None
    why: str


@dataclass(frozen=True, slots=True)
class Kpi:
    """A suggested metric. `kind` is "leading" or "lagging", `kind_label` its word."""

    kind: str
    kind_label: str
    name: str
    reveals: str
    hides: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A picked gap: one domain, one level up.

    `title` names the move ("Sales process: from level 1 Reactive to level 2 Structured"), `arithmetic` prints
    the impact with its factors. `steps` are the domain's blockers; `kpis` the leading and the lagging ones
    for domain and level. `proof` names what else has to be proven for the target to be evidenced, or "".
    """

    number: int
    domain: str
    anchor: str
    domain_anchor: str
    name: str
    title: str
    finding: str
    current: int
    target: int
    current_label: str
    target_label: str
    impact: float
    impact_label: str
    arithmetic: str
    factors: tuple[Factor, ...]
    signs: tuple[str, ...]
    steps: tuple[Blocker, ...]
    kpis: tuple[Kpi, ...]
    reach: str
    proof: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """A domain with a gap, picked or not, as a row of the gap table and a bar of the gap chart."""

    rank: int
    domain: str
    name: str
    current: int
    target: int
    move: str
    impact: float
    impact_label: str
    arithmetic: str
    picked: bool
    picked_label: str


@dataclass(frozen=True, slots=True)
class Proof:
    """A domain that claims more than it proves, widest difference first."""

    domain: str
    anchor: str
    name: str
    sentence: str
    items: tuple[ProofItem, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """One practice in the heatmap.

    `state` is "known", "unknown" or "not_applicable"; `mark` is what stands in the cell ("3", "?", "–");
    `shade` runs from 1 (lowest level) to 5 (highest), 0 without a rating; `pattern` is "evidenced",
    "unproven" or "" (needs none, or no rating). `label` says it all in words.
    """

    question: str
    anchor: str
    number: str
    text: str
    state: str
    rating: int | None
    evidenced: int | None
    mark: str
    shade: int
    pattern: str
    pattern_label: str
    key: bool
    weight: int
    label: str


@dataclass(frozen=True, slots=True)
class HeatmapRow:
    """One domain's practices in framework order."""

    domain: str
    anchor: str
    name: str
    level_label: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heatmap:
    """Domains by practices. `columns` is the largest number of practices a domain has; `legend` explains
    the marks, the `*_name` are the words for the signs beside them.
    """

    title: str
    takeaway: str
    columns: int
    rows: tuple[HeatmapRow, ...]
    legend: tuple[Fact, ...]
    evidenced_name: str
    unproven_name: str
    key_name: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One respondent's answer to one question.

    Where respondents are anonymous it is the evidence or reason alone: `respondent`, `function` and `label`
    are "" then. `label` is the level, "We don't know" or "Does not apply"; `reason` tells why it does not
    apply; `dated` is when it was last true, in words. `link` is an http(s) address or "".
    """

    respondent: str
    function: str
    level: int | None
    label: str
    reason: str
    note: str
    link: str
    dated: str
    dated_on: date | None


@dataclass(frozen=True, slots=True)
class QuestionAnswers:
    """Everything answered to one question; `statement` is the anchor of the consolidated rating, "" without
    one; `weight_label` is "" for a weight of 1. Where respondents are anonymous, `counts` says how many chose
    each level, and `note` what the entries leave out; empty and "" otherwise.
    """

    question: str
    anchor: str
    number: str
    text: str
    key: bool
    weight: int
    weight_label: str
    rating: int | None
    evidenced: int | None
    rating_label: str
    evidenced_label: str
    statement: str
    consensus: str
    entries: tuple[Entry, ...]
    counts: tuple[Fact, ...]
    note: str


@dataclass(frozen=True, slots=True)
class DomainAnswers:
    """The answers of one domain."""

    domain: str
    anchor: str
    name: str
    questions: tuple[QuestionAnswers, ...]


@dataclass(frozen=True, slots=True)
class Respondent:
    """Who answered, and how much ("30 of 30 questions"): `count` of the `asked`."""

    name: str
    function: str
    answered: str
    count: int
    asked: int


@dataclass(frozen=True, slots=True)
class Axis:
    """One domain on the charts; values run from 1 to K and are None without a level. `target` is one level
    up for a picked gap.
    """

    name: str
    claimed: float | None
    evidenced: float | None
    target: float | None
    claimed_label: str
    evidenced_label: str
    target_label: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What radar and claimed-against-evidenced bars draw. `levels` are the names of the levels 1…K.

    `*_name` are the words of the legend; `takeaway` and `claims_takeaway` are the sentences above the two
    charts.
    """

    title: str
    takeaway: str
    claims_title: str
    claims_takeaway: str
    top: int
    levels: tuple[str, ...]
    axes: tuple[Axis, ...]
    claimed_name: str
    evidenced_name: str
    target_name: str


@dataclass(frozen=True, slots=True)
class GapChart:
    """What the gap chart draws: every candidate, ranked; `takeaway` is the sentence above it."""

    title: str
    takeaway: str
    rows: tuple[Candidate, ...]
    impact_name: str


@dataclass(frozen=True, slots=True)
class Report:
    """One assessment's report in one language, complete: it needs no database and no request.

    `sealed_at` is the ISO 8601 time of sealing, for metadata; the cover's dates are in `facts`. `scope` is
    the one-line description under the title, `assessment` what the team calls this assessment, "" where that
    is its own name or nothing. `respondents_note` stands in place of the `respondents` where they are
    anonymous, "" otherwise. `strengths_note` and `gaps_note` say why there are few or none, "" otherwise.
    `accent` is the organisation's colour ("#1f5c57"), "" for the product's own.
    `sections` are those that a built report has, in their order; `summary` is its executive summary, `issue`
    what makes it a kept one, `letterhead` the consultancy that hands it over; both None without.
    `who_answered` names those who answered in one sentence; `outlook` and `worksheet` are what only built
    reports have.
    `has_answers` says whether each respondent's answers belong to it.
    `rules` are the four rules of a roadmap, `mistakes` the three to avoid. `*_remarks` are what the
    consultants wrote on the summary, the gaps and the disagreements. `roadmap` is None without one,
    `rounds` (this round against the last one) without one that all readers may read.
    """

    language: str
    sample: bool
    title: str
    team: str
    assessment: str
    organisation: str
    accent: str
    logo: Logo | None
    scope: str
    sealed_at: str
    sealed_on: str
    top: int
    facts: tuple[Fact, ...]
    goal: str
    goal_smart: str
    goal_metric: str
    signs: tuple[Point, ...]
    headline: Headline
    levels: tuple[LevelRow, ...]
    domains: tuple[Domain, ...]
    strengths: tuple[Strength, ...]
    strengths_note: str
    gaps: tuple[Gap, ...]
    gaps_note: str
    profile: Profile
    gap_chart: GapChart
    rules: tuple[Point, ...]
    mistakes: tuple[Point, ...]
    proofs: tuple[Proof, ...]
    proofs_note: str
    agreement: Agreement
    disagreements: tuple[Disagreement, ...]
    disagreements_note: str
    heatmap: Heatmap
    answers: tuple[DomainAnswers, ...]
    respondents: tuple[Respondent, ...]
    respondents_note: str
    method: tuple[Point, ...]
    parameters: tuple[Fact, ...]
    limits: tuple[str, ...]
    summary_remarks: tuple[Remark, ...]
    gap_remarks: tuple[Remark, ...]
    disagreement_remarks: tuple[Remark, ...]
    roadmap: Roadmap | None
    rounds: Comparison | None
    sections: tuple[Section, ...]
    summary: tuple[SummaryPart, ...]
    issue: Issue | None
    letterhead: Letterhead | None
    has_answers: bool
    who_answered: str
    outlook: Outlook
    worksheet: Worksheet
