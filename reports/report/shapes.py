"""What a report consists of: frozen values that page, charts, PDF and exports print as they are.

Every ``str`` is a finished text in the report's language, without markup; rows and lists are in reading
order. Levels as ``int`` run from 1 to ``Report.top`` and are None where there is no level; ``float`` values
are for drawing only. ``int``, ``Decimal`` and ``date`` beside a text are its number or day, rounded as the
text says it, None where the text has none. Slugs and anchors identify, they are not shown.
"""

from dataclasses import dataclass

from reports.report.agreement_shapes import Agreement, Disagreement
from reports.report.answer_shapes import DomainAnswers, Respondent
from reports.report.built_shapes import Issue, Outlook, Section, SummaryPart, Worksheet
from reports.report.domain_shapes import Domain, Proof, Remark, Strength
from reports.report.edition import Letterhead
from reports.report.gap_shapes import Gap, GapChart
from reports.report.heatmap_shapes import Heatmap
from reports.report.plain_shapes import Fact, Logo, Point
from reports.report.profile_shapes import Profile
from reports.report.roadmap_shapes import Roadmap
from reports.report.rounds_shapes import Comparison
from scoring import Status


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
