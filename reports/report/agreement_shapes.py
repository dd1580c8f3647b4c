"""What the report's section on disagreement consists of; see ``shapes`` for how its values read."""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Share:
    """How many chose a level: `share` (0 to 100) is drawn, `counted` is in words, `who` their names or ""."""

    label: str
    count: int
    counted: str
    share: int
    who: str


@dataclass(frozen=True, slots=True)
class FunctionRating:
    """What a function sees: its lower median in words, and how many of it rated the practice."""

    label: str
    value: str
    level: int
    counted: str


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A practice whose respondents lie two levels or more apart.

    `shares` says how many chose each level, from 1; `functions` gives the lower median per function when
    several functions may be compared; `consensus` is the recorded agreement with its reason, and `dissent`
    what stands against it, each "" without one. `deviation` is the mean distance from the median in words.
    """

    domain: str
    question: str
    anchor: str
    text: str
    median: int
    median_label: str
    lowest: int
    highest: int
    range_label: str
    spread: int
    spread_label: str
    average_deviation: Decimal
    deviation: str
    sentence: str
    shares: tuple[Share, ...]
    functions: tuple[FunctionRating, ...]
    consensus: str
    dissent: str


@dataclass(frozen=True, slots=True)
class Spread:
    """How far apart the ratings of a practice lie, for any that somebody rated: `counts` says how many chose
    each level, from 1; `spread` is the highest less the lowest one, `average_deviation` the mean distance
    from the `median`; `rating` is what the report reckons with.
    """

    number: str
    question: str
    domain: str
    text: str
    rating: int
    median: int
    lowest: int
    highest: int
    spread: int
    average_deviation: Decimal
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FunctionColumn:
    """A function of the table, or everybody; `counted` says how many people that is."""

    name: str
    count: int
    counted: str


@dataclass(frozen=True, slots=True)
class FunctionCell:
    """The lower median of a function's ratings in a domain.

    `mark` stands in the cell ("3", "–"), `label` says it in words; `shade` runs from 1 (lowest level) to 5
    (highest), 0 without a rating.
    """

    mark: str
    level: int | None
    shade: int
    label: str


@dataclass(frozen=True, slots=True)
class FunctionRow:
    """One domain; `apart` says that its functions lie two levels or more apart, "" otherwise."""

    domain: str
    anchor: str
    name: str
    cells: tuple[FunctionCell, ...]
    apart: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """How far the respondents see the same.

    `takeaway` is one sentence for the whole section, "" where one person answered; `furthest` names whose
    answers differ most, "" where nobody is named. `columns` and `rows` are functions by domains, empty where
    no functions may be compared, and then `functions_note` may say why. `spreads` are the practices in the
    order of the framework, none where one person answered.
    """

    takeaway: str
    furthest: str
    columns: tuple[FunctionColumn, ...]
    rows: tuple[FunctionRow, ...]
    functions_note: str
    spreads: tuple[Spread, ...]
