"""What the heatmap shows: a cell for each practice."""

from dataclasses import dataclass

from reports.report.plain_shapes import Fact


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
